using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>
/// One row of the log in words, for a proof. It and the bytes that are sealed are made of each other: neither says more than the other.
/// </summary>
public sealed record SealedEntry(
    Guid Id, string At, long ClusterEpoch, ulong Xid, Guid? UserId, string? Subject, IReadOnlyList<string> Roles, IReadOnlyList<string> Areas,
    Guid? CitizenId, IReadOnlyList<Guid> ShownCitizens, IReadOnlyList<string> DataClasses, string What, string Purpose, string? Ground,
    string? Relation, string Outcome, string RequestId)
{
    /// <summary>Of the areas; in a row that has none they are no part of what is sealed.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    private const int TextType = 25;
    private const int UuidType = 2950;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>What PostgreSQL sends for the row in binary COPY, without the count of columns.</summary>
    public byte[] Content()
    {
        var content = new MemoryStream();
        Write(content, Bytes(Id));
        Write(content, Bytes(SealTime.Microseconds(DateTime.ParseExact(
            At, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal))));
        Write(content, Bytes(ClusterEpoch));
        Write(content, Bytes(unchecked((long)Xid)));
        Write(content, UserId is { } user ? Bytes(user) : null);
        Write(content, Bytes(Subject));
        Write(content, List(TextType, Roles.Select(Bytes)));
        Write(content, List(TextType, Areas.Select(Bytes)));
        Write(content, CitizenId is { } citizen ? Bytes(citizen) : null);
        Write(content, List(UuidType, ShownCitizens.Select(Bytes)));
        Write(content, List(TextType, DataClasses.Select(Bytes)));
        foreach (var text in new[] { What, Purpose, Ground, Relation, Outcome, RequestId })
        {
            Write(content, Bytes(text));
        }
        if (Units.Count > 0)
        {
            Write(content, List(TextType, Units.Select(Bytes)));
        }
        return content.ToArray();
    }

    /// <exception cref="InvalidDataException">No row of the program looks like that.</exception>
    public static SealedEntry From(ReadOnlySpan<byte> content)
    {
        try
        {
            var reader = new Reader(content);
            return new SealedEntry(
                reader.Uuid()!.Value,
                SealTime.Text(SealTime.Of(reader.Number())),
                reader.Number(),
                unchecked((ulong)reader.Number()),
                reader.Uuid(),
                reader.Text(),
                reader.List(TextType, item => Utf8.GetString(item)),
                reader.List(TextType, item => Utf8.GetString(item)),
                reader.Uuid(),
                reader.List(UuidType, item => new Guid(item, bigEndian: true)),
                reader.List(TextType, item => Utf8.GetString(item)),
                reader.Text()!,
                reader.Text()!,
                reader.Text(),
                reader.Text(),
                reader.Text()!,
                reader.Text()!)
            {
                Units = reader.IsAtEnd ? [] : reader.List(TextType, item => Utf8.GetString(item)),
            };
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException("That is not a row that the program has written.", failure);
        }
    }

    private static byte[] Bytes(Guid value) => value.ToByteArray(bigEndian: true);

    private static byte[]? Bytes(string? value) => value is null ? null : Utf8.GetBytes(value);

    private static byte[] Bytes(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Bytes(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static void Write(MemoryStream to, byte[]? value)
    {
        to.Write(Bytes(value?.Length ?? -1));
        to.Write(value ?? []);
    }

    /// <summary>Dimensions, no nulls, the type; then the length and the first number of the one dimension, and the items.</summary>
    private static byte[] List(int type, IEnumerable<byte[]?> items)
    {
        var all = items.ToList();
        var list = new MemoryStream();
        list.Write([.. Bytes(all.Count == 0 ? 0 : 1), .. Bytes(0), .. Bytes(type)]);
        if (all.Count > 0)
        {
            list.Write([.. Bytes(all.Count), .. Bytes(1)]);
        }
        all.ForEach(item => Write(list, item));
        return list.ToArray();
    }

    private delegate T Item<out T>(ReadOnlySpan<byte> bytes);

    private ref struct Reader(ReadOnlySpan<byte> content)
    {
        private ReadOnlySpan<byte> _left = content;

        public readonly bool IsAtEnd => _left.IsEmpty;

        public Guid? Uuid() => Value(out var bytes) ? new Guid(bytes, bigEndian: true) : null;

        public string? Text() => Value(out var bytes) ? Utf8.GetString(bytes) : null;

        public long Number() => Value(out var bytes) ? BinaryPrimitives.ReadInt64BigEndian(bytes) : throw new InvalidOperationException("A number is missing.");

        public List<T> List<T>(int type, Item<T> read)
        {
            if (!Value(out var bytes))
            {
                throw new InvalidOperationException("A list is missing.");
            }
            var dimensions = BinaryPrimitives.ReadInt32BigEndian(bytes);
            if (dimensions is not (0 or 1) || BinaryPrimitives.ReadInt32BigEndian(bytes[8..]) != type)
            {
                throw new InvalidOperationException("That is another kind of list.");
            }
            var items = new List<T>();
            var list = new Reader(dimensions == 0 ? [] : bytes[20..]);
            for (var left = dimensions == 0 ? 0 : BinaryPrimitives.ReadInt32BigEndian(bytes[12..]); left > 0; left--)
            {
                items.Add(list.Value(out var item) ? read(item) : throw new InvalidOperationException("A list has a hole."));
            }
            return items;
        }

        private bool Value(out ReadOnlySpan<byte> bytes)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(_left);
            bytes = length < 0 ? default : _left.Slice(4, length);
            _left = _left[(4 + Math.Max(length, 0))..];
            return length >= 0;
        }
    }
}
