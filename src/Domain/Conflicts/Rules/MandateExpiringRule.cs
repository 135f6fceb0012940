using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Someone who acts for the citizen is about to lose the power to.</summary>
public sealed class MandateExpiringRule : IConflictRule
{
    public string Key => "mandate.expiring";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var power in course.PowersOfAttorney)
        {
            var days = power.ValidTo.DayNumber - course.AsOf.DayNumber;
            if (days >= 0 && days <= course.Limits.MandateExpiryDays)
            {
                findings.Add(Finding.Of(Key, Severity.M,
                    Evidence.Of(("validTo", power.ValidTo)),
                    Subject.Of(SubjectKind.PowerOfAttorney, power.Key)));
            }
        }
    }
}
