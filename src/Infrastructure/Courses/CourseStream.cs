using System.Buffers;
using Npgsql;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>
/// Reads the courses of many citizens at once by binary COPY, table by table, ordered by citizen, and hands them out one by one. PostgreSQL
/// does no more than sort and ship; about half the time of reading the same rows through a data reader. One course is in memory at a time,
/// where the core has it at hand when it is judged.
/// </summary>
internal sealed class CourseStream(NpgsqlConnection connection) : IDisposable
{
    /// <summary>A citizen with more rows than this in one collection gets a builder that is not kept for the next.</summary>
    private const int LargestKept = 512;

    private readonly (int Start, int End)[] _tables = new (int, int)[CourseColumns.All.Count];
    private CourseBuilder _course = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
    private int _length;
    private Guid _last;

    public TextPool Texts { get; } = new();

    /// <summary>Reads the rows of these citizens; <see cref="Next"/> hands them out.</summary>
    /// <param name="citizens">Which these are, in the words of <see cref="RangeOf"/> or <see cref="AnyOf"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ReadAsync(string citizens, CancellationToken cancellationToken)
    {
        (_length, _last) = (0, Guid.Empty);
        for (var table = 0; table < _tables.Length; table++)
        {
            var start = _length;
            await CopyAsync(CourseColumns.Select(CourseColumns.All[table], citizens, withTexts: false, ordered: true), cancellationToken);
            _tables[table] = (start + CopyRow.HeaderLength, _length);
        }
    }

    /// <summary>The course of a citizen, until the next one is asked for.</summary>
    /// <param name="citizen">One of those that were read, after the one before in the order of ids; rows of citizens between them are left out.</param>
    /// <param name="reference">Plan types are looked up here.</param>
    public CourseBuilder Next(Guid citizen, ReferenceSnapshot reference)
    {
        if (citizen <= _last)
        {
            throw new InvalidOperationException("Citizens are read in the order of their ids.");
        }
        _last = citizen;
        if (_course.Appointments.Count > LargestKept || _course.Interventions.Count > LargestKept)
        {
            _course = new();
        }
        _course.Clear();
        for (var table = 0; table < _tables.Length; table++)
        {
            ref var left = ref _tables[table];
            var row = new CopyRow(_buffer.AsSpan(left.Start..left.End), Texts);
            while (row.ReadOf(citizen))
            {
                CourseRows.Take(CourseColumns.All[table], ref row, _course, reference);
            }
            left.Start = left.End - row.Left;
        }
        return _course;
    }

    /// <summary>The bytes of one COPY, in memory until the next one.</summary>
    public async Task<ReadOnlyMemory<byte>> CopyRowsAsync(string select, CancellationToken cancellationToken)
    {
        _length = 0;
        await CopyAsync(select, cancellationToken);
        // The buffer is asked for afterwards: reading may have put a larger one in its place.
        return _buffer.AsMemory(0, _length);
    }

    /// <summary>Everyone from the first to the last. Ids are GUIDs, so writing them into the text is safe; COPY takes no parameters.</summary>
    public static string RangeOf(IReadOnlyList<Guid> citizens) => $"{{0}} between '{citizens[0]:D}' and '{citizens[^1]:D}'";

    /// <summary>These and nobody between them.</summary>
    public static string AnyOf(IReadOnlyList<Guid> citizens) => $"{{0}} = any('{{{string.Join(',', citizens)}}}'::uuid[])";

    private async Task CopyAsync(string select, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy ({select}) to stdout (format binary)", cancellationToken);
        int read;
        while ((read = await copy.ReadAsync(_buffer.AsMemory(_length), cancellationToken)) > 0)
        {
            _length += read;
            if (_length == _buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
                _buffer.AsSpan().CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
