using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A meeting decides on the citizen's plan without the citizen.</summary>
public sealed class VoiceMeetingAboutRule : IConflictRule
{
    public string Key => "voice.meetingAbout";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var appointment in course.HorizonAppointments)
        {
            if (appointment.DecidesOnPlan && !appointment.InvitesCitizen && appointment.Status == AppointmentStatus.Booked
                && Array.IndexOf(appointment.Exemption ?? [], "citizen") < 0)
            {
                findings.Add(Finding.Of(Key, Severity.M,
                    Evidence.Of(("start", appointment.LocalStart), ("end", appointment.LocalEnd)),
                    Subject.Of(SubjectKind.Appointment, appointment.Key)));
            }
        }
    }
}
