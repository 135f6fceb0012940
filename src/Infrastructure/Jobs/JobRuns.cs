using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>
/// The advisory lock is held by a connection for as long as the job runs, so a worker that dies gives it back; the row says what
/// was finished.
/// </summary>
internal sealed class JobRuns(SystemDataSource system, TimeProvider clock, ILogger<JobRuns> log) : IJobRuns
{
    private const string Start =
        """
        insert into job_runs (job, business_date, started_at, outcome) values ($1, $2, $3, 'running')
        on conflict (job, business_date) do update
            set started_at = excluded.started_at, finished_at = null, outcome = 'running', detail = null, attempts = job_runs.attempts + 1
            where job_runs.outcome <> 'succeeded'
        """;

    private const string Finish =
        "update job_runs set finished_at = $3, outcome = $4, detail = $5 where job = $1 and business_date = $2";

    public async Task<bool> RunOnceAsync(
        string job, DateOnly businessDate, Func<CancellationToken, Task<string>> work, CancellationToken cancellationToken)
    {
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        if (!await LockAsync(connection, job, cancellationToken))
        {
            return false;
        }
        try
        {
            if (await ExecuteAsync(connection, Start, cancellationToken, job, businessDate, clock.GetUtcNow()) == 0)
            {
                return false;
            }
            await RunAsync(connection, job, businessDate, work, cancellationToken);
            return true;
        }
        finally
        {
            // A connection that broke has given the lock back already.
            if (connection.State == ConnectionState.Open)
            {
                await ExecuteAsync(connection, "select pg_advisory_unlock(hashtextextended($1, 0))", CancellationToken.None, LockName(job));
            }
        }
    }

    private async Task RunAsync(
        NpgsqlConnection connection, string job, DateOnly businessDate, Func<CancellationToken, Task<string>> work, CancellationToken cancellationToken)
    {
        using var signal = WorkSignal.Begin(LockName(job));
        try
        {
            var detail = await work(cancellationToken);
            await ExecuteAsync(connection, Finish, CancellationToken.None, job, businessDate, clock.GetUtcNow(), "succeeded", detail);
            signal.Done();
        }
        catch (Exception failure)
        {
            var reason = DatabaseErrors.NameOf(failure);
            log.LogError("Job {Job} for {BusinessDate} failed ({Reason})", job, businessDate, reason);
            await ExecuteAsync(connection, Finish, CancellationToken.None, job, businessDate, clock.GetUtcNow(), "failed", reason);
            throw;
        }
    }

    private static async Task<bool> LockAsync(NpgsqlConnection connection, string job, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("select pg_try_advisory_lock(hashtextextended($1, 0))", LockName(job));
        return (bool)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string LockName(string job) => "job:" + job;

    private static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(sql, values);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
