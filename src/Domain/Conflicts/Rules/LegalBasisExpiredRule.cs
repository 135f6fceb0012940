using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>An active plan rests on law that is no longer in force, and nobody has said that it may run on.</summary>
public sealed class LegalBasisExpiredRule : IConflictRule
{
    public string Key => "legal.basisExpired";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var plan in course.Plans)
        {
            if (plan.Type.ValidTo is { } validTo && validTo < course.AsOf && !plan.Type.LegacyAllowed && plan.IsActive)
            {
                findings.Add(Finding.Of(Key, Severity.H,
                    Evidence.Of(("planType", plan.Type.Code), ("validTo", validTo)),
                    Subject.Of(SubjectKind.Plan, plan.Key)));
            }
        }
    }
}
