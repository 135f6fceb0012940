using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Conflicts;

internal sealed class SweepRequests(SammenhaengDb db, SystemDataSource system, TimeProvider clock) : ISweepRequests
{
    public async Task<SweepId> AddAsync(DateOnly asOf, UserId? by, CancellationToken cancellationToken)
    {
        var id = SweepId.New();
        await using var batch = db.Batch();
        batch.Add(
            "insert into sweeps (id, as_of, requested_at, requested_by, state) values ($1, $2, $3, $4, 'waiting')",
            id.Value, asOf, clock.GetUtcNow(), by?.Value);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return id;
    }

    public async Task<IReadOnlyList<SweepId>> ListWaitingAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var batch = system.Source.CreateBatch();
        batch.Add(
            $"""
            select s.id from sweeps s
            where s.requested_at <= $1 and (s.state = 'waiting' or s.state = 'running' and s.as_of >= $2 and not {SweepLock.IsHeld})
            order by s.requested_at
            """,
            until, LocalTime.DateOf(clock.GetUtcNow()));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var waiting = new List<SweepId>();
        while (await reader.ReadAsync(cancellationToken))
        {
            waiting.Add(new SweepId(reader.GetGuid(0)));
        }
        return waiting;
    }
}
