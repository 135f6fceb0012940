using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Application.Operations;

/// <summary>What has really run: scheduled jobs and sweeps, the newest first.</summary>
[Needs(Permission.SeeOperations)]
public sealed record ListJobRuns : IQuery<ListJobRuns.View>
{
    private const int Most = 60;

    public sealed record Run(string Job, DateOnly BusinessDate, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string Outcome, string? Detail, int Attempts);

    public sealed record SweepRun(
        Guid Id, DateOnly AsOf, DateTimeOffset RequestedAt, string? By, string State, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
        int Citizens, int Done, int Opened, int Changed, int Closed, int Postponed);

    public sealed record View(IReadOnlyList<Run> Runs, IReadOnlyList<SweepRun> Sweeps);

    internal sealed class Handler(ISammenhaengDb db) : IQueryHandler<ListJobRuns, View>
    {
        public async Task<View> Handle(ListJobRuns query, CancellationToken cancellationToken)
        {
            var runs = await db.Sql<Run>(
                $"""
                select job, business_date, started_at, finished_at, outcome, detail, attempts
                from job_runs order by started_at desc, id desc limit {Most}
                """).ToListAsync(cancellationToken);
            var sweeps = await db.Sql<SweepRun>(
                $"""
                select s.id, s.as_of, s.requested_at, u.name as by, s.state, s.started_at, s.finished_at,
                  s.citizens, s.done, s.opened, s.changed, s.closed, s.postponed
                from sweeps s left join users u on u.id = s.requested_by order by s.requested_at desc limit {Most}
                """).ToListAsync(cancellationToken);
            return new View(runs, sweeps);
        }
    }
}
