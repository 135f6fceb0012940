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
}
