using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>Removes what is left of tokens, codes and sessions that nobody can use any more.</summary>
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
        // A session lasts hours, and what was done in it stands in the access log.
        batch.Add("delete from sessions where started_at < now() - interval '30 days'");
        return $"{await batch.ExecuteNonQueryAsync(cancellationToken)} tokens";
    }
}
