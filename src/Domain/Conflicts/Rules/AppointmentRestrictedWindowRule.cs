using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>An in-person calendar entry in hours that a live restriction blocks.</summary>
public sealed class AppointmentRestrictedWindowRule : IConflictRule
{
    public string Key => "appointment.restrictedWindow";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var restriction in course.Restrictions)
        {
            if (restriction.Kind != RestrictionKind.BlockedWindow || !restriction.IsLive)
            {
                continue;
            }
            foreach (ref readonly var appointment in course.HorizonAppointments)
            {
                if (appointment.IsInCalendar && appointment.IsInPerson && BlockedWindow.Blocks(restriction, appointment))
                {
                    findings.Add(Blocked(appointment, restriction));
                    if (findings.IsFull)
                    {
                        return;
                    }
                }
            }
        }
    }

    private Finding Blocked(in AppointmentItem appointment, in RestrictionItem restriction)
    {
        var midnight = appointment.LocalStart.Date;
        return Finding.Against(Key, Severity.H,
            Evidence.Of(
                ("start", appointment.LocalStart),
                ("end", appointment.LocalEnd),
                ("blockedFrom", midnight + restriction.WindowStart.ToTimeSpan()),
                ("blockedTo", midnight + restriction.WindowEnd.ToTimeSpan()),
                ("restrictionFrom", restriction.Period.From),
                ("restrictionTo", restriction.Period.End)),
            Subject.Of(SubjectKind.Appointment, appointment.Key),
            Subject.Of(SubjectKind.Restriction, restriction.Key));
    }
}
