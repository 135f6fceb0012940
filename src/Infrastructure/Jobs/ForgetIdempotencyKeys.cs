using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>A key protects against sending twice, which happens within minutes; after 48 hours it may be used again.</summary>
public sealed class ForgetIdempotencyKeys(SystemDataSource system, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "forget-idempotency-keys";

    public Task RunAsync(CancellationToken cancellationToken) =>
        runs.RunOnceAsync(Name, clock.Today(), ForgetAsync, cancellationToken);

    private async Task<string> ForgetAsync(CancellationToken cancellationToken)
    {
        await using var batch = system.Source.CreateBatch();
        batch.Add("delete from idempotency_keys where at < now() - interval '48 hours'");
        return $"{await batch.ExecuteNonQueryAsync(cancellationToken)} keys";
    }
}
