using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.SignIn;

internal sealed class StaffSessions(NpgsqlDataSource source) : IStaffSessions
{
    public async Task<Guid> StartAsync(string subject, CancellationToken cancellationToken)
    {
        // A name that says nothing of when or in what order.
        var session = Guid.NewGuid();
        await ExecuteAsync("insert into sessions (id, subject) values ($1, $2)", cancellationToken, session, subject);
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
