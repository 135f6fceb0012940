using System.Globalization;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests.Naive;

/// <summary>The common definitions of the rules, in the order and the words of their text.</summary>
internal static class Terms
{
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    public static DateTime Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Copenhagen).DateTime;

    public static DateOnly Day(this PlainAppointment a) => DateOnly.FromDateTime(Local(a.Start));

    public static DateOnly HorizonEnd(this PlainCourse c) => c.AsOf.AddDays(c.HorizonDays);

    public static bool InHorizon(this PlainCourse c, DateOnly day) => day >= c.AsOf && day <= c.HorizonEnd();

    public static bool InHorizon(this PlainCourse c, PlainAppointment a) => c.InHorizon(a.Day());

    public static string Week(DateOnly day)
    {
        var time = day.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time):0000}-W{ISOWeek.GetWeekOfYear(time):00}");
    }

    /// <summary>Mondays of the ISO weeks that meet the horizon.</summary>
    public static IEnumerable<DateOnly> Weeks(this PlainCourse c)
    {
        var days = Enumerable.Range(0, c.HorizonDays + 1).Select(c.AsOf.AddDays);
        return days.Select(day => day.AddDays(-(((int)day.DayOfWeek + 6) % 7))).Distinct();
    }

    public static bool Meet(DateOnly aFrom, DateOnly? aTo, DateOnly bFrom, DateOnly? bTo) =>
        (bTo is null || aFrom <= bTo) && (aTo is null || bFrom <= aTo);

    public static bool Overlap(PlainAppointment a, PlainAppointment b) => a.Start < b.End && b.Start < a.End;

    public static bool IsUnderWay(this PlainPlan p) => p.Status is PlanStatus.Active or PlanStatus.UnderReview;

    public static bool Active(this PlainCourse c, PlainPlan p) =>
        p.IsUnderWay() && p.From <= c.AsOf && (p.To is null || c.AsOf <= p.To);

    public static PlainPlan? PlanOf(this PlainCourse c, string source, string id) =>
        c.Plans.SingleOrDefault(p => p.Source == source && p.Id == id);

    public static bool Live(this PlainCourse c, PlainIntervention i) =>
        i.Status is InterventionStatus.Planned or InterventionStatus.Active
        && (i.To is null || i.To >= c.AsOf)
        && c.PlanOf(i.Source, i.Plan) is { } plan
        && plan.Status is not (PlanStatus.Draft or PlanStatus.Cancelled or PlanStatus.Replaced);

    public static IReadOnlyList<PlainIntervention> LiveInterventions(this PlainCourse c) => [.. c.Interventions.Where(i => c.Live(i))];

    public static bool Live(this PlainCourse c, PlainRestriction r) => r.To is null || r.To >= c.AsOf;

    public static bool Active(this PlainCourse c, PlainGoal g) =>
        g.Status == GoalStatus.Active && c.PlanOf(g.Source, g.Plan) is { } plan && c.Active(plan);

    public static bool Live(this PlainCourse c, PlainConsent s) =>
        !(s.RevokedAt is { } revoked && revoked <= c.AsOf) && s.GivenAt <= c.AsOf && (s.ValidTo is null || s.ValidTo >= c.AsOf);

    public static bool OfCitizen(this PlainAppointment a) => a.Invited is null || a.Invited.Contains("citizen");

    public static string? Place(this PlainCourse c, PlainAppointment a) =>
        a.Place ?? (a.Mode == AppointmentMode.HomeVisit ? c.HomePlace : null);

    public static bool SameMeeting(this PlainCourse c, PlainAppointment a, PlainAppointment b) =>
        a.Start == b.Start && a.End == b.End && c.Place(a) is { } place && place == c.Place(b);

    /// <summary>By start, then id, then source.</summary>
    public static IReadOnlyList<PlainAppointment> InOrder(IEnumerable<PlainAppointment> appointments) =>
        [.. appointments.OrderBy(a => a.Start).ThenBy(a => a.Id, StringComparer.Ordinal).ThenBy(a => a.Source, StringComparer.Ordinal)];

    public static IReadOnlyList<PlainAppointment> Calendar(this PlainCourse c)
    {
        var entries = InOrder(c.Appointments.Where(a => a.Status == AppointmentStatus.Booked && a.OfCitizen()));
        return [.. entries.Where((a, index) => !entries.Take(index).Any(b => c.SameMeeting(a, b)))];
    }

    public static bool InPerson(this PlainAppointment a) => a.Mode is AppointmentMode.InPerson or AppointmentMode.HomeVisit;

    /// <summary>Minutes that must lie between two meetings in person.</summary>
    public static int Needed(this PlainCourse c, string from, string to)
    {
        if (from == to)
        {
            return 0;
        }
        var known = c.Travel.SingleOrDefault(t => (t.A == from && t.B == to) || (t.A == to && t.B == from));
        return (known?.Minutes ?? c.DefaultMinutes) + c.BufferMinutes;
    }

    public static bool Blocks(PlainRestriction r, PlainAppointment a)
    {
        var day = a.Day();
        return r.Kind == RestrictionKind.BlockedWindow
            && r.From <= day && (r.To is null || day <= r.To)
            && r.Weekdays.Contains(day.DayOfWeek)
            && Local(a.Start) < day.ToDateTime(r.End) && day.ToDateTime(r.Start) < Local(a.End);
    }

    public static string Unit(this PlainPlan p) => p.Unit is null ? p.Area : p.Area + "/" + p.Unit;

    public static bool MainCoordinator(this PlainCourse c, PlainContact w) =>
        w.Coordinator == CoordinatorKind.Main
        && Meet(c.AsOf, c.AsOf, w.From ?? DateOnly.MinValue, w.To) && Meet(c.AsOf, c.AsOf, w.CoordinatorFrom, w.CoordinatorTo);

    public static DateOnly Birthday(this PlainCourse c, int age)
    {
        var b = c.BirthDate;
        var isThere = b.Day <= DateTime.DaysInMonth(b.Year + age, b.Month);
        return isThere ? new DateOnly(b.Year + age, b.Month, b.Day) : new DateOnly(b.Year + age, 3, 1);
    }

    public static bool Names(string source, IEnumerable<string> entries, PlainPerson person) =>
        entries.Any(entry => (entry.Contains(':', StringComparison.Ordinal) ? entry : source + ":" + entry) == person.Name);
}
