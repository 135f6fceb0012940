using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A plan past its last day that still counts as in force, with interventions going on.</summary>
public sealed class PlanExpiredActiveRule : IConflictRule
{
    public string Key => "plan.expiredActive";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (!HasAny(course))
        {
            return;
        }
        for (var plan = 0; plan < course.Plans.Length; plan++)
        {
            if (IsExpired(course, plan) && LiveIn(course, plan) is { Count: > 0 } interventions)
            {
                findings.Add(Finding.Of(Key, Severity.M,
                    Evidence.Of(
                        ("planTo", course.Plans[plan].Period.To),
                        ("planStatus", Word<PlanStatus>.Of(course.Plans[plan].Status)),
                        ("count", interventions.Count),
                        ("interventions", interventions)),
                    Subject.Of(SubjectKind.Plan, course.Plans[plan].Key)));
            }
        }
    }

    private static bool HasAny(in CitizenCourse course)
    {
        foreach (ref readonly var intervention in course.Interventions)
        {
            if (intervention.IsLive && IsExpired(course, intervention.Plan))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsExpired(in CitizenCourse course, int plan) =>
        course.Plans[plan].IsInForce && course.Plans[plan].Period.To < course.AsOf;

    private static List<string> LiveIn(in CitizenCourse course, int plan)
    {
        var ids = new List<string>();
        foreach (ref readonly var intervention in course.Interventions)
        {
            if (intervention.IsLive && intervention.Plan == plan)
            {
                ids.Add(intervention.Key.ToString());
            }
        }
        return ids;
    }
}
