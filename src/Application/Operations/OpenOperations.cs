using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Notices;
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
        long Due, double? OldestDueSeconds, long Struggling,
        DateTimeOffset? LastSweepAt, DateOnly? LastSweepFor, string? NewestSweepState, bool SweepIsHeld, DateTimeOffset? NewestSweepAsked,
        DateTimeOffset? LastImportAt, string? NewestImportState, DateTimeOffset? NewestImportProgress, long Rejected,
        long FailedJobs, DateTimeOffset? LastFailure, long MissedJobs, double? OldestUnsealedSeconds, bool HasStrayAccess,
        long WaitingMails, long RetriedMails, long FailedMails, DateTimeOffset? LastMailFailure, DateTimeOffset? LastMailSent)
    {
        public bool IsFirstDay(DateOnly today) => LastImportAt is not { } at || LocalTime.DateOf(at) >= today;
    }

    internal sealed class Handler(ISammenhaengDb db, IJobServers servers, IMailing mailing, TimeProvider clock) : IQueryHandler<OpenOperations, View>
    {
        private static readonly TimeSpan EventsMayTake = TimeSpan.FromMinutes(1);
        private static readonly TimeSpan ChecksMayTake = TimeSpan.FromMinutes(5);
        private static readonly TimeSpan ImportMayBeSilent = TimeSpan.FromMinutes(10);
        private static readonly TimeSpan SweepMayWait = TimeSpan.FromMinutes(5);
        private static readonly TimeSpan WorkersMayBeSilent = TimeSpan.FromMinutes(1);
        private static readonly TimeOnly NightIsOverBy = new(6, 0);
        private const int ManyTries = 3;

        public async Task<View> Handle(OpenOperations query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var week = today.AddDays(-7);
            var silent = await servers.SilentForAsync(cancellationToken);
            var facts = await db.Sql<Facts>(Everything(today, week)).SingleAsync(cancellationToken);
            return new View([Workers(silent), Events(facts), Checks(facts), Sweeps(facts, today), Imports(facts), Rejected(facts), Jobs(facts), AccessLog(facts), Mails(facts)], clock.GetUtcNow());
        }

        private static FormattableString Everything(DateOnly today, DateOnly week) => FormattableStringFactory.Create(
            $$"""
            select
              (select count(*) from domain_events where dispatched_at is null and parked_at is null) as events,
              (select min(happened_at) from domain_events where dispatched_at is null and parked_at is null) as oldest_event,
              (select count(*) from domain_events where parked_at is not null and dispatched_at is null) as parked,
              (select count(*) from due_citizens) as due,
              (select extract(epoch from now() - min(due_since))::float8 from due_citizens) as oldest_due_seconds,
              (select count(*) from due_citizens where tries >= {0}) as struggling,
              (select max(finished_at) from sweeps where state = 'done') as last_sweep_at,
              (select max(as_of) from sweeps where state = 'done') as last_sweep_for,
              newest.state as newest_sweep_state,
              coalesce(newest.is_held, false) as sweep_is_held,
              newest.requested_at as newest_sweep_asked,
              (select max(finished_at) from imports where state = 'finished') as last_import_at,
              (select state from imports order by started_at desc limit 1) as newest_import_state,
              (select last_progress_at from imports order by started_at desc limit 1) as newest_import_progress,
              (select count(*) from rejected_documents where state = 'waiting') as rejected,
              (select count(*) from job_runs where outcome = 'failed' and business_date >= {1}) as failed_jobs,
              (select max(finished_at) from job_runs where outcome = 'failed' and business_date >= {1}) as last_failure,
              (select count(*) from (select from job_runs group by job
                having coalesce(max(business_date) filter (where outcome = 'succeeded'), '-infinity') < {2}) late) as missed_jobs,
              {{UnsealedAccesses.OldestSeconds}} as oldest_unsealed_seconds,
              access_log_has_strays() as has_stray_access,
              (select count(*) from mails where state = 'waiting') as waiting_mails,
              (select count(*) from mails where state = 'waiting' and problem is not null) as retried_mails,
              (select count(*) from mails where state = 'failed') as failed_mails,
              (select max(settled_at) from mails where state = 'failed') as last_mail_failure,
              (select max(settled_at) from mails where state = 'sent') as last_mail_sent
            from (select 1) one
            left join (
              select s.state, s.requested_at, {{SweepLock.IsHeld}} as is_held
              from sweeps s order by s.requested_at desc limit 1) newest on true
            """,
            ManyTries, week, today);

        private bool IsOlder(DateTimeOffset? at, TimeSpan than) => at is { } moment && clock.GetUtcNow() - moment > than;

        private bool NightIsOver => TimeOnly.FromDateTime(LocalTime.Of(clock.GetUtcNow())) > NightIsOverBy;

        private Line Workers(TimeSpan? silent) => silent switch
        {
            null => new("workers", Health.Failing, "workers.none"),
            { } time when time > WorkersMayBeSilent => new("workers", Health.Failing, "workers.silent", 0, clock.GetUtcNow() - time),
            _ => new("workers", Health.Fine, "workers.fine"),
        };

        private Line Events(Facts facts) => facts switch
        {
            { Parked: > 0 } => new("events", Health.Failing, "events.parked", facts.Parked),
            _ when IsOlder(facts.OldestEvent, EventsMayTake) => new("events", Health.Late, "events.late", facts.Events, facts.OldestEvent),
            _ => new("events", Health.Fine, "events.fine", facts.Events),
        };

        private Line Checks(Facts facts) => facts switch
        {
            { Struggling: > 0 } => new("checks", Health.Failing, "checks.failing", facts.Struggling),
            // The database counted the time, by its own clock.
            { OldestDueSeconds: { } waited } when waited > ChecksMayTake.TotalSeconds =>
                new("checks", Health.Late, "checks.late", facts.Due, clock.GetUtcNow().AddSeconds(-waited)),
            _ => new("checks", Health.Fine, "checks.fine", facts.Due),
        };

        /// <summary>Whoever runs a sweep holds its lock: one that is running and not held was cut off.</summary>
        private Line Sweeps(Facts facts, DateOnly today) => facts switch
        {
            { NewestSweepState: "failed", LastSweepAt: null } => new("sweep", Health.Failing, "sweep.neverDone"),
            { NewestSweepState: "failed" } => new("sweep", Health.Failing, "sweep.failed", 0, facts.LastSweepAt),
            { NewestSweepState: "running", SweepIsHeld: true } => new("sweep", Health.Fine, "sweep.running"),
            { NewestSweepState: "running" } => new("sweep", Health.Late, "sweep.cutOff"),
            { NewestSweepState: "waiting" } when IsOlder(facts.NewestSweepAsked, SweepMayWait) =>
                new("sweep", Health.Late, "sweep.waiting", 0, facts.NewestSweepAsked),
            { LastSweepAt: null } when facts.IsFirstDay(today) || !NightIsOver => new("sweep", Health.Resting, "sweep.never"),
            { LastSweepAt: null } => new("sweep", Health.Late, "sweep.missed"),
            _ when facts.LastSweepFor < today && NightIsOver => new("sweep", Health.Late, "sweep.late", 0, facts.LastSweepAt),
            _ => new("sweep", Health.Fine, "sweep.fine", 0, facts.LastSweepAt),
        };

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

        private Line Jobs(Facts facts) => facts switch
        {
            { FailedJobs: > 0 } => new("jobs", Health.Failing, "jobs.failed", facts.FailedJobs, facts.LastFailure),
            { MissedJobs: > 0 } when NightIsOver => new("jobs", Health.Late, "jobs.late", facts.MissedJobs),
            _ => new("jobs", Health.Fine, "jobs.fine"),
        };

        private Line AccessLog(Facts facts) => facts switch
        {
            { OldestUnsealedSeconds: { } waited } when waited > UnsealedAccesses.MayWait.TotalSeconds =>
                new("accessLog", Health.Late, "accessLog.late", 0, clock.GetUtcNow().AddSeconds(-waited)),
            { HasStrayAccess: true } => new("accessLog", Health.Late, "accessLog.stray"),
            _ => new("accessLog", Health.Fine, "accessLog.fine"),
        };

        /// <summary>Sent and failed by the machine's clock: mail servers know no other.</summary>
        private Line Mails(Facts facts) => facts switch
        {
            _ when !mailing.IsOn => new("mails", Health.Resting, "mails.off"),
            { FailedMails: > 0 } => new("mails", Health.Failing, "mails.failed", facts.FailedMails, facts.LastMailFailure),
            { RetriedMails: > 0 } => new("mails", Health.Late, "mails.retried", facts.RetriedMails),
            { LastMailSent: null } => new("mails", Health.Fine, "mails.none", facts.WaitingMails),
            _ => new("mails", Health.Fine, "mails.fine", facts.WaitingMails, facts.LastMailSent),
        };
    }
}
