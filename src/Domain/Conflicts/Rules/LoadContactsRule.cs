using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// More professional contacts than the citizen's limit. The staff of one team of one area count as one, and so does a person who is
/// also told of without the team.
/// </summary>
public sealed class LoadContactsRule : IConflictRule
{
    public string Key => "load.contacts";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var contacts = course.Contacts;
        var limit = course.ActiveContacts;
        var present = 0;
        foreach (ref readonly var contact in contacts)
        {
            if (contact.Period.Holds(course.AsOf))
            {
                present++;
            }
        }
        if (present > limit && HasMoreThan(limit, contacts, course.AsOf, present))
        {
            findings.Add(TooMany(contacts, course.AsOf, limit));
        }
    }

    private static bool HasMoreThan(int limit, ReadOnlySpan<ContactItem> contacts, DateOnly asOf, int present)
    {
        var distinct = ArrayPool<int>.Shared.Rent(present);
        var count = 0;
        for (var i = 0; i < contacts.Length && count <= limit; i++)
        {
            if (!contacts[i].Period.Holds(asOf) || CountsInTeam(contacts, contacts[i], asOf))
            {
                continue;
            }
            var one = Identity(contacts[i]);
            var known = false;
            for (var j = 0; j < count && !known; j++)
            {
                known = Identity(contacts[distinct[j]]) == one;
            }
            if (!known)
            {
                distinct[count++] = i;
            }
        }
        ArrayPool<int>.Shared.Return(distinct);
        return count > limit;
    }

    /// <summary>The same person is here with a team, too.</summary>
    private static bool CountsInTeam(ReadOnlySpan<ContactItem> contacts, in ContactItem contact, DateOnly asOf)
    {
        if (contact.Person is null || !string.IsNullOrEmpty(contact.Team))
        {
            return false;
        }
        foreach (ref readonly var other in contacts)
        {
            if (other.Person == contact.Person && !string.IsNullOrEmpty(other.Team) && other.Period.Holds(asOf))
            {
                return true;
            }
        }
        return false;
    }

    private static (string Kind, string First, string Second) Identity(in ContactItem contact) =>
        !string.IsNullOrEmpty(contact.Team) ? ("team", contact.Area, contact.Team)
        : contact.Person is not null ? ("person", contact.Person, "")
        : ("contact", contact.Key.Source, contact.Key.Id);

    private Finding TooMany(ReadOnlySpan<ContactItem> contacts, DateOnly asOf, int limit)
    {
        var known = new HashSet<(string, string, string)>();
        var ids = new List<string>();
        foreach (ref readonly var contact in contacts)
        {
            if (contact.Period.Holds(asOf) && !CountsInTeam(contacts, contact, asOf) && known.Add(Identity(contact)))
            {
                ids.Add(contact.Key.ToString());
            }
        }
        return Finding.Of(Key, Severity.M, Evidence.Of(("count", ids.Count), ("limit", limit), ("contacts", ids)), Subject.Citizen);
    }
}
