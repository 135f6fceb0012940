using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>The citizen needs help to get to or through a meeting, and none is arranged.</summary>
public sealed class SupportMissingRule : IConflictRule
{
    public string Key => "support.missing";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var appointment in course.HorizonAppointments)
        {
            if (appointment.NeedsSupport && !appointment.HasSupport && appointment.IsInCalendar)
            {
                var isSoon = appointment.Day.DayNumber - course.AsOf.DayNumber < course.Limits.SupportSoonDays;
                findings.Add(Finding.Of(Key, isSoon ? Severity.H : Severity.M,
                    Evidence.Of(("start", appointment.LocalStart), ("end", appointment.LocalEnd)),
                    Subject.Of(SubjectKind.Appointment, appointment.Key)));
            }
        }
    }
}
