using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Operations;

/// <summary>What works, what is late and what fails, so that words can be made of it.</summary>
[Needs(Permission.SeeOperations)]
public sealed record OpenOperations : IQuery<OpenOperations.View>
{
    /// <summary>How things stand with one part.</summary>
    public enum Health { Fine, Late, Failing, Resting }

    /// <param name="Code">Names the text; it takes the count and then the time.</param>
    public sealed record Line(string Part, Health Health, string Code, long Count = 0, DateTimeOffset? At = null);

    public sealed record View(IReadOnlyList<Line> Lines, DateTimeOffset Now)
    {
        public bool IsFine => Lines.All(line => line.Health is Health.Fine or Health.Resting);
    }

    internal sealed record Facts(
        long Events, DateTimeOffset? OldestEvent, long Parked,
        long Due, DateTimeOffset? OldestDue, long Struggling,
        DateTimeOffset? LastSweepAt, DateOnly? LastSweepFor, string? NewestSweepState,
        DateTimeOffset? LastImportAt, string? NewestImportState, DateTimeOffset? NewestImportProgress, long Rejected,
        long FailedJobs, DateTimeOffset? LastFailure);

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : IQueryHandler<OpenOperations, View>
    {
        private static readonly TimeSpan EventsMayTake = TimeSpan.FromMinutes(1);
        private static readonly TimeSpan ChecksMayTake = TimeSpan.FromMinutes(5);
        private static readonly TimeSpan ImportMayBeSilent = TimeSpan.FromMinutes(10);
        private static readonly TimeOnly SweepIsDoneBy = new(6, 0);
        private const int ManyTries = 3;

        public async Task<View> Handle(OpenOperations query, CancellationToken cancellationToken)
        {
            var week = clock.Today().AddDays(-7);
            var facts = await db.Sql<Facts>(
                $"""
                select
                  (select count(*) from domain_events where dispatched_at is null and parked_at is null) as events,
                  (select min(happened_at) from domain_events where dispatched_at is null and parked_at is null) as oldest_event,
                  (select count(*) from domain_events where parked_at is not null and dispatched_at is null) as parked,
                  (select count(*) from due_citizens) as due,
                  (select min(due_since) from due_citizens) as oldest_due,
                  (select count(*) from due_citizens where tries >= {ManyTries}) as struggling,
                  (select max(finished_at) from sweeps where state = 'done') as last_sweep_at,
                  (select max(as_of) from sweeps where state = 'done') as last_sweep_for,
                  (select state from sweeps order by requested_at desc limit 1) as newest_sweep_state,
                  (select max(finished_at) from imports where state = 'finished') as last_import_at,
                  (select state from imports order by started_at desc limit 1) as newest_import_state,
                  (select last_progress_at from imports order by started_at desc limit 1) as newest_import_progress,
                  (select count(*) from rejected_documents where state = 'waiting') as rejected,
                  (select count(*) from job_runs where outcome = 'failed' and business_date >= {week}) as failed_jobs,
                  (select max(finished_at) from job_runs where outcome = 'failed' and business_date >= {week}) as last_failure
                """).SingleAsync(cancellationToken);
            return new View([Events(facts), Checks(facts), Sweeps(facts), Imports(facts), Rejected(facts), Jobs(facts)], clock.GetUtcNow());
        }

        private bool IsOlder(DateTimeOffset? at, TimeSpan than) => at is { } moment && clock.GetUtcNow() - moment > than;

        private Line Events(Facts facts) => facts switch
        {
            { Parked: > 0 } => new("events", Health.Failing, "events.parked", facts.Parked),
            _ when IsOlder(facts.OldestEvent, EventsMayTake) => new("events", Health.Late, "events.late", facts.Events, facts.OldestEvent),
            _ => new("events", Health.Fine, "events.fine", facts.Events),
        };

        private Line Checks(Facts facts) => facts switch
        {
            { Struggling: > 0 } => new("checks", Health.Failing, "checks.failing", facts.Struggling),
            _ when IsOlder(facts.OldestDue, ChecksMayTake) => new("checks", Health.Late, "checks.late", facts.Due, facts.OldestDue),
            _ => new("checks", Health.Fine, "checks.fine", facts.Due),
        };

        private Line Sweeps(Facts facts)
        {
            var now = LocalTime.Of(clock.GetUtcNow());
            var isDue = facts.LastSweepFor is null || facts.LastSweepFor < clock.Today();
            return facts switch
            {
                { NewestSweepState: "failed" } => new("sweep", Health.Failing, "sweep.failed", 0, facts.LastSweepAt),
                { NewestSweepState: "running" } => new("sweep", Health.Fine, "sweep.running"),
                { LastSweepAt: null } => new("sweep", Health.Resting, "sweep.never"),
                _ when isDue && TimeOnly.FromDateTime(now) > SweepIsDoneBy => new("sweep", Health.Late, "sweep.late", 0, facts.LastSweepAt),
                _ => new("sweep", Health.Fine, "sweep.fine", 0, facts.LastSweepAt),
            };
        }

        private Line Imports(Facts facts) => facts switch
        {
            { NewestImportState: "failed" } => new("imports", Health.Failing, "imports.failed", 0, facts.LastImportAt),
            { NewestImportState: "running" } when IsOlder(facts.NewestImportProgress, ImportMayBeSilent) =>
                new("imports", Health.Late, "imports.stuck", 0, facts.NewestImportProgress),
            { NewestImportState: "running" } => new("imports", Health.Fine, "imports.running"),
            { LastImportAt: null } => new("imports", Health.Resting, "imports.never"),
            _ => new("imports", Health.Fine, "imports.fine", 0, facts.LastImportAt),
        };

        private static Line Rejected(Facts facts) => facts.Rejected > 0
            ? new("rejected", Health.Late, "rejected.waiting", facts.Rejected)
            : new("rejected", Health.Fine, "rejected.none");

        private static Line Jobs(Facts facts) => facts.FailedJobs > 0
            ? new("jobs", Health.Failing, "jobs.failed", facts.FailedJobs, facts.LastFailure)
            : new("jobs", Health.Fine, "jobs.fine");
    }
}
