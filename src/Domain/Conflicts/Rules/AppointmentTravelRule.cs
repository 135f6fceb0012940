using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// Neighbours among one day's in-person entries with too little time to get from the first to the second. An entry without a
/// place is still a neighbour.
/// </summary>
public sealed class AppointmentTravelRule : IConflictRule
{
    public string Key => "appointment.travel";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var appointments = course.HorizonAppointments;
        var previous = -1;
        for (var i = 0; i < appointments.Length; i++)
        {
            ref readonly var next = ref appointments[i];
            if (!next.IsInCalendar || !next.IsInPerson)
            {
                continue;
            }
            if (previous >= 0)
            {
                Compare(course, appointments[previous], next, ref findings);
            }
            previous = i;
        }
    }

    private void Compare(in CitizenCourse course, in AppointmentItem a, in AppointmentItem b, ref Findings findings)
    {
        if (a.EffectivePlace is null || b.EffectivePlace is null || a.Day != b.Day || a.OverlapsInTime(b))
        {
            return;
        }
        var needed = course.Travel.Needed(a.EffectivePlace, b.EffectivePlace);
        var gap = b.Start - a.End;
        if (gap.Ticks >= needed * TimeSpan.TicksPerMinute)
        {
            return;
        }
        findings.Add(Finding.Towards(Key, b.Mandatory ? Severity.H : Severity.M,
            Evidence.Of(
                ("endA", a.LocalEnd),
                ("startB", b.LocalStart),
                ("gapMinutes", Math.Round((decimal)gap.Ticks / TimeSpan.TicksPerMinute, 2)),
                ("travelMinutes", course.Travel.Between(a.EffectivePlace, b.EffectivePlace)),
                ("neededMinutes", needed),
                ("placeA", a.EffectivePlace),
                ("placeB", b.EffectivePlace)),
            Subject.Of(SubjectKind.Appointment, a.Key),
            Subject.Of(SubjectKind.Appointment, b.Key)));
    }
}
