using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>The one shared plan of a citizen that is active, for those who write in it. Access is decided before.</summary>
internal static class ActiveSharedPlan
{
    public static readonly Refusal NotACaller = new("sharedPlan.notACaller");

    public static Task<SharedPlan?> ActiveAsync(this ISammenhaengDb db, CitizenId citizen, CancellationToken cancellationToken) =>
        db.Set<SharedPlan>().AsSplitQuery().SingleOrDefaultAsync(plan => plan.CitizenId == citizen && plan.EndedAt == null, cancellationToken);

    /// <summary>The one that was seen; where there was none, it begins now. Two who begin at once: the database lets one.</summary>
    /// <exception cref="StaleRevisionException">It has been changed since, or begun.</exception>
    public static SharedPlan SeenOrStarted(this ISammenhaengDb db, SharedPlan? plan, long seenRevision, (CitizenId Citizen, UserId? By, DateTimeOffset Now) start)
    {
        if ((plan?.Revision ?? 0) != seenRevision)
        {
            throw new StaleRevisionException();
        }
        if (plan is null)
        {
            plan = SharedPlan.Start(start.Citizen, start.By, start.Now);
            db.Set<SharedPlan>().Add(plan);
        }
        return plan;
    }

    public static async Task<CommonGoal> GoalAsync(this ISammenhaengDb db, CitizenId citizen, CommonGoalId id, CancellationToken cancellationToken) =>
        await db.Set<CommonGoal>().AsSplitQuery().Where(goal => goal.Id == id && goal.CitizenId == citizen).SeenAsync(cancellationToken);

    public static void MustBe(this CommonGoal goal, long seenRevision)
    {
        if (goal.Revision != seenRevision)
        {
            throw new StaleRevisionException();
        }
    }

    /// <summary>Who signs in here and works with the citizen, as far as the writer can name them: oneself, and who coordinates.</summary>
    public static bool MayCall(this CourseFile file, UserId caller, UserId me, DateOnly today) =>
        caller == me || file.HoldersOn(today).Any(one => one.UserId == caller);

    public static UserId Member(this ICurrentViewer current) => current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
}
