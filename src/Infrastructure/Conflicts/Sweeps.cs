using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>Keeps sweeps as rows: who asked, how far it is, what it changed. A row survives the process that ran it.</summary>
internal sealed class Sweeps(SystemDataSource system, IReferenceData reference, TimeProvider clock, ILogger<Sweeps> log) : ISweeps
{
    private const string Columns = "id, as_of, state, citizens, done, opened, changed, closed, postponed, started_at, finished_at, done_to";

    public async Task<SweepId> RequestAsync(DateOnly? asOf, UserId? by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = SweepId.New();
        await using var command = system.Source.CreateCommand("insert into sweeps (id, as_of, requested_at, requested_by, state) values ($1, $2, $3, $4, 'waiting')");
        command.Parameters.AddWithValue(id.Value);
        command.Parameters.AddWithValue(asOf ?? LocalTime.DateOf(now));
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(by is { } user ? user.Value : DBNull.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return id;
    }

    public async Task<IReadOnlyList<Sweep>> ListUnfinishedAsync(DateOnly today, CancellationToken cancellationToken)
    {
        // Held for the length of the statement, so that what another process is at is left to it.
        const string StopOvertaken = """
            with overtaken as materialized (select id from sweeps where state in ('waiting', 'running') and as_of < $1)
            update sweeps s set state = 'stopped', finished_at = $2 from overtaken o
            where s.id = o.id and pg_try_advisory_xact_lock(hashtextextended('sweep:' || o.id, 0))
            """;
        await using (var stop = system.Source.CreateCommand(StopOvertaken))
        {
            stop.Parameters.AddWithValue(today);
            stop.Parameters.AddWithValue(clock.GetUtcNow());
            await stop.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var command = system.Source.CreateCommand($"select {Columns} from sweeps where state in ('waiting', 'running') order by requested_at");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var unfinished = new List<Sweep>();
        while (await reader.ReadAsync(cancellationToken))
        {
            unfinished.Add(SweepOf(reader));
        }
        return unfinished;
    }

    public async Task<Sweep?> FindAsync(SweepId id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken))?.Sweep;

    public async Task<SweepRun> RunAsync(SweepId id, IProgress<Sweep>? progress, CancellationToken cancellationToken)
    {
        await using var runner = await system.Source.OpenConnectionAsync(cancellationToken);
        if (!await TryHoldAsync(runner, id, cancellationToken))
        {
            return SweepRun.HeldByAnother;
        }
        try
        {
            if (await ReadAsync(id, cancellationToken) is not { } row)
            {
                return SweepRun.Unknown;
            }
            if (row.Sweep.State != SweepState.Done)
            {
                await RunAsync(runner, row.Sweep, row.DoneTo, progress, cancellationToken);
            }
            return SweepRun.Done;
        }
        finally
        {
            // A connection that broke has given the lock back already.
            if (runner.State == ConnectionState.Open)
            {
                await ExecuteAsync(runner, "select pg_advisory_unlock(hashtextextended('sweep:' || $1, 0))", CancellationToken.None, id.Value.ToString());
            }
        }
    }

    private async Task RunAsync(NpgsqlConnection runner, Sweep before, Guid? doneTo, IProgress<Sweep>? progress, CancellationToken cancellationToken)
    {
        var id = before.Id;
        using var signal = WorkSignal.Begin("sweep");
        var started = clock.GetUtcNow();
        await ExecuteAsync(runner, "update sweeps set state = 'running', started_at = coalesce(started_at, $2), finished_at = null, error = null, citizens = (select count(*) from citizens) where id = $1", cancellationToken, id.Value, started);
        using var sweep = new ConflictSweep(system.Source, Judging.On(await reference.CurrentAsync(cancellationToken), before.AsOf), clock, log);
        try
        {
            var swept = await sweep.RunAsync(doneTo, ReportAsync, cancellationToken);
            await EndAsync(runner, id, SweepState.Done, error: null);
            signal.Count(swept.Citizens - swept.Postponed, "judged");
            signal.Count(swept.Postponed, "postponed");
            signal.Done();
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
                "update sweeps set citizens = greatest(citizens, $2), done = $2, opened = $3, changed = $4, closed = $5, postponed = $6, done_to = coalesce($7, done_to) where id = $1", token,
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
        await using var command = system.Source.CreateCommand($"select {Columns} from sweeps where id = $1");
        command.Parameters.AddWithValue(id.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        return (SweepOf(reader), reader.IsDBNull(11) ? null : reader.GetGuid(11));
    }

    private Sweep SweepOf(NpgsqlDataReader reader)
    {
        var started = reader.IsDBNull(9) ? (DateTime?)null : reader.GetDateTime(9);
        var ended = reader.IsDBNull(10) ? clock.GetUtcNow().UtcDateTime : reader.GetDateTime(10);
        return new Sweep(new SweepId(reader.GetGuid(0)), reader.GetFieldValue<DateOnly>(1), Word<SweepState>.Parse(reader.GetString(2)),
            reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8),
            started is { } from ? Math.Max(0, (ended - from).TotalSeconds) : 0);
    }
}
