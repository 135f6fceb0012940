using System.Buffers;
using Npgsql;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>
/// Reads the courses of many citizens at once by binary COPY, table by table, ordered by citizen. PostgreSQL does no more
/// than sort and ship; about half the time of reading the same rows through a data reader.
/// </summary>
internal sealed class CourseStream(NpgsqlConnection connection) : IDisposable
{
    private readonly CourseBuilder _outside = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 20);

    /// <summary>Fills the chunk with the courses of its citizens.</summary>
    /// <param name="chunk">Restarted with the citizens to read, in the order of their ids.</param>
    /// <param name="citizens">Which these are, in the words of <see cref="RangeOf"/> or <see cref="AnyOf"/>.</param>
    /// <param name="reference">Plan types are looked up here.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ReadAsync(CourseChunk chunk, string citizens, ReferenceSnapshot reference, CancellationToken cancellationToken)
    {
        foreach (var table in CourseColumns.All)
        {
            var length = await CopyAsync(CourseColumns.Select(table, citizens, withTexts: false, ordered: true), cancellationToken);
            Take(table, _buffer.AsSpan(0, length), chunk, reference);
        }
    }

    /// <summary>The bytes of one COPY, in memory until the next one.</summary>
    public async Task<ReadOnlyMemory<byte>> CopyRowsAsync(string select, CancellationToken cancellationToken)
    {
        // The buffer is asked for afterwards: reading may have put a larger one in its place.
        var length = await CopyAsync(select, cancellationToken);
        return _buffer.AsMemory(0, length);
    }

    /// <summary>Everyone from the first to the last. Ids are GUIDs, so writing them into the text is safe; COPY takes no parameters.</summary>
    public static string RangeOf(IReadOnlyList<Guid> citizens) => $"{{0}} between '{citizens[0]:D}' and '{citizens[^1]:D}'";

    /// <summary>These and nobody between them.</summary>
    public static string AnyOf(IReadOnlyList<Guid> citizens) => $"{{0}} = any('{{{string.Join(',', citizens)}}}'::uuid[])";

    private async Task<int> CopyAsync(string select, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy ({select}) to stdout (format binary)", cancellationToken);
        var length = 0;
        int read;
        while ((read = await copy.ReadAsync(_buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length == _buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
                _buffer.AsSpan().CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }
        }
        return length;
    }

    private void Take(CourseTable table, ReadOnlySpan<byte> copied, CourseChunk chunk, ReferenceSnapshot reference)
    {
        var row = new CopyRow(copied, chunk.Texts);
        var citizen = Guid.Empty;
        CourseBuilder? course = null;
        // A citizen who came while we read is in nobody's list yet, and due for a check of its own.
        _outside.Clear();
        while (row.Read())
        {
            var next = row.Guid();
            if (course is null || next != citizen)
            {
                citizen = next;
                course = chunk.Find(next) ?? _outside;
            }
            CourseRows.Take(table, ref row, course, reference);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
