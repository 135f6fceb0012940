using System.Collections.Frozen;

namespace Sammenhaeng.Domain.Courses;

/// <summary>Minutes between places, the same both ways. Unknown pairs take the default; the same place takes none.</summary>
public sealed class TravelTimes
{
    private readonly FrozenDictionary<(string A, string B), int> _minutes;

    public TravelTimes(IEnumerable<(string A, string B, int Minutes)> pairs, int defaultMinutes = 30, int bufferMinutes = 10)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var table = new Dictionary<(string, string), int>();
        foreach (var (a, b, minutes) in pairs)
        {
            table[(a, b)] = minutes;
            table[(b, a)] = minutes;
        }
        _minutes = table.ToFrozenDictionary();
        DefaultMinutes = defaultMinutes;
        BufferMinutes = bufferMinutes;
    }

    public static TravelTimes Empty { get; } = new([]);

    public int DefaultMinutes { get; }

    public int BufferMinutes { get; }

    public int Between(string a, string b) =>
        a == b ? 0 : _minutes.TryGetValue((a, b), out var minutes) ? minutes : DefaultMinutes;

    /// <summary>Minutes that must lie between the end of one meeting and the start of the next.</summary>
    public int Needed(string a, string b) => a == b ? 0 : Between(a, b) + BufferMinutes;
}
