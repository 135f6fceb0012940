namespace Sammenhaeng.Domain.Conflicts;

/// <summary>
/// Row numbers of candidates for a pair, so that many rows need not all be compared with each other: few stand as they are;
/// many are sorted by a hash of what a pair must have in common, which stands in the upper half of each key.
/// </summary>
internal static class PairKeys
{
    /// <summary>Up to here comparing all is cheaper than hashing.</summary>
    public const int Few = 24;

    public static long Of(int row, int hash) => ((long)hash << 32) | (uint)row;

    public static int Row(long key) => (int)key;

    public static bool MayPair(long a, long b) => a >> 32 == b >> 32;

    /// <summary>FNV-1a: the same in every process, so that all find in the same order. <see cref="string.GetHashCode()"/> is not.</summary>
    public static int Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619;
        }
        return (int)hash;
    }

    /// <summary>Where in sorted keys those of a hash begin, or would.</summary>
    public static int First(ReadOnlySpan<long> sorted, int hash)
    {
        var place = sorted.BinarySearch(Of(0, hash));
        return place < 0 ? ~place : place;
    }
}

/// <summary>The same for rows that are also compared by a second thing: equal hashes stand together, in the order of it.</summary>
internal readonly record struct PairKey(int Hash, int Second, int Row) : IComparable<PairKey>
{
    public int CompareTo(PairKey other) =>
        Hash != other.Hash ? Hash.CompareTo(other.Hash) : Second != other.Second ? Second.CompareTo(other.Second) : Row.CompareTo(other.Row);
}
