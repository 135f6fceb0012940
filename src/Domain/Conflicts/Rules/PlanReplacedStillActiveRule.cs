using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A plan that another has replaced is still in force.</summary>
public sealed class PlanReplacedStillActiveRule : IConflictRule
{
    public string Key => "plan.replacedStillActive";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var plan in course.Plans)
        {
            if (plan.IsReplaced && plan.IsInForce)
            {
                findings.Add(Finding.Of(Key, Severity.H,
                    Evidence.Of(("planStatus", Word<PlanStatus>.Of(plan.Status)), ("from", plan.Period.From), ("to", plan.Period.End)),
                    Subject.Of(SubjectKind.Plan, plan.Key)));
            }
        }
    }
}
