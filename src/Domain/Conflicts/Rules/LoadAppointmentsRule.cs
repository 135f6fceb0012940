using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>More in-person meetings in an ISO week than the citizen's limit. Whole weeks count, also beyond the horizon's ends.</summary>
public sealed class LoadAppointmentsRule : IConflictRule
{
    public string Key => "load.appointments";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var appointments = course.Appointments;
        var limit = course.InPersonPerWeek;
        if (appointments.Length <= limit)
        {
            return;
        }
        var firstMonday = Monday(course.Horizon.From);
        var lastMonday = Monday(course.Horizon.To);
        var at = course.FirstOn(DateOnly.FromDayNumber(firstMonday));
        for (var monday = firstMonday; monday <= lastMonday; monday += 7)
        {
            var first = at;
            var count = 0;
            for (; at < appointments.Length && appointments[at].Day.DayNumber < monday + 7; at++)
            {
                if (Counts(appointments[at]))
                {
                    count++;
                }
            }
            if (count > limit)
            {
                findings.Add(Overload(DateOnly.FromDayNumber(monday), appointments[first..at], count, limit));
            }
        }
    }

    private static int Monday(DateOnly day) => day.DayNumber - (((int)day.DayOfWeek + 6) % 7);

    private static bool Counts(in AppointmentItem appointment) =>
        appointment.IsInCalendar && appointment.IsInPerson && !appointment.Leisure;

    private Finding Overload(DateOnly monday, ReadOnlySpan<AppointmentItem> ofWeek, int count, int limit)
    {
        var ids = new List<string>(count);
        foreach (ref readonly var appointment in ofWeek)
        {
            if (Counts(appointment))
            {
                ids.Add(appointment.Key.ToString());
            }
        }
        var week = IsoWeek.Of(monday);
        return Finding.Of(Key, Severity.M,
            Evidence.Of(("week", week), ("count", count), ("limit", limit), ("appointments", ids)),
            new Subject(SubjectKind.Week, week.ToString()));
    }
}
