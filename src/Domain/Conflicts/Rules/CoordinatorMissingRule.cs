using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Active plans in two units or more and nobody who coordinates, unless the citizen has said no for now.</summary>
public sealed class CoordinatorMissingRule : IConflictRule
{
    public string Key => "coordinator.missing";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var plans = course.Plans;
        if (plans.Length < 2 || course.Citizen.CoordinatorDeclinedUntil >= course.AsOf || !AreInTwoUnits(plans) || HasCoordinator(course))
        {
            return;
        }
        findings.Add(Missing(plans));
    }

    private static bool AreInTwoUnits(ReadOnlySpan<PlanItem> plans)
    {
        var first = -1;
        for (var i = 0; i < plans.Length; i++)
        {
            if (!plans[i].IsActive)
            {
                continue;
            }
            if (first < 0)
            {
                first = i;
            }
            else if (!CitizenCourse.SameUnit(plans[first], plans[i]))
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasCoordinator(in CitizenCourse course)
    {
        foreach (ref readonly var assignment in course.Assignments)
        {
            if (assignment.Period.Holds(course.AsOf))
            {
                return true;
            }
        }
        foreach (ref readonly var contact in course.Contacts)
        {
            if (contact.IsMainCoordinator)
            {
                return true;
            }
        }
        return false;
    }

    private Finding Missing(ReadOnlySpan<PlanItem> plans)
    {
        var count = 0;
        foreach (ref readonly var plan in plans)
        {
            count += plan.IsActive ? 1 : 0;
        }
        var active = new ItemKey[count];
        var units = 0;
        count = 0;
        for (var i = 0; i < plans.Length; i++)
        {
            if (plans[i].IsActive)
            {
                active[count++] = plans[i].Key;
                units += IsUnitOfEarlier(plans[..i], plans[i]) ? 0 : 1;
            }
        }
        return Finding.Of(Key, Severity.H, Evidence.Of(("count", count), ("units", units), ("plans", active)), Subject.Citizen);
    }

    private static bool IsUnitOfEarlier(ReadOnlySpan<PlanItem> earlier, in PlanItem plan)
    {
        foreach (ref readonly var other in earlier)
        {
            if (other.IsActive && CitizenCourse.SameUnit(other, plan))
            {
                return true;
            }
        }
        return false;
    }
}
