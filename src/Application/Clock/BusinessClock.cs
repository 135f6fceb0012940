using System.Globalization;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Clock;

/// <summary>
/// The clock of dates, rules and the times people see. May be moved to another moment, from where it keeps ticking. Sign-in, tokens,
/// locks, retries and logs use <see cref="TimeProvider.System"/>, which is never moved.
/// </summary>
public sealed class BusinessClock(TimeSpan offset) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => LocalTime.Zone;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;

    /// <summary>From the setting <c>Clock:Now</c>: nothing, an instant with offset, a local time, or a bare date, which means 08:00.</summary>
    public static BusinessClock StartingAt(string? now)
    {
        if (string.IsNullOrWhiteSpace(now))
        {
            return new BusinessClock(TimeSpan.Zero);
        }

        var moment = Parse(now);
        return moment.Year >= AsOf.First.Year && moment.Year <= AsOf.Last.Year
            ? new BusinessClock(moment - System.GetUtcNow())
            : throw new FormatException($"Clock:Now is '{now}'. It must lie in the years {AsOf.First.Year} to {AsOf.Last.Year}.");
    }

    private static DateTimeOffset Parse(string now)
    {
        if (DateOnly.TryParseExact(now, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return AtLocal(date.ToDateTime(new TimeOnly(8, 0)));
        }
        if (DateTime.TryParseExact(
            now, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return AtLocal(local);
        }
        return DateTimeOffset.TryParseExact(
            now,
            ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant)
            ? instant
            : throw new FormatException($"Clock:Now is '{now}'. Write a date (2026-10-05) or a time (2026-10-05T08:00).");
    }

    private static DateTimeOffset AtLocal(DateTime local) => LocalTime.Zone.IsInvalidTime(local)
        ? throw new FormatException($"Clock:Now is '{local:yyyy-MM-dd'T'HH:mm}', a time that the clocks skip that night.")
        : new DateTimeOffset(local, LocalTime.Zone.GetUtcOffset(local));
}

public static class BusinessClockExtensions
{
    /// <summary>Today in Europe/Copenhagen.</summary>
    public static DateOnly Today(this TimeProvider clock) => LocalTime.DateOf(clock.GetUtcNow());
}
