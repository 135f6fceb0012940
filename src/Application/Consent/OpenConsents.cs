using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Consent;

/// <summary>
/// The consents that were asked for here, and the plans that are shared from here, as far as they are from or to an area of the viewer;
/// and what one needs to ask for another.
/// </summary>
[Needs(Permission.HandleConsents)]
public sealed record OpenConsents(CitizenId CitizenId) : IQuery<OpenConsents.View>, IConcernsCitizen
{
    public sealed record Line(
        ConsentRecordId Id, AreaName From, AreaName To, ConsentKind Kind, IReadOnlyList<string> Categories, string Purpose, ConsentState State,
        DateOnly? GivenOn, DateOnly ValidTo, DateOnly? WithdrawnOn, IReadOnlyList<string> Waiting, bool IsOver, bool IsOfPlan);

    public sealed record Share(
        GivenShareId Id, string? PlanTitle, AreaName From, AreaName To, ShareGround Ground, string? Reason, DateOnly Until, bool IsOpen, bool CanStop,
        long Revision);

    /// <param name="Areas">All that could be asked for, by name.</param>
    /// <param name="Signers">Who would have to say yes, by name; nobody where it is not known who may.</param>
    /// <param name="Hidden">How many there are between other areas.</param>
    public sealed record View(
        IReadOnlyList<Line> Consents, IReadOnlyList<Share> Shares, IReadOnlyList<AreaName> Areas, IReadOnlyList<string> OwnAreas,
        IReadOnlyList<string> Signers, int Hidden, DateOnly Today, DateOnly LongestTo);

    internal sealed class Handler(ISammenhaengDb db, ConsentFile file, ICurrentViewer current, ConsentPolicy policy) : IQueryHandler<OpenConsents, View>
    {
        public async Task<View> Handle(OpenConsents query, CancellationToken cancellationToken)
        {
            var course = await file.OpenAsync(query.CitizenId, cancellationToken);
            var records = await db.Set<ConsentRecord>().Where(one => one.CitizenId == query.CitizenId)
                .OrderByDescending(one => one.AskedAt).ToListAsync(cancellationToken);
            var shares = await db.Set<GivenShare>().Where(one => one.CitizenId == query.CitizenId && one.StoppedAt == null)
                .OrderByDescending(one => one.SharedAt).ToListAsync(cancellationToken);
            var mine = records.Where(one => file.Concerns(one.FromArea, one.ToArea)).ToList();
            return new View(
                [.. mine.Select(one => LineOf(one, course))],
                [.. shares.Select(one => ShareOf(one, course)).OfType<Share>()],
                course.Areas,
                [.. current.Viewer.Areas],
                [.. ConsentSigners.Of(course.Course, ConsentKind.ProceduralSocialLaw, course.Today).Select(course.NameOf)],
                records.Count - mine.Count,
                course.Today,
                course.Today.AddMonths(policy.Months));
        }

        private static Line LineOf(ConsentRecord one, ConsentCourse course) => new(
            one.Id, course.Reference.NameOf(one.FromArea), course.Reference.NameOf(one.ToArea), one.Kind, one.Categories, course.Mask.Text(one.Purpose), one.State,
            one.GivenOn, one.ValidTo, one.WithdrawnOn, [.. one.Waiting.Select(course.NameOf)], one.ValidTo < course.Today, one.HolisticPlanId is not null);

        private Share? ShareOf(GivenShare one, ConsentCourse course)
        {
            var plan = course.Plan(new ItemKey(one.PlanSource, one.PlanId));
            if (plan < 0)
            {
                return null;
            }
            ref readonly var row = ref course.Course.Plans[plan];
            var isOpen = course.Mask.Opens(new ShareItem { Plan = plan, Area = one.Area, Ground = one.Ground, Until = one.Until }) != DataClasses.None;
            return new Share(
                one.Id, course.Mask.Text(row.Title), course.Reference.NameOf(row.Area), course.Reference.NameOf(one.Area), one.Ground,
                current.Viewer.Areas.Contains(row.Area) ? course.Mask.Text(one.Reason) : null, one.Until, isOpen, current.Viewer.Areas.Contains(row.Area), one.Revision);
        }
    }
}
