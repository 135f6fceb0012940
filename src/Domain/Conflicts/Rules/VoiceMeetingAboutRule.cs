using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A meeting decides on the citizen's plan without the citizen.</summary>
public sealed class VoiceMeetingAboutRule : IConflictRule
{
    public string Key => "voice.meetingAbout";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var appointment in course.Appointments)
        {
            if (appointment.DecidesOnPlan && !appointment.InvitesCitizen && appointment.Status == AppointmentStatus.Booked
                && course.Horizon.Holds(appointment.Day) && Array.IndexOf(appointment.Exemption ?? [], "citizen") < 0)
            {
                findings.Add(Finding.Of(Key, Severity.M,
                    Evidence.Of(("start", appointment.LocalStart), ("end", appointment.LocalEnd)),
                    new Subject(SubjectKind.Appointment, appointment.Key.Id, appointment.Key.Source)));
            }
        }
    }
}
