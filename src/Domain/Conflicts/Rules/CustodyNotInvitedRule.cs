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
        foreach (ref readonly var person in network)
        {
            if (person.CustodyHolder
                && !CitizenCourse.Names(appointment.Key.Source, appointment.Invited, person)
                && !CitizenCourse.Names(appointment.Key.Source, appointment.Exemption, person))
            {
                findings.Add(Finding.Against(Key, Severity.H,
                    Evidence.Of(("start", appointment.LocalStart), ("end", appointment.LocalEnd)),
                    Subject.Of(SubjectKind.Appointment, appointment.Key),
                    Subject.Of(SubjectKind.Person, person.Key)));
                if (findings.IsFull)
                {
                    return;
                }
            }
        }
    }
}
