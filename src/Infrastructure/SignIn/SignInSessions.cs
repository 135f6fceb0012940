using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.SignIn;

internal sealed class SignInSessions(NpgsqlDataSource source) : ISessions
{
    public async Task<Guid> StartAsync(string subject, DateTimeOffset? provedAt, CancellationToken cancellationToken)
    {
        // A name that says nothing of when or in what order.
        var session = Guid.NewGuid();
        await ExecuteAsync(
            // Of nothing and now, the least would be now.
            "insert into sessions (id, subject, proved_at) values ($1, $2, case when $3 is not null then least($3, now()) end)", cancellationToken, session, subject,
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = (object?)provedAt?.UtcDateTime ?? DBNull.Value });
        return session;
    }

    public Task EndAsync(Guid session, CancellationToken cancellationToken) =>
        ExecuteAsync("update sessions set ended_at = now() where id = $1 and ended_at is null", cancellationToken, session);

    public Task EndAllAsync(string subject, CancellationToken cancellationToken) =>
        ExecuteAsync("update sessions set ended_at = now() where subject = $1 and ended_at is null", cancellationToken, subject);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var batch = source.CreateBatch();
        batch.Add(sql, values);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
