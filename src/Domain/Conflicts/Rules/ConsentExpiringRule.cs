using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A consent that holds today is about to end.</summary>
public sealed class ConsentExpiringRule : IConflictRule
{
    public string Key => "consent.expiring";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var consent in course.Consents)
        {
            if (consent.IsLive && consent.ValidTo is { } validTo
                && validTo.DayNumber - course.AsOf.DayNumber <= course.Limits.ConsentExpiryDays)
            {
                findings.Add(Finding.Of(Key, Severity.M,
                    Evidence.Of(("validTo", validTo), ("from", consent.FromAreas), ("to", consent.ToAreas)),
                    Subject.Of(SubjectKind.Consent, consent.Key)));
            }
        }
    }
}
