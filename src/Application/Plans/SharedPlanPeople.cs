using Sammenhaeng.Application.Courses;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Plans;

/// <summary>The people around the citizen, and the consents, as a viewer may see them.</summary>
internal sealed class SharedPlanPeople(CourseFile file, CourseMask mask, ShownKeys keys, Func<string, AreaName> areaOf, DateOnly asOf)
{
    private readonly CourseBuilder _course = file.Course;

    private readonly FiledAssignment[] _holders = [.. file.HoldersOn(asOf)];

    private FiledAssignment? Main => Array.Find(_holders, one => one.Kind == CoordinatorKind.Main);

    private FiledAssignment? HolderOf(string? person) => person is null ? null : Array.Find(_holders, one => one.Person == person);

    public CitizenHeading Heading(UserId? viewer)
    {
        ref readonly var facts = ref _course.Citizen;
        var live = new List<DateOnly?>();
        foreach (ref readonly var consent in _course.Consents.Span)
        {
            if (consent.IsLive)
            {
                live.Add(consent.ValidTo);
            }
        }
        return new CitizenHeading(file.CitizenId, file.Name, facts.BirthDate, facts.AgeOn(asOf), facts.Protection)
        {
            Coordinator = Main?.Name,
            CoordinatorClaims = Main is null ? Claims() : 0,
            ViewerIsCoordinator = viewer is not null && Main?.UserId == viewer,
            ViewerIsAsked = viewer is not null && file.Assignments.Any(one => one.State == AssignmentState.Proposed && one.UserId == viewer),
            ConsentUntil = live.Min(),
            LiveConsents = live.Count,
            CheckedAt = file.CheckedAt,
        };
    }

    private int Claims()
    {
        var people = new HashSet<string>(StringComparer.Ordinal);
        foreach (ref readonly var contact in _course.Contacts.Span)
        {
            if (contact.IsMainCoordinator && contact.Period.Holds(asOf))
            {
                people.Add(contact.Person ?? contact.Key.Source + ":" + contact.Key.Id);
            }
        }
        return people.Count;
    }

    /// <summary>The coordinator first, then by area; whoever stands at several areas is one person.</summary>
    public (IReadOnlyList<TeamMember> Team, int Hidden) Team()
    {
        var team = new List<TeamMember>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _course.Contacts.Count; i++)
        {
            ref readonly var contact = ref _course.Contacts[i];
            var person = contact.Person ?? contact.Key.Source + ":" + contact.Key.Id;
            if (!contact.Period.Holds(asOf) || known.Contains(person))
            {
                continue;
            }
            if (mask.SeesContact(i) || HolderOf(contact.Person) is not null)
            {
                known.Add(person);
                team.Add(Member(contact, mask.SeesContact(i)));
            }
            else if (mask.IsTold(DataClasses.Plan, contact.Area))
            {
                hidden.Add(person);
            }
        }
        foreach (var holder in _holders.DistinctBy(one => one.Person).Where(one => !known.Contains(one.Person)))
        {
            team.Add(new TeamMember(new ItemKey(ItemKey.Ours, holder.Id.Value.ToString()), holder.Name, null)
            {
                IsCoordinator = holder.Kind == CoordinatorKind.Main,
                IsDeputy = holder.Kind == CoordinatorKind.Deputy,
            });
        }
        hidden.ExceptWith(known);
        return ([.. team.OrderByDescending(member => member.IsCoordinator).ThenByDescending(member => member.IsDeputy).ThenBy(member => member.Area?.Colour == 0).ThenBy(member => member.Area?.Colour)], hidden.Count);
    }

    /// <summary>Everybody may know the coordinator and the deputy and how to reach them, but not which area they come from.</summary>
    private TeamMember Member(in ContactItem contact, bool isSeen)
    {
        var holds = HolderOf(contact.Person)?.Kind;
        return new TeamMember(keys.Of(SubjectKind.Contact, contact.Key, isSeen), contact.Name ?? contact.Key.Id, isSeen ? areaOf(contact.Area) : null)
        {
            Role = isSeen ? contact.Role : null,
            Team = isSeen ? contact.Team : null,
            Phone = contact.Phone,
            Email = contact.Email,
            IsCoordinator = holds == CoordinatorKind.Main,
            ClaimsCoordinator = contact.IsMainCoordinator && holds != CoordinatorKind.Main,
            IsDeputy = holds == CoordinatorKind.Deputy,
            Absence = contact.HasAbsence && contact.Absence.To >= asOf ? contact.Absence : null,
            Deputy = isSeen && contact.HasAbsence ? NameOf(contact.Key.Source, contact.DeputyId) : null,
        };
    }

    private string? NameOf(string source, string? contactId)
    {
        foreach (ref readonly var contact in _course.Contacts.Span)
        {
            if (contact.Key.Source == source && contact.Key.Id == contactId)
            {
                return contact.Name;
            }
        }
        return null;
    }

    /// <summary>Whom only systems of others have told of is there by their relation: that is what one needs to know to ask.</summary>
    public IReadOnlyList<NetworkPerson> Network()
    {
        var people = new List<NetworkPerson>();
        foreach (ref readonly var person in _course.Network.Span)
        {
            var key = keys.Of(SubjectKind.Person, person.Key, mask.KnowsSource(person.Key.Source));
            people.Add(IsKnown(person)
                ? new NetworkPerson(key, NameOf(person), person.Relation, person.Portal, person.PortalUntil, person.CustodyHolder, person.Protection)
                : new NetworkPerson(key, null, person.Relation, null, null, person.CustodyHolder, Protection.None));
        }
        return people;
    }

    private bool IsKnown(in NetworkMemberItem person)
    {
        for (var row = person.First; row >= 0; row = _course.Network[row].Next)
        {
            if (mask.KnowsSource(_course.Network[row].Key.Source))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A protected person is named by the relation alone (CPR-loven § 28).</summary>
    public static string NameOf(in NetworkMemberItem person) =>
        (person.Protection == Protection.None ? person.Name : person.Relation) ?? person.Key.Id;

    /// <summary>A consent tells which areas are involved and about what, so it is for those it is from or to; of others, that they are there.</summary>
    public (IReadOnlyList<ConsentLine> Seen, int Hidden) Consents()
    {
        var lines = new List<ConsentLine>();
        foreach (ref readonly var consent in _course.Consents.Span)
        {
            if (!mask.SeesConsent(consent))
            {
                continue;
            }
            lines.Add(new ConsentLine(
                consent.Key,
                string.Join(", ", consent.FromAreas.Select(area => areaOf(area).Name)),
                string.Join(", ", consent.ToAreas.Select(area => areaOf(area).Name)),
                mask.Text(consent.Purpose),
                consent.Categories ?? [],
                consent.GivenAt,
                consent.ValidTo,
                consent.RevokedAt,
                consent.IsLive));
        }
        return (lines, _course.Consents.Count - lines.Count);
    }
}
