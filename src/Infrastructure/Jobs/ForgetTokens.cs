using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>Removes what is left of tokens, codes and sessions that nobody can use any more, and of private persons whom the access log tells of no more.</summary>
public sealed class ForgetTokens(SystemDataSource system, IJobRuns runs, AccessLogRetention retention, TimeProvider clock)
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
        // The log names them by an id, which means nothing once the log is gone.
        batch.Add("delete from private_persons where last_signed_in_at < now() - make_interval(months => $1)", retention.Months);
        return $"{await batch.ExecuteNonQueryAsync(cancellationToken)} tokens";
    }
}
