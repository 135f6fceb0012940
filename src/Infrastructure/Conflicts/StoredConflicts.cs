using System.Runtime.InteropServices;
using Npgsql;
using Sammenhaeng.Infrastructure.Courses;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>The stored conflicts of the citizens being judged, grouped by citizen.</summary>
internal sealed class StoredConflicts
{
    private readonly List<StoredConflict> _rows = [];
    private readonly Dictionary<Guid, (int Start, int Count)> _ranges = [];

    public ReadOnlySpan<StoredConflict> Of(Guid citizen) => _ranges.TryGetValue(citizen, out var range)
        ? CollectionsMarshal.AsSpan(_rows).Slice(range.Start, range.Count)
        : [];

    /// <summary>Adds the reading of citizens' conflicts to a batch.</summary>
    public static void AddTo(NpgsqlBatch batch, Guid[] citizens) =>
        batch.Add($"select {StoredConflict.Columns} from conflicts t where t.citizen_id = any($1) order by t.citizen_id", citizens);

    /// <summary>Takes what <see cref="AddTo"/> asked for, and leaves the reader at the next result.</summary>
    public async Task TakeAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        Clear();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new ReaderRow(reader);
            Add(StoredConflict.Take(row.Guid(), ref row));
        }
        await reader.NextResultAsync(cancellationToken);
    }

    public async Task ReadAsync(CourseStream stream, string citizens, CancellationToken cancellationToken)
    {
        Clear();
        var range = citizens.Replace("{0}", "t.citizen_id", StringComparison.Ordinal);
        var copied = await stream.CopyRowsAsync($"select {StoredConflict.Columns} from conflicts t where {range} order by t.citizen_id", cancellationToken);
        var row = new CopyRow(copied.Span[CopyRow.HeaderLength..], stream.Texts);
        while (row.Read())
        {
            Add(StoredConflict.Take(row.Guid(), ref row));
        }
    }

    private void Clear()
    {
        _rows.Clear();
        _ranges.Clear();
    }

    private void Add(StoredConflict conflict)
    {
        ref var range = ref CollectionsMarshal.GetValueRefOrAddDefault(_ranges, conflict.CitizenId, out var known);
        range = known ? (range.Start, range.Count + 1) : (_rows.Count, 1);
        _rows.Add(conflict);
    }
}
