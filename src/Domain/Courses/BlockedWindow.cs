namespace Sammenhaeng.Domain.Courses;

/// <summary>When a restriction of kind <see cref="RestrictionKind.BlockedWindow"/> stands in the way.</summary>
public static class BlockedWindow
{
    /// <summary>
    /// The appointment's local day is in the restriction's period and one of its weekdays, and the clock times overlap.
    /// Whether the restriction is still live is not asked.
    /// </summary>
    public static bool Blocks(in RestrictionItem restriction, in AppointmentItem appointment)
    {
        var day = appointment.Day;
        if (!restriction.Period.Holds(day) || (restriction.WindowDays & Of(day.DayOfWeek)) == 0)
        {
            return false;
        }
        var midnight = appointment.LocalStart.Date;
        return appointment.LocalStart < midnight + restriction.WindowEnd.ToTimeSpan()
            && midnight + restriction.WindowStart.ToTimeSpan() < appointment.LocalEnd;
    }

    public static Weekdays Of(DayOfWeek day) => (Weekdays)(1 << (((int)day + 6) % 7));
}
