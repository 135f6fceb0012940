using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>Removes what is left of tokens and codes that nobody can use any more.</summary>
public sealed class ForgetTokens(SystemDataSource system, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "forget-tokens";

    public Task RunAsync(CancellationToken cancellationToken) => runs.RunOnceAsync(Name, clock.Today(), ForgetAsync, cancellationToken);

    // Kept for a day after their end, so that a code that is tried again is still known as used.
    private async Task<string> ForgetAsync(CancellationToken cancellationToken)
    {
        await using var batch = system.Source.CreateBatch();
        batch.Add("delete from openiddict_tokens where expiration_date < now() - interval '1 day'");
        batch.Add(
            """
            delete from openiddict_authorizations a
            where a.creation_date < now() - interval '1 day'
              and not exists (select from openiddict_tokens t where t.authorization_id = a.id)
            """);
        return $"{await batch.ExecuteNonQueryAsync(cancellationToken)} tokens";
    }
}
