using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// More hours a week than the citizen can do now: one intervention alone asks for more than a restriction allows, or the
/// obligatory ones of a week do together. Sums near the limit are added again as decimals, so that 3.3 + 3.3 + 3.4 is 10.
/// </summary>
public sealed class CapacityExceededRule : IConflictRule
{
    private const int FewWeeks = 64;

    private const decimal NotAdded = -1;

    /// <summary>Farther from the limit than this, adding binary fractions cannot have gone wrong.</summary>
    private const double Near = 0.001;

    public string Key => "capacity.exceeded";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (LowestLimit(course.Restrictions) is not { } lowest || IsSurelyWithin(lowest, course.Interventions))
        {
            return;
        }
        var firstMonday = course.Horizon.From.DayNumber - (((int)course.Horizon.From.DayOfWeek + 6) % 7);
        var weeks = (course.Horizon.To.DayNumber - firstMonday) / 7 + 1;
        Span<double> totals = weeks <= FewWeeks ? stackalloc double[FewWeeks] : new double[weeks];
        Span<decimal> exactly = weeks <= FewWeeks ? stackalloc decimal[FewWeeks] : new decimal[weeks];
        totals = totals[..weeks];
        exactly = exactly[..weeks];
        totals.Clear();
        exactly.Fill(NotAdded);
        var most = AddUp(course.Interventions, firstMonday, totals);
        var sums = new Sums(firstMonday, totals, exactly);
        foreach (ref readonly var restriction in course.Restrictions)
        {
            if (restriction.Kind != RestrictionKind.MaxWeeklyHours || !restriction.IsLive)
            {
                continue;
            }
            if (findings.IsFull)
            {
                return;
            }
            var isAnyTooMuch = most > restriction.Hours;
            if (isAnyTooMuch)
            {
                FindEach(course, restriction, ref findings);
            }
            FindWeeks(course, restriction, sums, isAnyTooMuch, ref findings);
        }
    }

    private static double? LowestLimit(ReadOnlySpan<RestrictionItem> restrictions)
    {
        double? lowest = null;
        foreach (ref readonly var restriction in restrictions)
        {
            if (restriction.Kind == RestrictionKind.MaxWeeklyHours && restriction.IsLive && !(lowest <= restriction.Hours))
            {
                lowest = restriction.Hours;
            }
        }
        return lowest;
    }

    /// <summary>All hours together, whatever their weeks, stay clear of the limit: then no week needs to be added up exactly.</summary>
    private static bool IsSurelyWithin(double limit, ReadOnlySpan<InterventionItem> interventions)
    {
        const double roundingMargin = 1e-6;
        var sum = 0.0;
        foreach (ref readonly var intervention in interventions)
        {
            if (intervention.IsLive)
            {
                sum += intervention.WeeklyHours.GetValueOrDefault();
            }
        }
        return sum < limit - roundingMargin;
    }

    /// <summary>Fills the obligatory hours of each week; returns the hours of the biggest live intervention.</summary>
    private static double AddUp(ReadOnlySpan<InterventionItem> interventions, int firstMonday, Span<double> totals)
    {
        var most = -1.0;
        foreach (ref readonly var intervention in interventions)
        {
            if (!intervention.IsLive || intervention.WeeklyHours is not { } hours)
            {
                continue;
            }
            most = Math.Max(most, hours);
            for (var week = 0; week < totals.Length && intervention.Obligatory; week++)
            {
                if (Meets(intervention.Period, firstMonday + 7 * week))
                {
                    totals[week] += hours;
                }
            }
        }
        return most;
    }

    private static bool Meets(Days period, int monday) =>
        period.From.DayNumber <= monday + 6 && monday <= period.To.DayNumber;

    private static bool IsTooMuchAlone(in InterventionItem intervention, in RestrictionItem restriction) =>
        intervention.IsLive && intervention.WeeklyHours > restriction.Hours && intervention.Period.Overlaps(restriction.Period);

    private void FindEach(in CitizenCourse course, in RestrictionItem restriction, ref Findings findings)
    {
        foreach (ref readonly var intervention in course.Interventions)
        {
            if (IsTooMuchAlone(intervention, restriction))
            {
                findings.Add(Finding.Against(Key, Severity.H,
                    Evidence.Of(
                        ("hours", intervention.WeeklyHours),
                        ("limit", restriction.Hours),
                        ("from", intervention.Period.From),
                        ("to", intervention.Period.End),
                        ("restrictionFrom", restriction.Period.From),
                        ("restrictionTo", restriction.Period.End)),
                    Subject.Of(SubjectKind.Intervention, intervention.Key),
                    Subject.Of(SubjectKind.Restriction, restriction.Key)));
                if (findings.IsFull)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Obligatory hours of each week of the horizon; those near a limit are added exactly, once.</summary>
    private readonly ref struct Sums(int firstMonday, ReadOnlySpan<double> totals, Span<decimal> exactly)
    {
        private readonly ReadOnlySpan<double> _totals = totals;
        private readonly Span<decimal> _exactly = exactly;

        public int Weeks => _totals.Length;

        public int Monday(int week) => firstMonday + 7 * week;

        public bool AreMore(ReadOnlySpan<InterventionItem> interventions, int week, double limit) =>
            _totals[week] > limit - Near && (_totals[week] > limit + Near || Exactly(interventions, week) > (decimal)limit);

        public decimal Exactly(ReadOnlySpan<InterventionItem> interventions, int week)
        {
            ref var total = ref _exactly[week];
            if (total != NotAdded)
            {
                return total;
            }
            if (week > 0 && _exactly[week - 1] != NotAdded && IsLikeTheWeekBefore(interventions, week))
            {
                // Making decimals of binary fractions takes longer than all the rest.
                return total = _exactly[week - 1];
            }
            total = 0;
            foreach (ref readonly var intervention in interventions)
            {
                if (intervention.IsLive && intervention.Obligatory && Meets(intervention.Period, Monday(week)))
                {
                    total += (decimal)(intervention.WeeklyHours ?? 0);
                }
            }
            return total;
        }

        private bool IsLikeTheWeekBefore(ReadOnlySpan<InterventionItem> interventions, int week)
        {
            foreach (ref readonly var intervention in interventions)
            {
                if (intervention.Obligatory && Meets(intervention.Period, Monday(week)) != Meets(intervention.Period, Monday(week - 1)))
                {
                    return false;
                }
            }
            return true;
        }
    }

    private void FindWeeks(in CitizenCourse course, in RestrictionItem restriction, Sums sums, bool isAnyTooMuch, ref Findings findings)
    {
        List<IsoWeek>? weeks = null;
        List<decimal>? hours = null;
        for (var week = 0; week < sums.Weeks; week++)
        {
            var monday = sums.Monday(week);
            if (Meets(restriction.Period, monday) && sums.AreMore(course.Interventions, week, restriction.Hours)
                && !(isAnyTooMuch && IsMetAlone(course, restriction, monday)))
            {
                (weeks ??= []).Add(IsoWeek.Of(DateOnly.FromDayNumber(monday)));
                (hours ??= []).Add(sums.Exactly(course.Interventions, week));
            }
        }
        if (weeks is not null)
        {
            findings.Add(Finding.Of(Key, Severity.H,
                Evidence.Of(
                    ("case", "weeks"),
                    ("weeks", weeks),
                    ("hours", hours),
                    ("limit", restriction.Hours),
                    ("restrictionFrom", restriction.Period.From),
                    ("restrictionTo", restriction.Period.End)),
                Subject.Of(SubjectKind.Restriction, restriction.Key)));
        }
    }

    private static bool IsMetAlone(in CitizenCourse course, in RestrictionItem restriction, int monday)
    {
        foreach (ref readonly var intervention in course.Interventions)
        {
            if (IsTooMuchAlone(intervention, restriction) && Meets(intervention.Period, monday))
            {
                return true;
            }
        }
        return false;
    }
}
