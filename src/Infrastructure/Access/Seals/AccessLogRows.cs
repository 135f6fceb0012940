using System.Buffers.Binary;
using System.Globalization;
using Npgsql;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>
/// Rows of the log as PostgreSQL's binary COPY sends them. The content that is sealed is just that: the columns in order, each with its
/// length before it (-1 for null), so that every row has one encoding and no two rows have the same. The units came later: of a row that has
/// them they stand last, and a row without is as it was sealed before there were any.
/// </summary>
internal sealed class AccessLogRows : IAsyncDisposable
{
    /// <summary>In this order for ever; a column that comes later stands at the end, and nowhere in a row that has nothing in it.</summary>
    public const string Columns =
        "id, at, cluster_epoch, xid, user_id, subject, roles, areas, citizen_id, shown_citizens, data_classes, what, purpose, ground, relation, "
        + "outcome, request_id, nullif(units, '{}')";

    public const int ColumnCount = 18;

    private const int HeaderLength = 19;
    private const int AtColumn = 1;
    private const int XidColumn = 3;
    private const int UnitsColumn = 17;

    private readonly Stream _copy;
    private byte[] _buffer = new byte[1 << 18];
    private int _from;
    private int _to;
    private int _contentFrom;
    private int _contentTo;

    private AccessLogRows(Stream copy) => _copy = copy;

    public Guid Id { get; private set; }

    /// <summary>Microseconds since 2000.</summary>
    public long At { get; private set; }

    public ulong Xid { get; private set; }

    /// <summary>The table that the row lies in.</summary>
    public uint Partition { get; private set; }

    public Place Place => new(Xid, Id);

    /// <summary>With one byte of room in front, for the prefix of a leaf.</summary>
    public Span<byte> ContentAfterRoom => _buffer.AsSpan(_contentFrom - 1, _contentTo - _contentFrom + 1);

    public ReadOnlySpan<byte> Content => _buffer.AsSpan(_contentFrom, _contentTo - _contentFrom);

    /// <summary>Rows of one cluster in the order of sealing.</summary>
    public static Task<AccessLogRows> BetweenAsync(
        NpgsqlConnection connection, long cluster, Place after, Place? through, int? limit, CancellationToken cancellationToken)
    {
        var upTo = through is { } end ? $" and (xid, id) <= {Sql(end)}" : "";
        var most = limit is { } number ? string.Create(CultureInfo.InvariantCulture, $" limit {number}") : "";
        return OpenAsync(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"cluster_epoch = {cluster} and (xid, id) > {Sql(after)}{upTo} order by cluster_epoch, xid, id{most}"),
            cancellationToken);
    }

    public static Task<AccessLogRows> OfAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        OpenAsync(connection, $"id = '{id:D}'", cancellationToken);

    private static async Task<AccessLogRows> OpenAsync(NpgsqlConnection connection, string which, CancellationToken cancellationToken)
    {
        // Made of numbers and ids alone; COPY takes no parameters.
        var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy (select {Columns}, tableoid from access_log where {which}) to stdout (format binary)", cancellationToken);
        var rows = new AccessLogRows(copy);
        if (!rows.Has(HeaderLength))
        {
            throw new InvalidDataException("PostgreSQL sent no copy.");
        }
        rows._from += HeaderLength;
        return rows;
    }

    private static string Sql(Place place) => string.Create(CultureInfo.InvariantCulture, $"('{place.Xid}'::xid8, '{place.Id:D}'::uuid)");

    /// <summary>
    /// The next row; false at the end. Not asynchronous: PostgreSQL sends each row as a message of its own, and waiting for each of
    /// millions would cost more than what is done with it.
    /// </summary>
    public bool Read(CancellationToken cancellationToken)
    {
        bool isEnd;
        while (!TryParse(out isEnd))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Has(_to - _from + 1))
            {
                throw new InvalidDataException("The copy of the log broke off.");
            }
        }
        return !isEnd;
    }

    public async ValueTask DisposeAsync() => await _copy.DisposeAsync();

    private bool Has(int needed)
    {
        while (_to - _from < needed)
        {
            if (_from > 0)
            {
                _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
                (_from, _to) = (0, _to - _from);
            }
            if (_to == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            var read = _copy.Read(_buffer.AsSpan(_to));
            if (read == 0)
            {
                return false;
            }
            _to += read;
        }
        return true;
    }

    /// <summary>Whether a whole row, or the end, stood in the buffer.</summary>
    private bool TryParse(out bool isEnd)
    {
        isEnd = false;
        var left = _buffer.AsSpan(_from, _to - _from);
        if (left.Length < 2)
        {
            return false;
        }
        if (BinaryPrimitives.ReadInt16BigEndian(left) < 0)
        {
            isEnd = true;
            return true;
        }
        var at = 2;
        for (var column = 0; column <= ColumnCount; column++)
        {
            if (left.Length < at + 4)
            {
                return false;
            }
            var told = BinaryPrimitives.ReadInt32BigEndian(left[at..]);
            var length = Math.Max(told, 0);
            if (left.Length < at + 4 + length)
            {
                return false;
            }
            Take(column, left.Slice(at + 4, length));
            at += 4 + length;
            if (column < UnitsColumn || column == UnitsColumn && told >= 0)
            {
                (_contentFrom, _contentTo) = (_from + 2, _from + at);
            }
        }
        _from += at;
        return true;
    }

    private void Take(int column, ReadOnlySpan<byte> value)
    {
        switch (column)
        {
            case 0:
                Id = new Guid(value, bigEndian: true);
                break;
            case AtColumn:
                At = BinaryPrimitives.ReadInt64BigEndian(value);
                break;
            case XidColumn:
                Xid = BinaryPrimitives.ReadUInt64BigEndian(value);
                break;
            case ColumnCount:
                Partition = BinaryPrimitives.ReadUInt32BigEndian(value);
                break;
        }
    }
}
