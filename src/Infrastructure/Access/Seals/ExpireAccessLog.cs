using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>How long the access log is kept: whole months, after the one they were written in.</summary>
public sealed record AccessLogRetention(int Months);

/// <summary>
/// Drops the months that are old enough. A month goes only when every row of it is sealed and verification finds nothing wrong with it,
/// and a seal of its own says that it went: so what has expired is never taken for what was deleted.
/// </summary>
public sealed class ExpireAccessLog(
    SystemDataSource system, SealKeyRing keyRing, AccessLogRetention retention, IJobRuns runs, TimeProvider clock, ILogger<ExpireAccessLog> log)
{
    public const string Name = "expire-access-log";

    public Task RunAsync(CancellationToken cancellationToken) => runs.RunOnceAsync(
        Name, clock.Today(), async stopping => $"{await ExpireAsync(stopping)} rows", cancellationToken);

    /// <summary>Answers how many rows went.</summary>
    internal async Task<long> ExpireAsync(CancellationToken cancellationToken)
    {
        using var keys = keyRing.Open();
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        var dropped = 0L;
        foreach (var partition in (await Partitions.ReadAsync(connection, cancellationToken)).All)
        {
            dropped += await ExpireAsync(connection, keys, partition, cancellationToken);
        }
        return dropped;
    }

    private async Task<long> ExpireAsync(NpgsqlConnection connection, SealKeys keys, Partition partition, CancellationToken cancellationToken)
    {
        if (partition is not { From: { } from, To: { } to })
        {
            return 0;
        }
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var take = new NpgsqlBatch(connection))
        {
            take.Add("set local lock_timeout = '3s'");
            take.Add("select pg_advisory_xact_lock(hashtextextended('access-log:seal', 0))");
            await take.ExecuteNonQueryAsync(cancellationToken);
        }
        var moment = await SealAccessLog.NowAsync(connection, cancellationToken);
        var last = await SealTable.LastAsync(connection, cancellationToken);
        // By the database's clock, which wrote the times.
        if (to > moment.At.AddMonths(-retention.Months) || last?.ClusterEpoch != moment.Cluster)
        {
            return 0;
        }
        var report = await VerifyAccessLog.WithinAsync(
            connection, keys, null, cancellationToken, DateOnly.FromDateTime(from), DateOnly.FromDateTime(to).AddDays(-1));
        var (rows, unsealedRows) = await CountAsync(connection, partition, cancellationToken);
        if (!report.IsWhole || unsealedRows > 0)
        {
            log.LogError(
                "A month of the access log is old enough to go and stays: {Findings} findings, {Unsealed} rows not sealed", report.Findings.Count, unsealedRows);
            throw new InvalidOperationException("A month of the access log that is old enough to go is not whole.");
        }
        await SealAccessLog.AddMarkAsync(connection, keys, moment, last, SealKind.Expired, (from, to, rows), cancellationToken);
        await using (var drop = new NpgsqlBatch(connection))
        {
            drop.Add("select drop_access_log_partition($1)", partition.Name);
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    private static async Task<(long Rows, long Unsealed)> CountAsync(
        NpgsqlConnection connection, Partition partition, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlBatch(connection);
        ask.Add(
            """
            select count(*), count(*) filter (where s.through_xid is null or (a.xid, a.id) > (s.through_xid, s.through_id))
            from access_log a
            left join (select distinct on (cluster_epoch) cluster_epoch, through_xid, through_id from access_log_seals
                       where kind = 'entries' order by cluster_epoch, number desc) s on s.cluster_epoch = a.cluster_epoch
            where a.at >= $1 and a.at < $2
            """,
            partition.From,
            partition.To);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
