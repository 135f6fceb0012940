namespace Sammenhaeng.Domain.Courses;

/// <summary>Computes what holds on the day the course is judged: what is active, live, and in the citizen's calendar.</summary>
internal static class CourseDay
{
    public static void Compute(CourseBuilder rows, DateOnly asOf)
    {
        var plans = rows.Plans.Span;
        foreach (ref var plan in plans)
        {
            plan.IsActive = plan.IsInForce && plan.Period.Holds(asOf);
        }
        foreach (ref var goal in rows.Goals.Span)
        {
            goal.IsActive = goal.Status == GoalStatus.Active && goal.Plan >= 0 && plans[goal.Plan].IsActive;
        }
        foreach (ref var intervention in rows.Interventions.Span)
        {
            intervention.IsLive = intervention.Status is InterventionStatus.Planned or InterventionStatus.Active
                && intervention.Period.To >= asOf
                && intervention.Plan >= 0
                && plans[intervention.Plan].Status is not (PlanStatus.Draft or PlanStatus.Cancelled or PlanStatus.Replaced);
        }
        foreach (ref var restriction in rows.Restrictions.Span)
        {
            restriction.IsLive = restriction.Period.To >= asOf;
        }
        foreach (ref var contact in rows.Contacts.Span)
        {
            contact.IsMainCoordinator = contact.Coordinator == CoordinatorKind.Main
                && contact.Period.Holds(asOf) && contact.CoordinatorPeriod.Holds(asOf);
        }
        foreach (ref var consent in rows.Consents.Span)
        {
            consent.IsLive = consent.HoldsOn(asOf);
        }
        ComputeCalendar(rows);
    }

    private static void ComputeCalendar(CourseBuilder rows)
    {
        var appointments = rows.Appointments.Span;
        for (var i = 0; i < appointments.Length; i++)
        {
            ref var appointment = ref appointments[i];
            appointment.LocalStart = TimeZoneInfo.ConvertTimeFromUtc(appointment.Start, LocalTime.Zone);
            appointment.LocalEnd = TimeZoneInfo.ConvertTimeFromUtc(appointment.End, LocalTime.Zone);
            appointment.EffectivePlace = appointment.Place
                ?? (appointment.Mode == AppointmentMode.HomeVisit ? rows.Citizen.HomePlace : null);
            appointment.InvitesCitizen = appointment.Invited is null || Array.IndexOf(appointment.Invited, "citizen") >= 0;
            appointment.IsInCalendar = appointment.Status == AppointmentStatus.Booked
                && appointment.InvitesCitizen && !IsEnteredBefore(appointments[..i], appointment);
        }
    }

    /// <summary>A joint meeting that two areas both sent: the entry with the smaller id, which sorts first, stands for both.</summary>
    private static bool IsEnteredBefore(ReadOnlySpan<AppointmentItem> earlier, in AppointmentItem appointment)
    {
        if (appointment.EffectivePlace is null)
        {
            return false;
        }
        for (var i = earlier.Length - 1; i >= 0 && earlier[i].Start == appointment.Start; i--)
        {
            if (earlier[i].IsInCalendar && earlier[i].End == appointment.End
                && earlier[i].EffectivePlace == appointment.EffectivePlace)
            {
                return true;
            }
        }
        return false;
    }
}
