using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>Where a row stands in the order of sealing: the transaction that wrote it, and its id within it.</summary>
internal readonly record struct Place(ulong Xid, Guid Id) : IComparable<Place>
{
    public static readonly Place Beginning = new(0, Guid.Empty);

    /// <summary>After every row of this transaction and those before.</summary>
    public static Place EndOf(ulong xid) => new(xid, Guid.AllBitsSet);

    /// <summary>As PostgreSQL orders them.</summary>
    public int CompareTo(Place other)
    {
        if (Xid != other.Xid)
        {
            return Xid.CompareTo(other.Xid);
        }
        Span<byte> left = stackalloc byte[16];
        Span<byte> right = stackalloc byte[16];
        Id.TryWriteBytes(left, bigEndian: true, out _);
        other.Id.TryWriteBytes(right, bigEndian: true, out _);
        return left.SequenceCompareTo(right);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Xid}/{Id:D}");

    public static bool operator <(Place left, Place right) => left.CompareTo(right) < 0;

    public static bool operator >(Place left, Place right) => left.CompareTo(right) > 0;

    public static bool operator <=(Place left, Place right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Place left, Place right) => left.CompareTo(right) >= 0;
}

internal static class SealKind
{
    /// <summary>Over rows of the log.</summary>
    public const string Entries = "entries";

    /// <summary>From here on the log is written in this cluster; what others wrote has been sealed before.</summary>
    public const string Opened = "opened";

    /// <summary>The rows of the time told by the seal were dropped because they were old enough.</summary>
    public const string Expired = "expired";
}

/// <summary>One seal without its list of leaves. What is signed is <see cref="Head"/>, and nothing else is believed.</summary>
internal sealed record Seal
{
    public required long Number { get; init; }
    public required string Kind { get; init; }
    public required long ClusterEpoch { get; init; }
    public required Place After { get; init; }
    public required Place Through { get; init; }
    public required ulong NextXid { get; init; }
    public required long Entries { get; init; }
    public required DateTime FirstAt { get; init; }
    public required DateTime LastAt { get; init; }
    public required byte[] Root { get; init; }
    public required byte[] LeavesHash { get; init; }
    public required byte[] Previous { get; init; }
    public required DateTime SealedAt { get; init; }
    public required string KeyId { get; init; }
    public byte[] Signature { get; init; } = [];

    public static readonly byte[] NothingBefore = new byte[MerkleTree.HashLength];

    /// <summary>Read by people too. The names are part of what is signed, so none can stand for another.</summary>
    public string Head() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        sammenhaeng access log seal, format 1
        number: {Number}
        kind: {Kind}
        cluster: {ClusterEpoch}
        after: {After}
        through: {Through}
        next xid: {NextXid}
        entries: {Entries}
        first at: {SealTime.Text(FirstAt)}
        last at: {SealTime.Text(LastAt)}
        root: {Convert.ToHexStringLower(Root)}
        leaves: {Convert.ToHexStringLower(LeavesHash)}
        previous: {Convert.ToHexStringLower(Previous)}
        sealed at: {SealTime.Text(SealedAt)}
        key: {KeyId}

        """).ReplaceLineEndings("\n");

    public byte[] Hash() => HashOf(Head());

    public static byte[] HashOf(string head) => SHA256.HashData(Encoding.UTF8.GetBytes(head));
}

/// <summary>PostgreSQL counts microseconds from 2000; so do the leaves.</summary>
internal static class SealTime
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The ends of time for what lies outside of ours, as PostgreSQL's infinities do.</summary>
    public static DateTime Of(long microseconds) => microseconds switch
    {
        _ when microseconds > (DateTime.MaxValue - Epoch).Ticks / TimeSpan.TicksPerMicrosecond => DateTime.MaxValue,
        _ when microseconds < (DateTime.MinValue - Epoch).Ticks / TimeSpan.TicksPerMicrosecond => DateTime.MinValue,
        _ => Epoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond),
    };

    public static long Microseconds(DateTime at) => (at - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
