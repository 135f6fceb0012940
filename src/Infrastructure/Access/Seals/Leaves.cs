using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>
/// What a seal keeps of its rows in order: id, time and the hash of the content of each, 56 bytes. The seal's signature is over the
/// whole list, so that what is missing can be named, and what has expired be told from what was taken away.
/// </summary>
internal static class Leaves
{
    public const int Length = 16 + 8 + MerkleTree.HashLength;

    public static void Write(Span<byte> leaf, Guid id, long at, ReadOnlySpan<byte> hash)
    {
        id.TryWriteBytes(leaf, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(leaf[16..], at);
        hash.CopyTo(leaf[24..]);
    }

    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> leaves, int number) => leaves.Slice(number * Length, Length);

    public static Guid IdOf(ReadOnlySpan<byte> leaf) => new(leaf[..16], bigEndian: true);

    public static long AtOf(ReadOnlySpan<byte> leaf) => BinaryPrimitives.ReadInt64BigEndian(leaf[16..]);

    public static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> leaf) => leaf[24..];

    public static byte[] HashesOf(ReadOnlySpan<byte> leaves)
    {
        var hashes = new byte[leaves.Length / Length * MerkleTree.HashLength];
        for (var number = 0; number * Length < leaves.Length; number++)
        {
            HashOf(Of(leaves, number)).CopyTo(hashes.AsSpan(number * MerkleTree.HashLength));
        }
        return hashes;
    }

    public static byte[] ListHash(ReadOnlySpan<byte> leaves) => SHA256.HashData(leaves);
}
