using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Jobs;

public sealed class JobRunsTests : Database
{
    private int _ran;

    [Fact]
    public async Task A_job_runs_once_for_a_business_date()
    {
        Assert.True(await RunAsync(Today));
        Assert.False(await RunAsync(Today));
        Assert.True(await RunAsync(Today.AddDays(1)));
        Assert.Equal(2, _ran);
    }

    [Fact]
    public async Task A_job_started_in_many_places_at_once_runs_in_one()
    {
        var others = Enumerable.Range(0, 3).Select(_ => BuildServices()).ToList();
        var ran = await Task.WhenAll(others.Select(other => Task.Run(() => other.GetRequiredService<IJobRuns>().RunOnceAsync(
            "sweep",
            Today,
            async token =>
            {
                Interlocked.Increment(ref _ran);
                await Task.Delay(200, token);
                return "1";
            },
            TestContext.Current.CancellationToken))));
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }
        Assert.Single(ran, one => one);
        Assert.Equal(1, _ran);
    }

    [Fact]
    public async Task A_job_that_failed_may_run_again_and_a_job_that_died_too()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Services.GetRequiredService<IJobRuns>().RunOnceAsync(
            "sweep", Today, _ => throw new InvalidOperationException("no"), TestContext.Current.CancellationToken));
        Assert.Equal("failed", await ScalarAsync<string>("select outcome from job_runs"));

        await ExecuteAsync("update job_runs set outcome = 'running', finished_at = null");
        Assert.True(await RunAsync(Today));
        Assert.Equal("succeeded 3", await ScalarAsync<string>("select outcome || ' ' || (attempts + 1) from job_runs"));
    }

    private Task<bool> RunAsync(DateOnly date) => Services.GetRequiredService<IJobRuns>().RunOnceAsync(
        "sweep",
        date,
        _ =>
        {
            _ran++;
            return Task.FromResult("1 citizen");
        },
        TestContext.Current.CancellationToken);
}
