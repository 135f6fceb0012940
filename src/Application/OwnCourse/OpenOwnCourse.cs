using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>
/// The shared plan for the citizen, who sees all of it and every conflict in full; for whoever stands for them; and for a relative as much
/// as they are let in to. A conflict tells of more than one thing, so it is for those who are let in to all.
/// </summary>
[Needs(Permission.SeeOwnCourse)]
public sealed record OpenOwnCourse(CitizenId CitizenId, Language Language) : IQuery<OpenOwnCourse.View>, IConcernsCitizen
{
    public sealed record View(Standing Standing, SharedPlanView Plan);

    internal sealed class Handler(TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenOwnCourse, View>
    {
        public async Task<View> Handle(OpenOwnCourse query, CancellationToken cancellationToken)
        {
            var standing = current.Relation.Standing ?? throw new AccessDeniedException();
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var today = clock.Today();
            var mask = CourseMask.For(file.Course, standing, today, reference.Places);
            ConflictRow[] conflicts = standing.IsLetInToAll ? [.. file.Conflicts.Select(ConflictRow.Of)] : [];
            var plan = SharedPlanAssembly.Of(file, conflicts, mask, reference, (today, query.Language), viewer: null);
            return new View(standing, plan with
            {
                Content = standing.Opens.HasFlag(DataClasses.Goals) ? new SharedContentMaker(file, mask, plan.Goals, today).Make(standing.IsLetInToAll) : null,
            });
        }
    }
}
