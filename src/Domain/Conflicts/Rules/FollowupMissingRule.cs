using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>An active plan that nobody has a day for looking at again.</summary>
public sealed class FollowupMissingRule : IConflictRule
{
    public string Key => "followup.missing";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var plan in course.Plans)
        {
            if (plan.IsActive && plan.NextFollowUp is null && plan.Type.NeedsFollowUp)
            {
                findings.Add(Finding.Of(Key, Severity.M,
                    Evidence.Of(("planType", plan.Type.Code), ("from", plan.Period.From)), Subject.Of(SubjectKind.Plan, plan.Key)));
            }
        }
    }
}
