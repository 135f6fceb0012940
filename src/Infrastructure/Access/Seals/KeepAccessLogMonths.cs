using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>Makes the months of the access log ahead: this one and the next two, by the database's clock.</summary>
public sealed class KeepAccessLogMonths(SystemDataSource system, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "keep-access-log-months";

    public Task RunAsync(CancellationToken cancellationToken) => runs.RunOnceAsync(
        Name, clock.Today(), async stopping => $"{await OpenAsync(system.Source, stopping)} months", cancellationToken);

    internal static async Task<int> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        // Nobody who is writing waits longer for a month that is needed in weeks.
        batch.Add("set local lock_timeout = '3s'");
        batch.Add("select open_access_log_months(now()::date, (now() + interval '2 months')::date)");
        var made = (int)(await batch.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        return made;
    }
}
