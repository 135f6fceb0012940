using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>From 15 the young person consents for themself; a parent's consent no longer does.</summary>
public sealed class ConsentYouthMissingRule : IConflictRule
{
    public string Key => "consent.youthMissing";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var consent in course.Consents)
        {
            if (consent.IsLive && consent.GivenBy != "citizen")
            {
                if (course.AsOf < course.Citizen.Birthday(15) || course.AsOf >= course.Citizen.Birthday(18))
                {
                    return;
                }
                findings.Add(Finding.Of(Key, Severity.H,
                    Evidence.Of(("turned15On", course.Citizen.Birthday(15)), ("givenBy", consent.GivenBy), ("givenAt", consent.GivenAt),
                        ("from", consent.FromAreas), ("to", consent.ToAreas)),
                    Subject.Of(SubjectKind.Consent, consent.Key)));
            }
        }
    }
}
