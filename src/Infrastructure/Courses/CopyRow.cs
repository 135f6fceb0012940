using System.Buffers.Binary;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>
/// Reads rows of PostgreSQL's binary COPY format from memory: a header of 19 bytes, then per row a 16-bit count of
/// fields and per field a 32-bit length (−1 is null) and the value, big-endian; a count of −1 ends it.
/// </summary>
internal ref struct CopyRow : ICourseRow
{
    public const int HeaderLength = 19;
    private static readonly DateOnly Epoch = new(2000, 1, 1);
    private static readonly long EpochTicks = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly TextPool _texts;
    private ReadOnlySpan<byte> _rest;

    /// <param name="rows">What comes after the header.</param>
    /// <param name="texts">Where texts are kept.</param>
    public CopyRow(ReadOnlySpan<byte> rows, TextPool texts)
    {
        _rest = rows;
        _texts = texts;
    }

    /// <summary>Bytes from the row that is read next.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>Steps to the next row.</summary>
    public bool Read()
    {
        var fields = Fields();
        _rest = _rest[2..];
        return fields >= 0;
    }

    /// <summary>
    /// Steps to the next row of a citizen, whose id has been taken then. Rows are ordered by citizen and begin with the id; those of citizens
    /// before this one are left out. False stands before the first row of a later citizen, or at the end.
    /// </summary>
    public bool ReadOf(Guid citizen)
    {
        while (Fields() is var fields and >= 0)
        {
            var row = _rest;
            _rest = _rest[2..];
            switch (Guid().CompareTo(citizen))
            {
                case 0:
                    return true;
                case > 0:
                    _rest = row;
                    return false;
                default:
                    for (var field = 1; field < fields; field++)
                    {
                        TryField(out _);
                    }
                    break;
            }
        }
        return false;
    }

    private readonly short Fields() => _rest.Length >= 2
        ? BinaryPrimitives.ReadInt16BigEndian(_rest)
        : throw new InvalidDataException("The COPY stream ended before its end mark.");

    public Guid Guid() => new(Field(), bigEndian: true);

    public string Text() => _texts.Of(Field());

    public string? TextOrNull() => TryField(out var field) ? _texts.Of(field) : null;

    public string[] Texts() => TextsOrNull() ?? [];

    public string[]? TextsOrNull()
    {
        if (!TryField(out var field))
        {
            return null;
        }
        var dimensions = BinaryPrimitives.ReadInt32BigEndian(field);
        if (dimensions == 0)
        {
            return [];
        }
        var texts = new string[BinaryPrimitives.ReadInt32BigEndian(field[12..])];
        field = field[20..];
        for (var i = 0; i < texts.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(field);
            texts[i] = _texts.Of(field.Slice(4, length));
            field = field[(4 + length)..];
        }
        return texts;
    }

    public bool Bool() => Field()[0] != 0;

    public int Int() => Number(Field());

    public int? IntOrNull() => TryField(out var field) ? Number(field) : null;

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Field());

    public long? LongOrNull() => TryField(out var field) ? BinaryPrimitives.ReadInt64BigEndian(field) : null;

    public double? DoubleOrNull() => TryField(out var field) ? BinaryPrimitives.ReadDoubleBigEndian(field) : null;

    public DateOnly Date() => Day(Field());

    public DateOnly? DateOrNull() => TryField(out var field) ? Day(field) : null;

    public DateTime Instant() => new(EpochTicks + BinaryPrimitives.ReadInt64BigEndian(Field()) * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);

    public TimeOnly? TimeOrNull() => TryField(out var field)
        ? new TimeOnly(BinaryPrimitives.ReadInt64BigEndian(field) * TimeSpan.TicksPerMicrosecond)
        : null;

    private static int Number(ReadOnlySpan<byte> field) =>
        field.Length == 2 ? BinaryPrimitives.ReadInt16BigEndian(field) : BinaryPrimitives.ReadInt32BigEndian(field);

    private static DateOnly Day(ReadOnlySpan<byte> field) => Epoch.AddDays(BinaryPrimitives.ReadInt32BigEndian(field));

    private ReadOnlySpan<byte> Field() => TryField(out var field)
        ? field
        : throw new InvalidDataException("A column that cannot be null was null.");

    private bool TryField(out ReadOnlySpan<byte> field)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_rest);
        if (length < 0)
        {
            field = default;
            _rest = _rest[4..];
            return false;
        }
        field = _rest.Slice(4, length);
        _rest = _rest[(4 + length)..];
        return true;
    }
}
