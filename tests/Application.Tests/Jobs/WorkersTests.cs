using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Tests.Events;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Jobs;

public sealed class WorkersTests : Database
{
    private readonly Seen _seen = new();

    protected override void Add(IServiceCollection services)
    {
        services.AddListener(typeof(WriteEffect));
        services.AddSingleton(_seen);
        services.AddSingleton<ICourseCheck>(_seen);
    }

    [Fact]
    public async Task A_saved_change_is_handed_on_and_judged_within_a_second()
    {
        await EffectsTable.PrepareAsync(this);
        var citizen = await this.ACitizenAsync();
        using var host = await StartAsync();

        var saved = TimeProvider.System.GetTimestamp();
        await WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(citizen.Deputy());
            await db.SaveChangesAsync();
        });
        Assert.Equal(citizen, await _seen.Judged.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        var judged = TimeProvider.System.GetElapsedTime(saved);
        while (await ScalarAsync<long>("select count(*) from test_effects") == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        TestContext.Current.SendDiagnosticMessage($"judged after {judged.TotalMilliseconds:0} ms");
        Assert.True(judged < TimeSpan.FromSeconds(5), $"It took {judged}.");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_enqueued_job_runs_as_the_system_in_the_database_it_was_enqueued_in()
    {
        using var host = await StartAsync();
        var date = new DateOnly(2026, 10, 5);
        Services.GetRequiredService<IJobQueue>().Enqueue<TellWhoRuns>(job => job.RunAsync(date, CancellationToken.None));
        Assert.Equal("system 2026-10-05", await _seen.Ran.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_schedule_is_kept_in_Danish_time_and_nothing_runs_while_clocks_change()
    {
        await Task.Run(() => JobSchedule.Apply(Services.GetRequiredService<IRecurringJobManager>()), TestContext.Current.CancellationToken);
        using var connection = Services.GetRequiredService<JobStorage>().GetConnection();
        var jobs = connection.GetRecurringJobs();
        Assert.NotEmpty(jobs);
        Assert.All(jobs, job => Assert.Equal("Europe/Copenhagen", job.TimeZoneId));
        Assert.All(jobs, job => Assert.True(job.Cron is "* * * * *" or "*/15 * * * *" or "0 0 * * *" || job.Cron.StartsWith("30 0 ", StringComparison.Ordinal), job.Id));
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging(log => log.SetMinimumLevel(LogLevel.Critical));
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(Configuration);
        builder.Services.AddWorkers();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        Add(builder.Services);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public sealed class TellWhoRuns(CurrentCaller current, Seen seen)
    {
        public Task RunAsync(DateOnly date, CancellationToken cancellationToken)
        {
            seen.Ran.SetResult($"{(current.Caller!.IsSystem ? "system" : "somebody")} {date:yyyy-MM-dd}");
            return Task.CompletedTask;
        }
    }

    public sealed class Seen : ICourseCheck
    {
        public TaskCompletionSource<string> Ran { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<CitizenId> Judged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task CheckAsync(IReadOnlyList<CitizenId> citizens, CancellationToken cancellationToken)
        {
            Judged.TrySetResult(citizens[0]);
            return Task.CompletedTask;
        }
    }
}
