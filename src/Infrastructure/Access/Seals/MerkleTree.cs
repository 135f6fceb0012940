using System.Security.Cryptography;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>
/// The tree of RFC 6962: SHA-256, leaves prefixed with 0x00 and inner nodes with 0x01, so that neither can pass for the other; a node
/// without a neighbour goes up as it is.
/// </summary>
public static class MerkleTree
{
    public const int HashLength = 32;

    /// <param name="IsLeft">The neighbour stands to the left.</param>
    public sealed record Step(bool IsLeft, byte[] Hash);

    /// <param name="content">Preceded by one byte of room for the prefix, which is written here.</param>
    public static void HashLeaf(Span<byte> content, Span<byte> hash)
    {
        content[0] = 0;
        SHA256.HashData(content, hash);
    }

    /// <param name="hashes">The leaves' hashes one after the other; overwritten.</param>
    public static byte[] Root(Span<byte> hashes)
    {
        if (hashes.Length == 0)
        {
            return SHA256.HashData([]);
        }
        for (var count = hashes.Length / HashLength; count > 1; count = Raise(hashes, count))
        {
            // Level by level.
        }
        return hashes[..HashLength].ToArray();
    }

    /// <summary>What else is needed to come from this leaf to the root.</summary>
    /// <param name="hashes">The leaves' hashes one after the other; overwritten.</param>
    public static IReadOnlyList<Step> Path(Span<byte> hashes, int leaf)
    {
        var path = new List<Step>();
        for (var count = hashes.Length / HashLength; count > 1; count = Raise(hashes, count), leaf /= 2)
        {
            var neighbour = leaf ^ 1;
            if (neighbour < count)
            {
                path.Add(new Step(neighbour < leaf, hashes.Slice(neighbour * HashLength, HashLength).ToArray()));
            }
        }
        return path;
    }

    public static byte[] Follow(byte[] leafHash, IEnumerable<Step> path)
    {
        var hash = leafHash.AsSpan().ToArray();
        foreach (var step in path)
        {
            Join(step.IsLeft ? step.Hash : hash, step.IsLeft ? hash : step.Hash, hash);
        }
        return hash;
    }

    private static int Raise(Span<byte> hashes, int count)
    {
        for (var pair = 0; pair < count / 2; pair++)
        {
            var left = hashes.Slice(2 * pair * HashLength, HashLength);
            Join(left, hashes.Slice(((2 * pair) + 1) * HashLength, HashLength), hashes.Slice(pair * HashLength, HashLength));
        }
        if (count % 2 == 1)
        {
            hashes.Slice((count - 1) * HashLength, HashLength).CopyTo(hashes[(count / 2 * HashLength)..]);
        }
        return (count + 1) / 2;
    }

    private static void Join(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> both = stackalloc byte[1 + (2 * HashLength)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + HashLength)..]);
        SHA256.HashData(both, hash);
    }
}
