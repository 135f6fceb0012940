using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Consent;

/// <summary>"Må jeg dele dette?": whether a plan may be shared with another area, on what ground, what of it, and until when.</summary>
/// <param name="Plan">A plan of an own area; null to be told which there are.</param>
/// <param name="Area">Code of the area that is to see it.</param>
[Needs(Permission.HandleConsents)]
public sealed record AdviseSharing(CitizenId CitizenId, ItemKey? Plan, string? Area) : IQuery<AdviseSharing.View>, IConcernsCitizen
{
    public sealed record OwnPlan(ItemKey Key, string Title, AreaName Area, Sensitivity Sensitivity);

    /// <param name="Plans">Those of the viewer's areas that are in force.</param>
    /// <param name="Advice">Null until a plan and an area have been chosen.</param>
    public sealed record View(
        IReadOnlyList<OwnPlan> Plans, IReadOnlyList<AreaName> Areas, OwnPlan? Plan, AreaName? To, SharingAdvice? Advice, DateOnly Today, DateOnly LongestTo);

    internal sealed class Handler(ISammenhaengDb db, ConsentFile file, ICurrentViewer current, ConsentPolicy policy) : IQueryHandler<AdviseSharing, View>
    {
        public async Task<View> Handle(AdviseSharing query, CancellationToken cancellationToken)
        {
            var course = await file.OpenAsync(query.CitizenId, cancellationToken);
            var plans = PlansOf(course);
            var chosen = plans.FirstOrDefault(plan => plan.Key == query.Plan);
            var to = query.Area is { } area && course.Reference.CoreAreas.ContainsKey(area) ? course.Reference.NameOf(area) : null;
            if ((query.Plan is not null && chosen is null) || (query.Area is not null && to is null))
            {
                throw new AccessDeniedException();
            }
            SharingAdvice? advice = null;
            if (chosen is not null && to is not null)
            {
                var from = chosen.Area.Code;
                var isAsked = await db.Set<ConsentRecord>().AnyAsync(
                    one => one.CitizenId == query.CitizenId && one.State == ConsentState.Asked && one.FromArea == from && one.ToArea == query.Area,
                    cancellationToken);
                advice = SharingAdvice.For(course.Course, course.Plan(chosen.Key), to.Code, isAsked, course.Today);
            }
            return new View(
                plans,
                course.Areas,
                chosen, to, advice, course.Today, course.Today.AddMonths(policy.Months));
        }

        private List<OwnPlan> PlansOf(ConsentCourse course)
        {
            var plans = new List<OwnPlan>();
            foreach (ref readonly var plan in course.Course.Plans.Span)
            {
                if (plan.IsInForce && current.Viewer.Areas.Contains(plan.Area))
                {
                    plans.Add(new OwnPlan(plan.Key, course.Mask.Text(plan.Title) ?? plan.Key.Id, course.Reference.NameOf(plan.Area), plan.Sensitivity));
                }
            }
            return plans;
        }
    }
}
