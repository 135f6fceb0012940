using System.Globalization;
using Sammenhaeng.Application.Access;

namespace Sammenhaeng.Web.Access;

/// <summary>An entry's place in the list of accesses as an address has it: microseconds, as exact as the log is, and the entry.</summary>
internal static class AccessPlace
{
    public static string Written(ListAccessesToCitizen.Place place) => string.Create(
        CultureInfo.InvariantCulture, $"{(place.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}.{place.Id:N}");

    /// <summary>Null when it is none.</summary>
    public static ListAccessesToCitizen.Place? Read(string before) => before.Split('.') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
        && microseconds < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        && Guid.TryParseExact(id, "N", out var entry)
            ? new ListAccessesToCitizen.Place(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), entry)
            : null;
}
