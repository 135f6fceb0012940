using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A custody holder's look into the portal is set to go on after the citizen has come of age.</summary>
public sealed class AccessAgeThresholdRule : IConflictRule
{
    public string Key => "access.ageThreshold";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var person in course.Network)
        {
            if (!person.CustodyHolder || person.Portal == PortalAccess.None)
            {
                continue;
            }
            var birthday = course.Citizen.Birthday(18);
            if (birthday.DayNumber - course.AsOf.DayNumber > course.Limits.AgeThresholdDays)
            {
                return;
            }
            if (person.PortalUntil is not { } until || (until > birthday && until >= course.AsOf))
            {
                findings.Add(Access(person, birthday, course.AsOf));
            }
        }
    }

    private Finding Access(in NetworkMemberItem person, DateOnly birthday, DateOnly asOf) =>
        Finding.Of(Key, asOf >= birthday ? Severity.K : Severity.H,
            Evidence.Of(("case", person.PortalUntil is null ? "open" : "later"), ("birthday", birthday), ("portalUntil", person.PortalUntil)),
            Subject.Of(SubjectKind.Person, person.Key));
}
