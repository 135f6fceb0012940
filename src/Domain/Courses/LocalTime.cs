using System.Globalization;

namespace Sammenhaeng.Domain.Courses;

/// <summary>Danish civil time: every date and clock time of the rules is local to Europe/Copenhagen.</summary>
public static class LocalTime
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    public static DateTime Of(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant));

    /// <summary>When the day begins, UTC.</summary>
    public static DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

/// <summary>An ISO 8601 week, written <c>2026-W41</c>. Mind that 2026-W53 and 2027-W01 are both odd.</summary>
public readonly record struct IsoWeek(int Year, int Number)
{
    public static IsoWeek Of(DateOnly date)
    {
        var time = date.ToDateTime(TimeOnly.MinValue);
        return new IsoWeek(ISOWeek.GetYear(time), ISOWeek.GetWeekOfYear(time));
    }

    /// <summary>Reads the written form; whether the year has such a week is not asked.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IsoWeek week)
    {
        week = default;
        if (text.Length != 8 || text[4] != '-' || text[5] != 'W'
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        week = new IsoWeek(year, number);
        return true;
    }

    public DateOnly Monday => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday));

    public DateOnly Sunday => Monday.AddDays(6);

    public bool IsEven => Number % 2 == 0;

    /// <summary>How many weeks meet a range of days.</summary>
    public static int CountOf(Days days) => (Of(days.To).Monday.DayNumber - Of(days.From).Monday.DayNumber) / 7 + 1;

    public IsoWeek Next => Of(Monday.AddDays(7));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");
}

/// <summary>A range of whole days, both ends included; <see cref="DateOnly.MaxValue"/> stands for an open end.</summary>
public readonly record struct Days(DateOnly From, DateOnly To)
{
    public static Days Of(DateOnly from, DateOnly? to) => new(from, to ?? DateOnly.MaxValue);

    /// <summary>From the beginning of time when nothing is told.</summary>
    public static Days Of(DateOnly? from, DateOnly? to) => new(from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);

    public bool IsOpenEnded => To == DateOnly.MaxValue;

    public DateOnly? End => IsOpenEnded ? null : To;

    public bool Holds(DateOnly day) => From <= day && day <= To;

    public bool Overlaps(Days other) => From <= other.To && other.From <= To;
}
