using Npgsql;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <param name="From">Null for the partition of everything else.</param>
internal sealed record Partition(uint Oid, string Name, DateTime? From, DateTime? To);

/// <summary>Which time lies in which partition, as PostgreSQL's own catalog tells.</summary>
internal sealed class Partitions(IReadOnlyList<Partition> all)
{
    private const string Sql =
        """
        select oid, relname, bounds[1]::timestamptz, bounds[2]::timestamptz
        from (select c.oid, c.relname, regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \(''([^'']+)''\) TO \(''([^'']+)''\)') as bounds
              from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'access_log'::regclass) p
        order by 3
        """;

    private readonly Dictionary<uint, (long From, long To)> _times = all.Where(one => one.From is not null)
        .ToDictionary(one => one.Oid, one => (SealTime.Microseconds(one.From!.Value), SealTime.Microseconds(one.To!.Value)));

    private (uint Partition, long From, long To) _latest;

    public IReadOnlyList<Partition> All => all;

    public static async Task<Partitions> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand(Sql, connection);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var all = new List<Partition>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add(new Partition(
                reader.GetFieldValue<uint>(0),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetDateTime(2),
                reader.IsDBNull(3) ? null : reader.GetDateTime(3)));
        }
        return new Partitions(all);
    }

    /// <summary>What lies in the partition of everything else belongs to none of the others.</summary>
    public bool Holds(uint partition, long at)
    {
        if (_latest.Partition == partition)
        {
            return at >= _latest.From && at < _latest.To;
        }
        if (!_times.TryGetValue(partition, out var time))
        {
            return _times.Values.All(other => at < other.From || at >= other.To);
        }
        _latest = (partition, time.From, time.To);
        return at >= time.From && at < time.To;
    }
}
