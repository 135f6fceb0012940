using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Too many in-person meetings on one day, or too many hours of them, unless the citizen prefers full days.</summary>
public sealed class LoadPerDayRule : IConflictRule
{
    public string Key => "load.perDay";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (course.Citizen.PrefersBundledDays)
        {
            return;
        }
        var appointments = course.HorizonAppointments;
        var mostTicks = course.Limits.InPersonHoursPerDay * TimeSpan.TicksPerHour;
        for (var i = 0; i < appointments.Length;)
        {
            var first = i;
            var day = appointments[i].Day;
            var count = 0;
            var ticks = 0L;
            for (; i < appointments.Length && appointments[i].Day == day; i++)
            {
                if (Counts(appointments[i]))
                {
                    count++;
                    ticks += (appointments[i].End - appointments[i].Start).Ticks;
                }
            }
            if (count > course.InPersonPerDay || ticks > mostTicks)
            {
                findings.Add(FullDay(course, day, appointments[first..i], count, ticks));
            }
        }
    }

    private static bool Counts(in AppointmentItem appointment) =>
        appointment.IsInCalendar && appointment.IsInPerson && !appointment.Leisure;

    private Finding FullDay(in CitizenCourse course, DateOnly day, ReadOnlySpan<AppointmentItem> ofDay, int count, long ticks)
    {
        var ids = new List<string>(count);
        foreach (ref readonly var appointment in ofDay)
        {
            if (Counts(appointment))
            {
                ids.Add(appointment.Key.ToString());
            }
        }
        return Finding.Of(Key, Severity.L,
            Evidence.Of(
                ("case", count > course.InPersonPerDay ? "count" : "hours"),
                ("date", day),
                ("count", count),
                ("limit", course.InPersonPerDay),
                ("hours", Math.Round((decimal)ticks / TimeSpan.TicksPerHour, 2)),
                ("hoursLimit", course.Limits.InPersonHoursPerDay),
                ("appointments", ids)),
            Subject.Of(day));
    }
}
