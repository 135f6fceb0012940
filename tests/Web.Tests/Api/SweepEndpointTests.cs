using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

public sealed class SweepEndpointTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Address = "/api/v1/sweeps";

    [Fact]
    public async Task A_sweep_is_accepted_and_can_be_followed_until_it_is_done()
    {
        var client = await host.ConnectAsync();
        using var started = await client.SendAsync("POST", Address, """{"asOf":"2026-10-12"}""");
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var location = started.Headers.Location!.ToString();
        using var waiting = await client.GetAsync(location, TestContext.Current.CancellationToken);
        Assert.Equal("waiting", (await waiting.JsonAsync()).Text("state"));
        Assert.Equal(1L, await JobsAsync(location));

        await RunAsync(location);
        using var done = await client.GetAsync(location, TestContext.Current.CancellationToken);
        var sweep = await done.JsonAsync();
        Assert.Equal("done", sweep.Text("state"));
        Assert.Equal("2026-10-12", sweep.Text("asOf"));
        Assert.Equal((3, 3), (sweep.GetProperty("citizens").GetInt32(), sweep.GetProperty("done").GetInt32()));
        Assert.True(sweep.GetProperty("opened").GetInt32() + sweep.GetProperty("closed").GetInt32() > 0);

        Assert.NotEqual(waiting.Headers.ETag, done.Headers.ETag);
        using var same = await client.SendAsync("GET", location, null, ("If-None-Match", done.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task Without_a_body_it_is_as_of_today()
    {
        var client = await host.ConnectAsync();
        using var started = await client.SendAsync("POST", Address);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        using var found = await client.GetAsync(started.Headers.Location, TestContext.Current.CancellationToken);
        Assert.Equal("2026-10-05", (await found.JsonAsync()).Text("asOf"));
    }

    [Fact]
    public async Task The_same_key_is_one_sweep()
    {
        var client = await host.ConnectAsync();
        var before = await SweepsAsync();
        using var first = await client.SendAsync("POST", Address, "{}", ("Idempotency-Key", "one-sweep"));
        using var again = await client.SendAsync("POST", Address, "{}", ("Idempotency-Key", "one-sweep"));
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(before + 1, await SweepsAsync());
        using var other = await client.SendAsync("POST", Address, """{"asOf":"2026-11-01"}""", ("Idempotency-Key", "one-sweep"));
        await other.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "Idempotency-Key", "idempotency.reused");
    }

    [Theory]
    [InlineData("1899-12-31")]
    [InlineData("2201-01-01")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task A_day_that_nobody_lives_on_is_422_and_no_sweep(string asOf)
    {
        var client = await host.ConnectAsync();
        var before = await SweepsAsync();
        using var answer = await client.SendAsync("POST", Address, $$"""{"asOf":"{{asOf}}"}""");
        await answer.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "/asOf", "value.inclusiveBetween");
        Assert.Equal(before, await SweepsAsync());
    }

    [Theory]
    [InlineData("2026-02-30", "/asOf")]
    [InlineData("tomorrow", "/asOf")]
    public async Task A_day_that_cannot_be_read_is_400(string asOf, string path)
    {
        var client = await host.ConnectAsync();
        using var answer = await client.SendAsync("POST", Address, $$"""{"asOf":"{{asOf}}"}""");
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, path, "json.malformed");
    }

    [Theory]
    [InlineData("01a00000-0000-7000-8000-000000000000")]
    [InlineData("no-id")]
    public async Task A_sweep_that_is_not_there_is_404(string id)
    {
        var client = await host.ConnectAsync();
        using var answer = await client.GetAsync($"{Address}/{id}", TestContext.Current.CancellationToken);
        await answer.IsProblemAsync(HttpStatusCode.NotFound, null, "route.unknown");
    }

    [Fact]
    public async Task A_sweep_that_cannot_be_started_at_once_is_accepted_and_started_by_the_schedule()
    {
        var client = await host.ConnectAsync();
        await host.Database.ExecuteAsync("alter table hangfire.job rename to gone");
        string location;
        try
        {
            using var started = await client.SendAsync("POST", Address, "{}");
            Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
            location = started.Headers.Location!.ToString();
        }
        finally
        {
            await host.Database.ExecuteAsync("alter table hangfire.gone rename to job");
        }
        Assert.Equal(0L, await JobsAsync(location));
        await StartWaitingAsync();
        Assert.Equal(0L, await JobsAsync(location));
        host.Database.Clock.Advance(TimeSpan.FromMinutes(2));
        await StartWaitingAsync();
        Assert.Equal(1L, await JobsAsync(location));
        await RunAsync(location);
        using var done = await client.GetAsync(location, TestContext.Current.CancellationToken);
        Assert.Equal("done", (await done.JsonAsync()).Text("state"));
    }

    [Fact]
    public async Task A_sweep_whose_process_is_gone_is_gone_on_with_by_the_schedule()
    {
        var client = await host.ConnectAsync();
        using var started = await client.SendAsync("POST", Address, "{}");
        var location = started.Headers.Location!.ToString();
        await RunAsync(location);
        await host.Database.ExecuteAsync("update sweeps set state = 'running', finished_at = null where id = $1", IdOf(location));
        host.Database.Clock.Advance(TimeSpan.FromMinutes(2));
        var before = await JobsAsync(location);
        await using (var holder = await host.Services.GetRequiredService<SystemDataSource>().Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var hold = new NpgsqlCommand($"select pg_advisory_lock(hashtextextended('sweep:{IdOf(location)}', 0))", holder);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await StartWaitingAsync();
            Assert.Equal(before, await JobsAsync(location));
            await using var release = new NpgsqlCommand("select pg_advisory_unlock_all()", holder);
            await release.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await host.Database.ExecuteAsync("update sweeps set as_of = as_of - 1 where id = $1", IdOf(location));
        await StartWaitingAsync();
        Assert.Equal(before, await JobsAsync(location));
        await host.Database.ExecuteAsync("update sweeps set as_of = as_of + 1 where id = $1", IdOf(location));
        await StartWaitingAsync();
        Assert.Equal(before + 1, await JobsAsync(location));
        await RunAsync(location);
    }

    private static Guid IdOf(string location) => Guid.Parse(location.Split('/')[^1]);

    private Task<long> SweepsAsync() => host.Database.ScalarAsync<long>("select count(*) from sweeps");

    private Task<long> JobsAsync(string location) =>
        host.Database.ScalarAsync<long>("select count(*) from hangfire.job where arguments::text like $1", $"%{IdOf(location)}%");

    private Task RunAsync(string location) => ActivatorUtilities.CreateInstance<RunSweepJob>(host.Services)
        .RunAsync(IdOf(location), TestContext.Current.CancellationToken);

    private async Task StartWaitingAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<StartWaitingSweepsJob>(scope.ServiceProvider).RunAsync(TestContext.Current.CancellationToken);
    }
}
