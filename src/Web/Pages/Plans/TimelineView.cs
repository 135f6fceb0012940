using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Plans;

/// <summary>A citizen's plans over 91 columns: a lane for each area, one for the conflicts, and the load of each week.</summary>
public sealed record TimelineView(TimelineScale Scale, IReadOnlyList<TimelineHead> Heads, IReadOnlyList<WeekLoad> Load, IReadOnlyList<TimelineLane> Lanes)
{
    public const int Columns = 91;

    public IReadOnlyList<TimelineBar> Conflicts { get; init; } = [];

    /// <summary>Conflicts that have no bar, because there are many or because they are about no particular time.</summary>
    public int ConflictsElsewhere { get; init; }

    /// <summary>Column of the day judged on, from 1; null when it is outside.</summary>
    public int? Today { get; init; }

    /// <summary>Today, or the day on which the plan is judged.</summary>
    public string TodayName { get; init; } = "";

    public string Title { get; init; } = "";

    public string Note { get; init; } = "";

    public bool IsEmpty => Lanes.Count == 0;
}

/// <summary>What a column stands for: one day over 13 weeks, two over half a year, four over a year.</summary>
public sealed record TimelineScale(DateOnly From, int DaysPerColumn)
{
    public DateOnly To => From.AddDays((TimelineView.Columns * DaysPerColumn) - 1);

    public bool IsByWeek => DaysPerColumn == 1;

    public bool Holds(DateOnly day) => From <= day && day <= To;

    /// <summary>From 1; days outside are drawn at the edge.</summary>
    public int ColumnOf(DateOnly day) => Math.Clamp(((day.DayNumber - From.DayNumber) / DaysPerColumn) + 1, 1, TimelineView.Columns);

    /// <summary>Three weeks back, so that what has just been is seen with what comes.</summary>
    public static TimelineScale Around(DateOnly day, int daysPerColumn = 1) => new(MondayOf(day).AddDays(-21), daysPerColumn);

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}

public sealed record TimelineHead(string Text, string Full, int Start, int Width, bool IsNow);

/// <summary>In-person meetings of one week; <see cref="Level"/> is 1 to 5 of the load scale.</summary>
public sealed record WeekLoad(int Week, int Count, bool IsOver, int Level, int Start);

public sealed record TimelineLane(AreaLook Area, IReadOnlyList<TimelineBar> Bars, IReadOnlyList<TimelineHatch> Hatches)
{
    /// <summary>The weekly counts stand in a row of their own, under what lasts.</summary>
    public IEnumerable<IReadOnlyList<TimelineBar>> Lists
    {
        get
        {
            var weekly = Bars.Where(bar => bar.Prefix is not null).ToList();
            return weekly.Count == 0 ? [Bars] : new[] { Bars.Where(bar => bar.Prefix is null).ToList(), weekly }.Where(list => list.Count > 0);
        }
    }
}

public sealed record TimelineHatch(Severity Severity, int Start, int Width);

/// <summary>One thing in a lane; the link says what it is, the detail when.</summary>
public sealed record TimelineBar(string Text, string Detail, int Start, int Width)
{
    public string? Href { get; init; }

    /// <summary>The week, in a small pill that stands under its week: read out and shown in the list, not drawn.</summary>
    public string? Prefix { get; init; }

    /// <summary>A single appointment, wider than its hour so that it can be read.</summary>
    public bool IsPill { get; init; }

    public bool IsProposed { get; init; }

    public bool HasNoEnd { get; init; }

    public bool BeganBefore { get; init; }

    public bool IsPlan { get; init; }

    public Severity? Severity { get; init; }

    public string Css => string.Join(' ', new[]
    {
        "bar",
        IsPill ? Prefix is null ? "pill" : "mini" : null,
        IsPlan ? "plan" : null,
        IsProposed ? "dashed" : null,
        HasNoEnd ? "open" : null,
        BeganBefore ? "before" : null,
        Severity is null ? null : "clash",
    }.OfType<string>());

    /// <summary>Wider on hover towards the side where there is room.</summary>
    public string Place => $"s{Start} w{Width}" + (Start > TimelineView.Columns / 2 ? " edge" : "") + (Prefix is null ? "" : " few");
}
