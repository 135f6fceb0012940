using System.Globalization;
using Microsoft.Extensions.Configuration;
using Sammenhaeng.Application.Writing;

namespace Sammenhaeng.Infrastructure.Reference;

/// <summary>Reads <c>OpeningHours:Monday</c> and the other days, written <c>08:00-17:00</c>. Where none is set, Monday to Friday, 8 to 17.</summary>
internal static class OpeningHoursSettings
{
    public static OpeningHours Read(IConfiguration configuration)
    {
        var days = Enum.GetValues<DayOfWeek>().Select(day => (Day: day, Told: configuration[$"OpeningHours:{day}"])).Where(one => !string.IsNullOrWhiteSpace(one.Told))
            .ToDictionary(one => one.Day, one => HoursOf(one.Day, one.Told!));
        return days.Count == 0 ? OpeningHours.Usual : new OpeningHours(days);
    }

    private static (TimeOnly From, TimeOnly To) HoursOf(DayOfWeek day, string told) =>
        told.Split('-', StringSplitOptions.TrimEntries) is [var from, var to]
        && TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opens)
        && TimeOnly.TryParseExact(to, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var closes) && closes > opens
            ? (opens, closes)
            : throw new InvalidOperationException($"OpeningHours:{day} is written 08:00-17:00, and closes after it opens.");
}
