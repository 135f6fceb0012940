using Npgsql;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>Keeps sweeps as rows: who asked, how far it is, what it changed. A row survives the process that ran it.</summary>
internal sealed class Sweeps(NpgsqlDataSource source, IReferenceData reference, TimeProvider clock) : ISweeps
{
    private const string Columns = "id, as_of, state, citizens, done, opened, changed, closed, postponed, started_at, finished_at, done_to";

    public async Task<SweepId> RequestAsync(DateOnly? asOf, UserId? by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = SweepId.New();
        await using var command = source.CreateCommand("insert into sweeps (id, as_of, requested_at, requested_by, state) values ($1, $2, $3, $4, 'waiting')");
        command.Parameters.AddWithValue(id.Value);
        command.Parameters.AddWithValue(asOf ?? LocalTime.DateOf(now));
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(by is { } user ? user.Value : DBNull.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return id;
    }

    public async Task<IReadOnlyList<SweepId>> ListUnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select id from sweeps where state in ('waiting', 'running') order by requested_at");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var unfinished = new List<SweepId>();
        while (await reader.ReadAsync(cancellationToken))
        {
            unfinished.Add(new SweepId(reader.GetGuid(0)));
        }
        return unfinished;
    }

    public async Task<Sweep?> FindAsync(SweepId id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken))?.Sweep;

    public async Task RunAsync(SweepId id, IProgress<Sweep>? progress, CancellationToken cancellationToken)
    {
        await using var runner = await source.OpenConnectionAsync(cancellationToken);
        if (!await TryHoldAsync(runner, id, cancellationToken) || await ReadAsync(id, cancellationToken) is not { } row || row.Sweep.State == SweepState.Done)
        {
            return;
        }
        var started = clock.GetUtcNow();
        await ExecuteAsync(runner, "update sweeps set state = 'running', started_at = coalesce(started_at, $2), finished_at = null, error = null, citizens = (select count(*) from citizens) where id = $1", cancellationToken, id.Value, started);
        var before = row.Sweep;
        using var sweep = new ConflictSweep(source, Judging.On(await reference.CurrentAsync(cancellationToken), before.AsOf), clock);
        try
        {
            await sweep.RunAsync(row.DoneTo, ReportAsync, cancellationToken);
            await EndAsync(runner, id, SweepState.Done, error: null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync(runner, id, SweepState.Stopped, error: null);
            throw;
        }
        catch (Exception failure)
        {
            await EndAsync(runner, id, SweepState.Failed, failure.GetType().Name);
            throw;
        }

        async Task ReportAsync(SweepProgress sofar, CancellationToken token)
        {
            await ExecuteAsync(runner,
                "update sweeps set citizens = greatest(citizens, $2), done = $2, opened = $3, changed = $4, closed = $5, postponed = $6, done_to = $7 where id = $1", token,
                id.Value, before.Done + sofar.Citizens, before.Opened + sofar.Counts.Opened, before.Changed + sofar.Counts.Changed,
                before.Closed + sofar.Counts.Closed, before.Postponed + sofar.Postponed, (object?)sofar.DoneTo ?? DBNull.Value);
            if (progress is not null && await FindAsync(id, token) is { } now)
            {
                progress.Report(now);
            }
        }
    }

    private Task EndAsync(NpgsqlConnection connection, SweepId id, SweepState state, string? error) =>
        ExecuteAsync(connection, "update sweeps set state = $2, finished_at = $3, error = $4 where id = $1", CancellationToken.None,
            id.Value, Word<SweepState>.Of(state), clock.GetUtcNow(), (object?)error ?? DBNull.Value);

    /// <summary>One process at a time runs a sweep; the lock goes with the connection, also when the process is killed.</summary>
    private static async Task<bool> TryHoldAsync(NpgsqlConnection connection, SweepId id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended('sweep:' || $1, 0))", connection);
        command.Parameters.AddWithValue(id.Value.ToString());
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<(Sweep Sweep, Guid? DoneTo)?> ReadAsync(SweepId id, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"select {Columns} from sweeps where id = $1");
        command.Parameters.AddWithValue(id.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        var started = reader.IsDBNull(9) ? (DateTime?)null : reader.GetDateTime(9);
        var ended = reader.IsDBNull(10) ? clock.GetUtcNow().UtcDateTime : reader.GetDateTime(10);
        var sweep = new Sweep(new SweepId(reader.GetGuid(0)), reader.GetFieldValue<DateOnly>(1), Word<SweepState>.Parse(reader.GetString(2)),
            reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8),
            started is { } from ? Math.Max(0, (ended - from).TotalSeconds) : 0);
        return (sweep, reader.IsDBNull(11) ? null : reader.GetGuid(11));
    }
}
