using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// Several people are main coordinator, and not just while one hands over to the other. Counted are the assignment here and the
/// contacts that claim the role, except claims that the assignment has taken over.
/// </summary>
public sealed class CoordinatorMultipleRule : IConflictRule
{
    public string Key => "coordinator.multiple";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        (string, string)? one = null;
        var several = false;
        var latest = DateOnly.MinValue;
        foreach (ref readonly var assignment in course.Assignments)
        {
            if (assignment.Period.Holds(course.AsOf))
            {
                several |= one is not null && one != Identity(assignment);
                one ??= Identity(assignment);
                latest = assignment.Period.From > latest ? assignment.Period.From : latest;
            }
        }
        foreach (ref readonly var contact in course.Contacts)
        {
            if (Claims(contact))
            {
                several |= one is not null && one != Identity(contact);
                one ??= Identity(contact);
                latest = contact.CoordinatorPeriod.From > latest ? contact.CoordinatorPeriod.From : latest;
            }
        }
        if (several && course.AsOf.DayNumber - latest.DayNumber > course.Limits.HandoverDays)
        {
            findings.Add(Several(course, latest));
        }
    }

    private static bool Claims(in ContactItem contact) => contact.IsMainCoordinator && !contact.IsAdopted;

    private static (string, string) Identity(in AssignmentItem assignment) => ("", assignment.Person);

    private static (string, string) Identity(in ContactItem contact) =>
        contact.Person is null ? (contact.Key.Source, contact.Key.Id) : ("", contact.Person);

    private Finding Several(in CitizenCourse course, DateOnly latest)
    {
        var people = new HashSet<(string, string)>();
        var claims = new List<string>();
        var assigned = false;
        foreach (ref readonly var assignment in course.Assignments)
        {
            if (assignment.Period.Holds(course.AsOf))
            {
                people.Add(Identity(assignment));
                assigned = true;
            }
        }
        foreach (ref readonly var contact in course.Contacts)
        {
            if (Claims(contact))
            {
                people.Add(Identity(contact));
                claims.Add(contact.Key.ToString());
            }
        }
        return Finding.Of(Key, Severity.M,
            Evidence.Of(("count", people.Count), ("latestFrom", latest), ("assignedHere", assigned), ("contacts", claims)), Subject.Citizen);
    }
}
