using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>
/// Rows in PostgreSQL's binary COPY format, written by any thread and sent later: per row a 16-bit count of fields, per field a
/// 32-bit length (−1 is null) and the value, big-endian.
/// </summary>
internal sealed class CopyBuffer : IDisposable
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xff, 0xff];
    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;
    private static readonly long EpochTicks = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private const int TextType = 25;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _length;

    public int Rows { get; private set; }

    /// <summary>Sends what the buffers hold as one COPY.</summary>
    public static async Task SendAsync(NpgsqlConnection connection, string copy, IEnumerable<CopyBuffer> buffers, CancellationToken cancellationToken)
    {
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellationToken);
        await stream.WriteAsync(Header, cancellationToken);
        foreach (var buffer in buffers)
        {
            await stream.WriteAsync(buffer._bytes.AsMemory(0, buffer._length), cancellationToken);
        }
        await stream.WriteAsync(Trailer, cancellationToken);
    }

    public CopyBuffer Row(short fields)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), fields);
        Rows++;
        return this;
    }

    public CopyBuffer Null()
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);
        return this;
    }

    public CopyBuffer Text(string? value)
    {
        if (value is null)
        {
            return Null();
        }
        var field = Reserve(4 + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, field[4..]);
        BinaryPrimitives.WriteInt32BigEndian(field, length);
        _length += 4 + length;
        return this;
    }

    public CopyBuffer Texts(string[]? values)
    {
        if (values is null)
        {
            return Null();
        }
        var start = _length;
        Take(4);
        if (values.Length == 0)
        {
            Write(0);
            Write(0);
            Write(TextType);
        }
        else
        {
            Write(1);
            Write(0);
            Write(TextType);
            Write(values.Length);
            Write(1);
            foreach (var value in values)
            {
                Text(value);
            }
        }
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(start), _length - start - 4);
        return this;
    }

    public CopyBuffer Bytes(byte[]? value)
    {
        if (value is null)
        {
            return Null();
        }
        Write(value.Length);
        value.CopyTo(Take(value.Length));
        return this;
    }

    public CopyBuffer Bool(bool value)
    {
        Write(1);
        Take(1)[0] = value ? (byte)1 : (byte)0;
        return this;
    }

    public CopyBuffer Bool(bool? value) => value is { } known ? Bool(known) : Null();

    public CopyBuffer Short(int? value)
    {
        if (value is not { } known)
        {
            return Null();
        }
        Write(2);
        BinaryPrimitives.WriteInt16BigEndian(Take(2), checked((short)known));
        return this;
    }

    public CopyBuffer Int(int? value)
    {
        if (value is not { } known)
        {
            return Null();
        }
        Write(4);
        Write(known);
        return this;
    }

    public CopyBuffer Double(double? value)
    {
        if (value is not { } known)
        {
            return Null();
        }
        Write(8);
        BinaryPrimitives.WriteDoubleBigEndian(Take(8), known);
        return this;
    }

    public CopyBuffer Date(DateOnly? value)
    {
        if (value is not { } known)
        {
            return Null();
        }
        Write(4);
        Write(known.DayNumber - Epoch);
        return this;
    }

    /// <summary>UTC.</summary>
    public CopyBuffer Instant(DateTime value)
    {
        Write(8);
        BinaryPrimitives.WriteInt64BigEndian(Take(8), (value.Ticks - EpochTicks) / TimeSpan.TicksPerMicrosecond);
        return this;
    }

    public CopyBuffer Time(TimeOnly? value)
    {
        if (value is not { } known)
        {
            return Null();
        }
        Write(8);
        BinaryPrimitives.WriteInt64BigEndian(Take(8), known.Ticks / TimeSpan.TicksPerMicrosecond);
        return this;
    }

    public CopyBuffer Uuid(Guid value)
    {
        Write(16);
        value.TryWriteBytes(Take(16), bigEndian: true, out _);
        return this;
    }

    /// <summary>Forgets the rows; a buffer that one huge document has blown up is given back.</summary>
    public void Clear()
    {
        _length = 0;
        Rows = 0;
        if (_bytes.Length > 4 * 1024 * 1024)
        {
            Dispose();
            _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            // Personal data must not come to light in somebody else's buffer.
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = [];
        }
    }

    private void Write(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    private Span<byte> Take(int count)
    {
        var span = Reserve(count)[..count];
        _length += count;
        return span;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + count));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = larger;
        }
        return _bytes.AsSpan(_length);
    }
}
