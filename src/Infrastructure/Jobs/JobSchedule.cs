using System.Linq.Expressions;
using Hangfire;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Integration.Mail;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.LogControl;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>
/// What runs by itself, and when. An id is a constant for ever: renaming a job means removing the old id here in the same commit.
/// Nothing runs between 01:55 and 03:05, which a night in March does not have and a night in October has twice.
/// </summary>
public static class JobSchedule
{
    /// <summary>Dates have passed by then, and clocks are not changed yet.</summary>
    public const string Nightly = "30 0 * * *";

    /// <summary>The day has begun.</summary>
    public const string Midnight = "0 0 * * *";

    public const string EveryMinute = "* * * * *";

    public static void Apply(IRecurringJobManager jobs)
    {
        // Backstops: the workers do this by themselves, within a second or, sealing, each ten.
        Add<DispatchEvents>(jobs, "dispatch-events", job => job.RunAsync(CancellationToken.None), EveryMinute);
        Add<RecheckDueCitizens>(jobs, "recheck-due-citizens", job => job.RunAsync(CancellationToken.None), EveryMinute);
        Add<StartWaitingSweepsJob>(jobs, StartWaitingSweepsJob.Name, job => job.RunAsync(CancellationToken.None), EveryMinute);
        Add<SealAccessLog>(jobs, SealAccessLog.Name, job => job.RunAsync(CancellationToken.None), EveryMinute);

        Add<SendDigests>(jobs, SendDigests.Name, job => job.RunAsync(CancellationToken.None), SendDigests.EachQuarter);

        Add<ComeOfAgeJob>(jobs, ComeOfAgeJob.Name, job => job.RunAsync(CancellationToken.None), Midnight);
        Add<EndLapsedConsentsJob>(jobs, EndLapsedConsentsJob.Name, job => job.RunAsync(CancellationToken.None), Midnight);
        Add<SweepConflictsJob>(jobs, SweepConflictsJob.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<ForgetIdempotencyKeys>(jobs, ForgetIdempotencyKeys.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<ForgetDraftsJob>(jobs, ForgetDraftsJob.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<TellOfDueItemsJob>(jobs, TellOfDueItemsJob.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<ForgetNoticesJob>(jobs, ForgetNoticesJob.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<ForgetTokens>(jobs, ForgetTokens.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<KeepAccessLogMonths>(jobs, KeepAccessLogMonths.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<SealAnew>(jobs, SealAnew.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<DrawLogSample>(jobs, DrawLogSample.Name, job => job.RunAsync(CancellationToken.None), Nightly);
        Add<ExpireAccessLog>(jobs, ExpireAccessLog.Name, job => job.RunAsync(CancellationToken.None), Nightly);
    }

    private static void Add<TJob>(IRecurringJobManager jobs, string id, Expression<Func<TJob, Task>> call, string cron) =>
        jobs.AddOrUpdate(id, call, cron, new RecurringJobOptions { TimeZone = LocalTime.Zone });
}
