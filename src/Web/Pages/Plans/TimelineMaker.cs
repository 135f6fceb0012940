using System.Globalization;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Plans;

/// <summary>Lays a shared plan out over the columns of a timeline.</summary>
public sealed class TimelineMaker(IStringLocalizer<Texts> texts, Show show)
{
    private const int MaxConflictBars = 6;
    private const int MaxHatched = 3;
    private const int MaxWidePills = 3;

    public TimelineView Make(SharedPlanView plan, TimelineScale scale)
    {
        var when = new Days(scale.From, scale.To);
        var dated = plan.Conflicts.Where(conflict => conflict.When is { } time && time.Overlaps(when)).ToList();
        var drawn = dated.Take(MaxConflictBars).OrderBy(conflict => conflict.When!.Value.From).ToList();
        var week = IsoWeek.Of(scale.From).Number;
        return new TimelineView(scale, Heads(scale, plan.AsOf), Load(plan, scale), Lanes(plan, scale, when))
        {
            Conflicts = [.. drawn.Select(conflict => ConflictBar(plan, conflict, scale))],
            ConflictsElsewhere = plan.Conflicts.Count - drawn.Count,
            Today = scale.Holds(plan.AsOf) ? scale.ColumnOf(plan.AsOf) : null,
            TodayName = plan.AsOf == plan.Today ? texts["timeline.today"] : show.Short(plan.AsOf),
            Title = scale.IsByWeek
                ? texts["timeline.title.weeks", week, IsoWeek.Of(scale.To).Number]
                : texts["timeline.title.period", show.Date(scale.From), show.Date(scale.To)],
            Note = plan.WeeklyLimitIsOwn ? texts["timeline.note.own", plan.WeeklyLimit] : texts["timeline.note", plan.WeeklyLimit],
        };
    }

    private List<TimelineHead> Heads(TimelineScale scale, DateOnly asOf)
    {
        var heads = new List<TimelineHead>();
        for (var start = scale.From; start <= scale.To;)
        {
            var next = scale.IsByWeek ? start.AddDays(7) : new DateOnly(start.Year, start.Month, 1).AddMonths(1);
            var last = next.AddDays(-1) < scale.To ? next.AddDays(-1) : scale.To;
            var column = scale.ColumnOf(start);
            var width = scale.ColumnOf(last) - column + (scale.IsByWeek || last == scale.To ? 1 : 0);
            var isNow = start <= asOf && asOf < next;
            if (scale.IsByWeek)
            {
                var number = IsoWeek.Of(start).Number.ToString(CultureInfo.InvariantCulture);
                heads.Add(new TimelineHead(heads.Count == 0 ? texts["timeline.week", number] : number, texts["timeline.week", number], column, width, isNow));
            }
            else if (width > 3)
            {
                var month = start.ToString("MMM", CultureInfo.CurrentCulture);
                heads.Add(new TimelineHead(month, start.ToString("MMMM yyyy", CultureInfo.CurrentCulture), column, width, isNow));
            }
            start = next;
        }
        return heads;
    }

    private static List<WeekLoad> Load(SharedPlanView plan, TimelineScale scale)
    {
        var weeks = new List<WeekLoad>();
        for (var monday = scale.From; scale.IsByWeek && monday <= scale.To; monday = monday.AddDays(7))
        {
            var week = new Days(monday, monday.AddDays(6));
            var count = plan.Appointments.Count(appointment => appointment.IsLoad && week.Holds(DateOnly.FromDateTime(appointment.Start)));
            var level = count == 0 ? 1 : count > plan.WeeklyLimit ? 5 : Math.Clamp(1 + (int)Math.Ceiling(3.0 * count / plan.WeeklyLimit), 2, 4);
            weeks.Add(new WeekLoad(IsoWeek.Of(monday).Number, count, count > plan.WeeklyLimit, level, scale.ColumnOf(monday)));
        }
        return weeks;
    }

    private List<TimelineLane> Lanes(SharedPlanView plan, TimelineScale scale, Days when)
    {
        var areas = plan.Plans.Select(one => one.Area)
            .Concat(plan.Interventions.Select(one => one.Area))
            .Concat(plan.Appointments.Select(one => one.Area))
            .OfType<AreaName>().DistinctBy(area => area.Code).OrderBy(area => AreaLook.Of(area).Token == 0).ThenBy(area => AreaLook.Of(area).Token);
        var lanes = areas.Select(area => Lane(plan, scale, when, area)).ToList();
        var hidden = Bars(plan, scale, when, null);
        if (hidden.Count > 0)
        {
            lanes.Add(new TimelineLane(AreaLook.Hidden(texts["timeline.hiddenAreas"]), hidden, []));
        }
        return lanes;
    }

    private TimelineLane Lane(SharedPlanView plan, TimelineScale scale, Days when, AreaName area)
    {
        var hatches = plan.Conflicts
            .Where(conflict => conflict.Number <= MaxHatched && conflict.When is { } time && time.Overlaps(when)
                && conflict.Areas.Any(one => one.Code == area.Code))
            .Select(conflict =>
            {
                var time = conflict.When!.Value;
                var start = scale.ColumnOf(time.From);
                return new TimelineHatch(conflict.Severity, start, scale.ColumnOf(time.To) - start + 1);
            });
        return new TimelineLane(AreaLook.Of(area), Bars(plan, scale, when, area.Code), [.. hatches]);
    }

    private List<TimelineBar> Bars(SharedPlanView plan, TimelineScale scale, Days when, string? area)
    {
        // What stands in a plan that is replaced stands in the one that replaced it.
        var replaced = plan.Plans.Where(one => one.Status == PlanStatus.Replaced).Select(one => one.Key).ToHashSet();
        var interventions = plan.Interventions
            .Where(one => !(one.Plan is { } of && replaced.Contains(of)) && one.Area?.Code == area && one.Period.Overlaps(when) && one.Status != InterventionStatus.Cancelled).ToList();
        var withItems = interventions.Select(one => one.Plan).ToHashSet();
        var plans = plan.Plans.Where(one => one.Area?.Code == area && one.Period.Overlaps(when) && !withItems.Contains(one.Key)
            && one.Status is (null or PlanStatus.Draft or PlanStatus.Active or PlanStatus.UnderReview));
        var bars = interventions
            .Select(one => PeriodBar(scale, one.Period, Titled(one.Title, "hidden.intervention", one.WeeklyHours)) with
            {
                IsProposed = one.Status == InterventionStatus.Planned && one.Period.From > plan.AsOf,
                Href = PlanHref(plan, one.Title is null ? null : one.Plan ?? one.Key),
            })
            .Concat(plans.Select(one => PeriodBar(scale, one.Period, Titled(one.Title, "hidden.plan", null)) with
            {
                IsPlan = true,
                IsProposed = one.Status == PlanStatus.Draft,
                Href = PlanHref(plan, one.Title is null ? null : one.Key),
            }))
            .Concat(Pills(plan, scale, area));
        return [.. bars.OrderBy(bar => bar.IsPill).ThenBy(bar => bar.Start)];
    }

    /// <summary>
    /// Appointments of one week share a pill. A lane with meetings in many weeks gets a small one for each week, in one row, or it
    /// would grow without end.
    /// </summary>
    private IEnumerable<TimelineBar> Pills(SharedPlanView plan, TimelineScale scale, string? area)
    {
        var weeks = plan.Appointments
            .Where(one => one.Area?.Code == area && one.IsInCalendar && scale.Holds(DateOnly.FromDateTime(one.Start)))
            .GroupBy(one => IsoWeek.Of(DateOnly.FromDateTime(one.Start)))
            .OrderBy(week => week.Key.Monday)
            .ToList();
        return weeks.Select(week => Pill(scale, week.Key, [.. week], weeks.Count > MaxWidePills) with
        {
            IsPill = true,
            Href = $"/borgere/{plan.Citizen.Id.Value}/tidslinje#uge-{week.Key}",
        });
    }

    private TimelineBar Pill(TimelineScale scale, IsoWeek week, IReadOnlyList<AppointmentLine> appointments, bool isSmall)
    {
        var first = appointments[0];
        var day = DateOnly.FromDateTime(first.Start);
        var detail = appointments.Count > 1
            ? string.Join(", ", appointments.Select(one => $"{show.Day(DateOnly.FromDateTime(one.Start))} {texts["show.at", show.Clock(one.Start)]}"))
            : $"{show.LongDay(day)} {show.Span(first.Start, first.End)}";
        var count = texts[appointments.Count == 1 ? "timeline.count.one" : "timeline.count", appointments.Count].Value;
        var weekText = texts["timeline.week", week.Number].Value + ": ";
        if (isSmall)
        {
            return new TimelineBar(scale.IsByWeek ? count : appointments.Count.ToString(CultureInfo.InvariantCulture), detail, scale.ColumnOf(week.Monday), Math.Max(2, 7 / scale.DaysPerColumn))
            {
                Prefix = weekText,
            };
        }
        return Wide(scale.ColumnOf(day), 1, appointments.Count > 1
            ? weekText + count
            : $"{first.Start.ToString("d.M.", CultureInfo.InvariantCulture)} {texts["show.at", show.Clock(first.Start)]} {first.Title ?? texts["hidden.appointment"].Value}", detail);
    }

    private string Titled(string? title, string hidden, double? hours) =>
        (title ?? Show.Capital(texts[hidden])) + (hours is { } weekly and > 0 ? ", " + texts["timeline.hours", show.Number(weekly)].Value : "");

    private TimelineBar PeriodBar(TimelineScale scale, Days period, string text)
    {
        var start = scale.ColumnOf(period.From);
        return new TimelineBar(text, show.Period(period), start, scale.ColumnOf(period.To) - start + 1)
        {
            HasNoEnd = period.To > scale.To,
            BeganBefore = period.From < scale.From,
        };
    }

    private TimelineBar ConflictBar(SharedPlanView plan, ConflictLine conflict, TimelineScale scale)
    {
        var time = conflict.When!.Value;
        var start = scale.ColumnOf(time.From);
        var bar = Wide(start, scale.ColumnOf(time.To) - start + 1, $"{conflict.Number} · {conflict.Title}", show.Period(time));
        return bar with
        {
            Severity = conflict.Severity,
            Href = conflict.Id is { } id ? $"/konflikter/{id}" : $"/borgere/{plan.Citizen.Id.Value}/konflikter?pr={plan.AsOf:yyyy-MM-dd}{OnPage(conflict.Number)}#konflikt-{conflict.Number}",
        };
    }

    private static string OnPage(int number) => CitizenConflictsModel.PageOf(number) is > 1 and var page ? $"&side={page}" : "";

    /// <summary>Wide enough to be read, and moved in from the right edge when there is no room.</summary>
    private static TimelineBar Wide(int start, int width, string text, string detail)
    {
        var wide = Math.Min(TimelineView.Columns, Math.Max(width, (int)Math.Ceiling(text.Length * 0.8) + 5));
        return new TimelineBar(text, detail, Math.Min(start, TimelineView.Columns - wide + 1), wide);
    }

    /// <summary>What is hidden stands together, at one place.</summary>
    private static string PlanHref(SharedPlanView plan, ItemKey? key) =>
        $"/borgere/{plan.Citizen.Id.Value}/delplaner#{(key is { Source.Length: > 0 } seen ? AnchorOf(seen) : "hidden")}";

    public static string AnchorOf(ItemKey key) => $"p-{key.Source}-{key.Id}";
}
