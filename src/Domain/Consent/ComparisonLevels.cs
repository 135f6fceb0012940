using System.Collections.Frozen;

namespace Sammenhaeng.Domain.Consent;

/// <summary>
/// How much of two areas' plans is held together for staff. Comparing is itself a use of both. Where nothing else is said it is
/// free/busy: that something of the other area is there, and when. A municipality can say none for a pair of areas and a kind of
/// information: then staff are told of no conflict between them, and do not see that there is anything. A ground (a share that
/// opens today) makes it full, whatever is said here. The citizen always sees all.
/// </summary>
public enum ComparisonLevel : byte { None, FreeBusy }

/// <summary>The pairs of areas that are not compared, each with the kinds of information it is about, as of one day.</summary>
public sealed class ComparisonLevels(IEnumerable<KeyValuePair<(string A, string B), DataClasses>> notCompared)
{
    /// <summary>Everything is compared.</summary>
    public static readonly ComparisonLevels Usual = new([]);

    private readonly FrozenDictionary<(string A, string B), DataClasses> _notCompared = notCompared.Where(one => one.Value != DataClasses.None).ToFrozenDictionary();

    public bool IsUsual => _notCompared.Count == 0;

    /// <summary>Of two areas (codes), in either order. An area is always compared with itself.</summary>
    public DataClasses NotCompared(string one, string other) => _notCompared.GetValueOrDefault(PairOf(one, other));

    /// <summary>In the order in which it is kept.</summary>
    public static (string A, string B) PairOf(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one);
}
