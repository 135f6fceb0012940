using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A plan still in draft after the days that the law gives from the decision.</summary>
public sealed class PlanOverdueCreationRule : IConflictRule
{
    public string Key => "plan.overdueCreation";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var plan in course.Plans)
        {
            if (plan.Status != PlanStatus.Draft || plan.DecisionDate is not { } decided || plan.Type.CreateWithinDays is not { } days
                || course.AsOf.DayNumber - decided.DayNumber <= days)
            {
                continue;
            }
            findings.Add(Finding.Of(Key, Severity.H,
                Evidence.Of(
                    ("decisionDate", decided),
                    ("withinDays", days),
                    ("readyBy", decided.AddDays(days)),
                    ("planType", plan.Type.Code)),
                Subject.Of(SubjectKind.Plan, plan.Key)));
        }
    }
}
