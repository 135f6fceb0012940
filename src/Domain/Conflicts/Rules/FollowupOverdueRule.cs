using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>The day for looking at an active plan again has passed.</summary>
public sealed class FollowupOverdueRule : IConflictRule
{
    public string Key => "followup.overdue";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var plan in course.Plans)
        {
            if (!plan.IsActive || plan.NextFollowUp is not { } due || due >= course.AsOf || !plan.Type.NeedsFollowUp)
            {
                continue;
            }
            var isSevere = course.AsOf.DayNumber - due.DayNumber > course.Limits.FollowUpSevereDays;
            findings.Add(Finding.Of(Key, isSevere ? Severity.H : Severity.M,
                Evidence.Of(("nextFollowUp", due), ("planType", plan.Type.Code)), Subject.Of(SubjectKind.Plan, plan.Key)));
        }
    }
}
