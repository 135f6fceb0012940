using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// Somebody who can look into the portal could read a protected address off the place of a meeting (CPR-loven § 28).
/// The evidence never holds the place.
/// </summary>
public sealed class AddressExposureRule : IConflictRule
{
    private const int None = -1;

    /// <summary>So many comparisons of homes with meetings are made one by one; for more the places are looked up.</summary>
    private const int Few = 4096;

    public string Key => "address.exposure";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var residences = course.Residences;
        Dictionary<string, int>? meetings = null;
        for (var i = 0; i < residences.Length; i++)
        {
            var party = residences[i].Party;
            if (party < 0 || course.Network[party].Protection == Protection.None || IsSeenBefore(residences[..i], party))
            {
                continue;
            }
            if (residences.Length * (long)course.HorizonAppointments.Length > Few)
            {
                meetings ??= FirstMeetings(course.HorizonAppointments);
            }
            var meeting = FirstMeetingAtHomeOf(course, party, meetings);
            if (meeting != None)
            {
                FindViewers(course, party, course.HorizonAppointments[meeting], ref findings);
            }
        }
    }

    private static bool IsSeenBefore(ReadOnlySpan<ResidenceItem> earlier, int party)
    {
        foreach (ref readonly var residence in earlier)
        {
            if (residence.Party == party)
            {
                return true;
            }
        }
        return false;
    }

    private static int FirstMeetingAtHomeOf(in CitizenCourse course, int party, Dictionary<string, int>? meetings)
    {
        var first = None;
        foreach (ref readonly var residence in course.Residences)
        {
            if (residence.Party != party)
            {
                continue;
            }
            var meeting = meetings is null ? FirstMeetingAt(course.HorizonAppointments, residence.Place)
                : meetings.TryGetValue(residence.Place, out var known) ? known : None;
            first = first == None || (meeting != None && meeting < first) ? meeting : first;
        }
        return first;
    }

    private static int FirstMeetingAt(ReadOnlySpan<AppointmentItem> appointments, string place)
    {
        for (var i = 0; i < appointments.Length; i++)
        {
            if (appointments[i].Status == AppointmentStatus.Booked && appointments[i].EffectivePlace == place)
            {
                return i;
            }
        }
        return None;
    }

    private static Dictionary<string, int> FirstMeetings(ReadOnlySpan<AppointmentItem> appointments)
    {
        var meetings = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < appointments.Length; i++)
        {
            if (appointments[i].Status == AppointmentStatus.Booked && appointments[i].EffectivePlace is { } place)
            {
                meetings.TryAdd(place, i);
            }
        }
        return meetings;
    }

    private void FindViewers(in CitizenCourse course, int party, in AppointmentItem meeting, ref Findings findings)
    {
        var network = course.Network;
        for (var i = 0; i < network.Length; i++)
        {
            ref readonly var viewer = ref network[i];
            if (i != party && viewer.Portal != PortalAccess.None && !(viewer.PortalUntil < course.AsOf))
            {
                findings.Add(Exposure(network[party], viewer, meeting));
                if (findings.IsFull)
                {
                    break;
                }
            }
        }
    }

    private Finding Exposure(in NetworkMemberItem party, in NetworkMemberItem viewer, in AppointmentItem meeting) =>
        Finding.Towards(Key, Severity.K,
            Evidence.Of(("appointment", meeting.Key.ToString()), ("start", meeting.LocalStart), ("portalUntil", viewer.PortalUntil)),
            Subject.Of(SubjectKind.Person, party.Key),
            Subject.Of(SubjectKind.Person, viewer.Key));
}
