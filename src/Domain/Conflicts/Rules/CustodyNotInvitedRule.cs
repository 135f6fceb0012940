using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A meeting decides on a child's plan, and one who has custody is not asked to come.</summary>
public sealed class CustodyNotInvitedRule : IConflictRule
{
    public string Key => "custody.notInvited";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (course.Network.IsEmpty)
        {
            return;
        }
        foreach (ref readonly var appointment in course.HorizonAppointments)
        {
            if (appointment.DecidesOnPlan && appointment.Status == AppointmentStatus.Booked)
            {
                if (appointment.Day >= course.Citizen.Birthday(18))
                {
                    return;
                }
                FindFor(appointment, course.Network, ref findings);
                if (findings.IsFull)
                {
                    return;
                }
            }
        }
    }

    private void FindFor(in AppointmentItem appointment, ReadOnlySpan<NetworkMemberItem> network, ref Findings findings)
    {
        for (var person = 0; person < network.Length; person++)
        {
            if (network[person].First == person && CustodyRow(network, person) is var holder && holder >= 0 && !IsSettled(appointment, network, person))
            {
                findings.Add(Finding.Against(Key, Severity.H,
                    Evidence.Of(("start", appointment.LocalStart), ("end", appointment.LocalEnd)),
                    Subject.Of(SubjectKind.Appointment, appointment.Key),
                    Subject.Of(SubjectKind.Person, network[holder].Key)));
                if (findings.IsFull)
                {
                    return;
                }
            }
        }
    }

    private static int CustodyRow(ReadOnlySpan<NetworkMemberItem> network, int person)
    {
        var row = person;
        while (row >= 0 && !network[row].CustodyHolder)
        {
            row = network[row].Next;
        }
        return row;
    }

    /// <summary>Invited or exempted, under whichever of the ids the person has.</summary>
    private static bool IsSettled(in AppointmentItem appointment, ReadOnlySpan<NetworkMemberItem> network, int person)
    {
        for (var row = person; row >= 0; row = network[row].Next)
        {
            if (CitizenCourse.Names(appointment.Key.Source, appointment.Invited, network[row])
                || CitizenCourse.Names(appointment.Key.Source, appointment.Exemption, network[row]))
            {
                return true;
            }
        }
        return false;
    }
}
