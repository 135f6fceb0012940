using System.Data;
using Npgsql;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>
/// Reads the whole log again and says what was changed, deleted, inserted or moved since it was sealed. What was written by the rules and
/// then sealed cannot be told from a true entry; and the rows of the last seconds are not sealed yet.
/// </summary>
public sealed class VerifyAccessLog(SystemDataSource system, SealKeyRing keyRing)
{
    /// <param name="from">Rows of this day and later; seals that reach over it are compared as a whole.</param>
    /// <param name="to">Rows of this day and earlier.</param>
    /// <param name="anchor">What the seals are compared with, or null.</param>
    public async Task<VerifyReport> RunAsync(
        DateOnly? from, DateOnly? to, Anchor? anchor, IProgress<VerifyProgress>? progress, CancellationToken cancellationToken)
    {
        using var keys = keyRing.Open();
        // The anchor is opened first: what is anchored from then on is not in the picture of the database that is taken next.
        using var anchored = anchor?.Read().GetEnumerator();
        var run = new Run(keys, anchored, from, to, progress);
        run.StartWithAnchor();
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        await using var picture = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await run.VerifyAsync(connection, cancellationToken);
    }

    /// <summary>Within the transaction that the connection is in.</summary>
    internal static async Task<VerifyReport> WithinAsync(
        NpgsqlConnection connection, SealKeys keys, Anchor? anchor, CancellationToken cancellationToken, DateOnly? from = null, DateOnly? to = null)
    {
        using var anchored = anchor?.Read().GetEnumerator();
        var run = new Run(keys, anchored, from, to, null);
        run.StartWithAnchor();
        return await run.VerifyAsync(connection, cancellationToken);
    }

    private sealed class Run(
        SealKeys keys, IEnumerator<Anchor.Line>? anchored, DateOnly? from, DateOnly? to, IProgress<VerifyProgress>? progress)
    {
        private readonly List<Finding> _findings = [];
        private readonly DateTime _from = from?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? DateTime.MinValue;
        private readonly DateTime _to = to?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? DateTime.MaxValue;
        private SealChain _chain = null!;
        private RowCheck _rows = null!;
        private long _of;

        private bool IsAll => from is null && to is null;

        public void StartWithAnchor()
        {
            _chain = new SealChain(keys, anchored, _findings);
            _chain.Start();
        }

        public async Task<VerifyReport> VerifyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            await using (var prepare = new NpgsqlCommand("set local enable_sort = off; set local timezone = 'UTC'", connection))
            {
                await prepare.ExecuteNonQueryAsync(cancellationToken);
            }
            await using (var count = new NpgsqlCommand("select coalesce(sum(entries), 0)::int8 from access_log_seals where kind = 'entries'", connection))
            {
                _of = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
            }
            var expiries = (await SealTable.ExpiredAsync(connection, cancellationToken))
                .Where(seal => keys.Verifies(seal.KeyId, seal.Hash(), seal.Signature) == true).ToList();
            _rows = new RowCheck(await Partitions.ReadAsync(connection, cancellationToken), expiries, _findings);
            await CompareSealsAsync(connection, cancellationToken);
            _chain.End();
            var unsealed = to is null ? await CompareUnsealedAsync(connection, cancellationToken) : (0, null);
            _rows.End(IsAll);
            return new VerifyReport(
                _rows.Rows, _chain.Count, _rows.Expired, unsealed.Count, unsealed.Oldest, anchored is not null, _chain.AnchoredThrough, _findings);
        }

        private async Task CompareSealsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            for (var number = long.MinValue; ;)
            {
                var seals = await SealTable.AfterAsync(connection, number, _from, _to, cancellationToken);
                if (seals.Count == 0)
                {
                    return;
                }
                foreach (var (seal, leaves) in seals)
                {
                    _chain.Add(seal, leaves, leaves is not null || seal.Kind != SealKind.Entries);
                }
                for (var begin = 0; begin < seals.Count;)
                {
                    var end = EndOfStretch(seals, begin);
                    await CompareStretchAsync(connection, seals[begin..end], cancellationToken);
                    begin = end;
                }
                number = seals[^1].Seal.Number;
            }
        }

        /// <summary>Seals whose rows lie one after the other, to be read in one go.</summary>
        private static int EndOfStretch(List<(Seal Seal, byte[]? Leaves)> seals, int begin)
        {
            var end = begin + 1;
            while (end < seals.Count
                && IsOfRows(seals[begin]) && IsOfRows(seals[end])
                && seals[end].Seal.ClusterEpoch == seals[begin].Seal.ClusterEpoch
                && seals[end].Seal.After == seals[end - 1].Seal.Through)
            {
                end++;
            }
            return end;
        }

        private static bool IsOfRows((Seal Seal, byte[]? Leaves) one) => one is { Seal.Kind: SealKind.Entries, Leaves: not null };

        private async Task CompareStretchAsync(
            NpgsqlConnection connection, List<(Seal Seal, byte[]? Leaves)> seals, CancellationToken cancellationToken)
        {
            if (!IsOfRows(seals[0]))
            {
                _rows.Passed(seals[0].Seal);
                return;
            }
            await using var rows = await AccessLogRows.BetweenAsync(
                connection, seals[0].Seal.ClusterEpoch, seals[0].Seal.After, seals[^1].Seal.Through, null, cancellationToken);
            var hasRow = rows.Read(cancellationToken);
            foreach (var (seal, leaves) in seals)
            {
                hasRow = _rows.Compare(seal, leaves!, rows, hasRow, cancellationToken);
                _rows.Passed(seal);
                progress?.Report(new VerifyProgress(_rows.Rows, _of, _findings.Count));
            }
        }

        private async Task<(long Count, DateTime? Oldest)> CompareUnsealedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            var now = await SealAccessLog.NowAsync(connection, cancellationToken);
            var (count, oldest) = (0L, long.MaxValue);
            foreach (var cluster in await SealAccessLog.ClustersAsync(connection, cancellationToken))
            {
                var mayBe = cluster == now.Cluster || _chain.Last is null || cluster == _chain.Last.ClusterEpoch;
                var after = _chain.Through.GetValueOrDefault(cluster, Place.Beginning);
                await using var rows = await AccessLogRows.BetweenAsync(connection, cluster, after, null, null, cancellationToken);
                while (rows.Read(cancellationToken))
                {
                    _rows.Unsealed(cluster, rows, mayBe, SealTime.Microseconds(now.At));
                    count++;
                    oldest = Math.Min(oldest, rows.At);
                }
            }
            return (count, count == 0 ? null : SealTime.Of(oldest));
        }
    }
}
