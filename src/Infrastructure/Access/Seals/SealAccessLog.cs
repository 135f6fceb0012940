using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>
/// Seals what has been written to the access log. Only rows of transactions before every one that still runs are taken: those and no
/// others can come no more. A seal is one transaction; any number of processes may do this at once, and one after the other does.
/// </summary>
public sealed class SealAccessLog(SystemDataSource system, SealKeyRing keyRing, Anchor anchor, ILogger<SealAccessLog> log)
{
    public const string Name = "seal-access-log";

    internal const int MostRows = 8192;

    private const string WhereWeAre =
        """
        select (pg_control_system()).system_identifier, pg_snapshot_xmin(pg_current_snapshot())::text,
               pg_snapshot_xmax(pg_current_snapshot())::text, clock_timestamp()
        """;

    // The clusters that rows were written in, each found by one look into the index.
    private const string Clusters =
        """
        with recursive found (cluster) as (
            select min(cluster_epoch) from access_log
            union all
            select (select min(cluster_epoch) from access_log where cluster_epoch > found.cluster) from found where found.cluster is not null)
        select cluster from found where cluster is not null
        """;

    internal sealed record Moment(long Cluster, ulong Horizon, ulong NextXid, DateTime At);

    private sealed record Batch(Place After, Place Through, byte[] Leaves);

    /// <summary>Until everything that can be is sealed. Answers how many rows were.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        using var keys = keyRing.Open();
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        using var signal = WorkSignal.Begin(Name);
        await SealLag.MeasureAsync(connection, cancellationToken);
        var total = 0L;
        for (long? rows; (rows = await SealOnceAsync(connection, keys, cancellationToken)) is not null;)
        {
            total += rows.Value;
        }
        signal.Count(total, "sealed");
        try
        {
            // What has been sealed is anchored also when the process is about to stop.
            await anchor.CatchUpAsync(connection, CancellationToken.None);
            signal.Done();
        }
        catch (AnchorException wrong)
        {
            // Sealing goes on; the signal says broken, and verification names what is wrong.
            log.LogError("{Problem} See docs/access-log.md", wrong.Message);
        }
        return total;
    }

    /// <summary>One seal, committed. Answers its rows, or null when there is nothing to seal.</summary>
    internal static async Task<long?> SealOnceAsync(NpgsqlConnection connection, SealKeys keys, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var sealedRows = await SealWithinAsync(connection, keys, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return sealedRows;
    }

    internal static async Task<long?> SealWithinAsync(NpgsqlConnection connection, SealKeys keys, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtextextended('access-log:seal', 0))", cancellationToken);
        await ExecuteAsync(connection, "set local enable_sort = off", cancellationToken);
        // Each of these statements sees what was committed before it: first the horizon, then the rows below it.
        var moment = await NowAsync(connection, cancellationToken);
        var last = await SealTable.LastAsync(connection, cancellationToken);
        if (last?.ClusterEpoch != moment.Cluster)
        {
            return await OpenClusterAsync(connection, keys, moment, last, cancellationToken);
        }
        var after = await SealTable.SealedThroughAsync(connection, moment.Cluster, cancellationToken);
        var batch = await ReadAsync(connection, moment.Cluster, after, Place.EndOf(moment.Horizon - 1), cancellationToken);
        return batch is null ? null : await AddAsync(connection, keys, moment, last, moment.Cluster, batch, cancellationToken);
    }

    /// <summary>
    /// The log has been put into another cluster from a dump, or has no seals yet. Rows that bear other clusters' xids were committed
    /// there; they are sealed first and never again.
    /// </summary>
    private static async Task<long?> OpenClusterAsync(
        NpgsqlConnection connection, SealKeys keys, Moment moment, Seal? last, CancellationToken cancellationToken)
    {
        foreach (var cluster in await ClustersAsync(connection, cancellationToken))
        {
            if (cluster == moment.Cluster)
            {
                continue;
            }
            var after = await SealTable.SealedThroughAsync(connection, cluster, cancellationToken);
            if (await ReadAsync(connection, cluster, after, null, cancellationToken) is { } batch)
            {
                return await AddAsync(connection, keys, moment, last, cluster, batch, cancellationToken);
            }
        }
        await AddMarkAsync(connection, keys, moment, last, SealKind.Opened, (moment.At, moment.At, 0), cancellationToken);
        return 0;
    }

    internal static async Task<List<long>> ClustersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand(Clusters, connection);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var clusters = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            clusters.Add(reader.GetInt64(0));
        }
        return clusters;
    }

    internal static async Task<Moment> NowAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand(WhereWeAre, connection);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Moment(
            reader.GetInt64(0),
            ulong.Parse(reader.GetString(1), CultureInfo.InvariantCulture),
            ulong.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
            reader.GetDateTime(3));
    }

    private static async Task<Batch?> ReadAsync(
        NpgsqlConnection connection, long cluster, Place after, Place? end, CancellationToken cancellationToken)
    {
        var leaves = new ArrayBufferWriter<byte>();
        var last = after;
        await using (var rows = await AccessLogRows.BetweenAsync(connection, cluster, after, end, MostRows, cancellationToken))
        {
            while (rows.Read(cancellationToken))
            {
                AddLeaf(rows, leaves);
                last = rows.Place;
            }
        }
        var count = leaves.WrittenCount / Leaves.Length;
        // What is left unsealed of a full batch is the next one's; else the seal reaches to the horizon, where a row could be added unseen.
        return count == 0 ? null : new Batch(after, count == MostRows || end is null ? last : end.Value, leaves.WrittenSpan.ToArray());
    }

    private static void AddLeaf(AccessLogRows rows, ArrayBufferWriter<byte> leaves)
    {
        Span<byte> hash = stackalloc byte[MerkleTree.HashLength];
        MerkleTree.HashLeaf(rows.ContentAfterRoom, hash);
        Leaves.Write(leaves.GetSpan(Leaves.Length), rows.Id, rows.At, hash);
        leaves.Advance(Leaves.Length);
    }

    private static async Task<long?> AddAsync(
        NpgsqlConnection connection, SealKeys keys, Moment moment, Seal? last, long cluster, Batch batch, CancellationToken cancellationToken)
    {
        var (first, latest) = (long.MaxValue, long.MinValue);
        for (var number = 0; number < batch.Leaves.Length / Leaves.Length; number++)
        {
            var at = Leaves.AtOf(Leaves.Of(batch.Leaves, number));
            (first, latest) = (Math.Min(first, at), Math.Max(latest, at));
        }
        var seal = Unsigned(keys, moment, last, SealKind.Entries) with
        {
            ClusterEpoch = cluster,
            // Of another cluster's counter nobody knows here where it stood.
            NextXid = cluster == moment.Cluster ? moment.NextXid : ulong.MaxValue,
            After = batch.After,
            Through = batch.Through,
            Entries = batch.Leaves.Length / Leaves.Length,
            FirstAt = SealTime.Of(first),
            LastAt = SealTime.Of(latest),
            Root = MerkleTree.Root(Leaves.HashesOf(batch.Leaves)),
            LeavesHash = Leaves.ListHash(batch.Leaves),
        };
        await SealTable.AddAsync(connection, Signed(keys, seal), batch.Leaves, cancellationToken);
        return seal.Entries;
    }

    /// <summary>A seal over no rows that says what happened to the log.</summary>
    internal static Task AddMarkAsync(
        NpgsqlConnection connection, SealKeys keys, Moment moment, Seal? last, string kind,
        (DateTime From, DateTime To, long Entries) about, CancellationToken cancellationToken) => SealTable.AddAsync(
        connection,
        Signed(keys, Unsigned(keys, moment, last, kind) with { FirstAt = about.From, LastAt = about.To, Entries = about.Entries }),
        [],
        cancellationToken);

    private static Seal Unsigned(SealKeys keys, Moment moment, Seal? last, string kind) => new()
    {
        Number = (last?.Number ?? 0) + 1,
        Kind = kind,
        ClusterEpoch = moment.Cluster,
        After = Place.Beginning,
        Through = Place.Beginning,
        NextXid = moment.NextXid,
        Entries = 0,
        FirstAt = moment.At,
        LastAt = moment.At,
        Root = MerkleTree.Root([]),
        LeavesHash = SHA256.HashData([]),
        Previous = last?.Hash() ?? Seal.NothingBefore,
        SealedAt = moment.At,
        KeyId = keys.Current ?? throw new InvalidOperationException("These keys only verify."),
    };

    private static Seal Signed(SealKeys keys, Seal seal) => seal with { Signature = keys.Sign(seal.Hash()) };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
