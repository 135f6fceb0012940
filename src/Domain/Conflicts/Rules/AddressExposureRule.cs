using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// Somebody who can look into the portal could read a protected address off the place of a meeting (CPR-loven § 28).
/// The evidence never holds the place.
/// </summary>
public sealed class AddressExposureRule : IConflictRule
{
    private const int None = -1;

    public string Key => "address.exposure";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var residences = course.Residences;
        for (var i = 0; i < residences.Length; i++)
        {
            var party = residences[i].Party;
            if (party < 0 || course.Network[party].Protection == Protection.None || IsSeenBefore(residences[..i], party))
            {
                continue;
            }
            var meeting = FirstMeetingAtHomeOf(course, party);
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

    private static int FirstMeetingAtHomeOf(in CitizenCourse course, int party)
    {
        var appointments = course.HorizonAppointments;
        for (var i = 0; i < appointments.Length; i++)
        {
            ref readonly var appointment = ref appointments[i];
            if (appointment.Status != AppointmentStatus.Booked || appointment.EffectivePlace is not { } place)
            {
                continue;
            }
            foreach (ref readonly var residence in course.Residences)
            {
                if (residence.Party == party && residence.Place == place)
                {
                    return i;
                }
            }
        }
        return None;
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
