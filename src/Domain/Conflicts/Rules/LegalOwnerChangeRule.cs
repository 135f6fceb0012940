using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Another authority takes over the kind of plan while the plan still runs.</summary>
public sealed class LegalOwnerChangeRule : IConflictRule
{
    public string Key => "legal.ownerChange";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var plan in course.Plans)
        {
            if (plan.Type.OwnerChangesOn is { } day && plan.IsActive && !plan.KeepsOwner && plan.Period.To >= day
                && day <= course.AsOf.AddDays(course.Limits.OwnerChangeDays))
            {
                findings.Add(Finding.Of(Key, Severity.H,
                    Evidence.Of(("case", plan.Type.NewOwner is null ? "unknownOwner" : "knownOwner"), ("planType", plan.Type.Code),
                        ("changesOn", day), ("newOwner", plan.Type.NewOwner), ("planTo", plan.Period.End)),
                    Subject.Of(SubjectKind.Plan, plan.Key)));
            }
        }
    }
}
