using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Meetings;

/// <summary>Somebody who can be invited, or take on what is agreed.</summary>
/// <param name="Value">As a form sends it.</param>
/// <param name="Told">Role or relation.</param>
/// <param name="MustBeInvited">Has custody of the child the meeting is about.</param>
public sealed record MeetingPerson(string Value, string Name, string? Told, InviteeKind Kind, bool MustBeInvited);

/// <summary>The people around the citizen whom the viewer knows of: the citizen, the team, and the network. Nobody's address is told.</summary>
internal sealed class MeetingPeople
{
    public const string Citizen = "citizen";

    private readonly CourseFile _file;
    private readonly Dictionary<string, (MeetingPerson Person, ItemKey? Key, string? Area, string? Contact)> _people = new(StringComparer.Ordinal);

    /// <param name="file">A course that has been built for the day.</param>
    public MeetingPeople(CourseFile file, CourseMask mask, ReferenceSnapshot reference, DateOnly today)
    {
        _file = file;
        _people[Citizen] = (new MeetingPerson(Citizen, file.Name, null, InviteeKind.Citizen, true), null, null, null);
        var (team, _) = new SharedPlanPeople(file, mask, new ShownKeys(), reference.NameOf, today).Team();
        foreach (var member in team.Where(member => member.Area is not null))
        {
            var value = "c:" + member.Key;
            _people[value] = (new MeetingPerson(value, member.Name, member.Role, InviteeKind.Contact, false), member.Key, member.Area!.Code, PersonOf(member.Key));
        }
        var network = file.Course.Network;
        var isChild = file.Course.Citizen.AgeOn(today) < ConsentSigners.AdultAge;
        for (var i = 0; i < network.Count; i++)
        {
            // One person may be told of by several sources.
            ref readonly var person = ref network[i];
            if (person.First == i && KnownRow(file.Course, mask, i) is { } key)
            {
                _people["p:" + key] = (new MeetingPerson("p:" + key, SharedPlanPeople.NameOf(person), person.Relation, InviteeKind.Person, isChild && person.CustodyHolder), key, null, null);
            }
        }
    }

    public IReadOnlyList<MeetingPerson> All => [.. _people.Values.Select(one => one.Person)];

    /// <summary>Null for whom the viewer does not know of.</summary>
    public MeetingPerson? Find(string value) => _people.TryGetValue(value, out var one) ? one.Person : null;

    /// <summary>As the owner of an agreement or an invitation is written in a course document.</summary>
    public string Written(string value) => _people[value].Key?.ToString() ?? Citizen;

    /// <summary>Those chosen, with whom of the staff they are where the directory knows.</summary>
    public async Task<IReadOnlyList<Invited>> InviteAsync(ISammenhaengDb db, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        var chosen = values.Distinct(StringComparer.Ordinal).Select(value => _people[value]).ToList();
        var people = chosen.Select(one => one.Contact).OfType<string>().Select(PersonOf).ToList();
        var users = people.Count == 0 ? [] : await db.StaffDirectory.Where(one => people.Contains(one.PersonId) && one.UserId != null)
            .Select(one => new { one.PersonId, one.UserId }).Distinct().ToListAsync(cancellationToken);
        UserId? UserOf(string? person) => person is null ? null : users.Find(one => one.PersonId == PersonOf(person))?.UserId;
        return [.. chosen.Select(one => new Invited(one.Person.Kind, one.Key, one.Person.Name, one.Area, UserOf(one.Contact)))];
    }

    /// <summary>How somebody who was invited is called now: whoever has become protected since is named by the relation alone.</summary>
    public string NameOf(InviteeKind kind, ItemKey key, string name)
    {
        if (kind == InviteeKind.Person)
        {
            foreach (ref readonly var person in _file.Course.Network.Span)
            {
                if (person.Key == key)
                {
                    return person.Protection == Protection.None ? name : SharedPlanPeople.NameOf(person);
                }
            }
        }
        return name;
    }

    private static PersonId PersonOf(string person) => PersonId.From(Guid.Parse(person, CultureInfo.InvariantCulture));

    private string? PersonOf(ItemKey key)
    {
        foreach (ref readonly var contact in _file.Course.Contacts.Span)
        {
            if (contact.Key == key)
            {
                return contact.Person;
            }
        }
        return null;
    }

    private static ItemKey? KnownRow(CourseBuilder course, CourseMask mask, int first)
    {
        for (var row = first; row >= 0; row = course.Network[row].Next)
        {
            if (mask.KnowsSource(course.Network[row].Key.Source))
            {
                return course.Network[row].Key;
            }
        }
        return null;
    }
}
