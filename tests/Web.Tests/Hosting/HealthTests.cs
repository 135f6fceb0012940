using System.Net;
using System.Text.Json;
using Xunit;

namespace Sammenhaeng.Web.Tests.Hosting;

public sealed class HealthTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task A_host_that_can_work_says_so()
    {
        using var answer = await host.Browse().GetAsync("/readyz");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(
            ["accessLogSeals", "database", "jobs", "keys", "migrations", "staying"],
            json.RootElement.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order());
    }

    [Theory]
    [InlineData("delete from \"__EFMigrationsHistory\" where migration_id = (select max(migration_id) from \"__EFMigrationsHistory\")", "migrations")]
    [InlineData("drop schema hangfire cascade", "jobs")]
    [InlineData("update key_ring_marks set mark = '\\x00'", "keys")]
    public async Task What_is_missing_is_named_and_nothing_else_of_it_is_told(string fault, string check)
    {
        await using var broken = new WebHost();
        await ((IAsyncLifetime)broken).InitializeAsync();
        await broken.Database.ExecuteAsync(fault);
        using var answer = await broken.Browse().GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("failing", json.RootElement.GetProperty("checks").GetProperty(check).GetString());
        Assert.Equal("ok", json.RootElement.GetProperty("checks").GetProperty("database").GetString());
    }
}

public sealed class NoDatabaseTests(NoDatabaseTests.Host host) : IClassFixture<NoDatabaseTests.Host>
{
    [Fact]
    public async Task Without_a_database_the_process_lives_and_is_not_ready()
    {
        Assert.Equal(HttpStatusCode.OK, (await host.Browse().GetAsync("/livez")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Browse().GetAsync("/readyz")).StatusCode);
    }

    [Fact]
    public async Task Without_a_database_people_see_a_page_that_says_so_and_when_to_come_back()
    {
        var page = await host.Browse().OpenAsync("/log-ind");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("Siden er lukket lige nu", page.Heading);
        Assert.NotNull(page.Answer.Headers.RetryAfter);
    }

    public sealed class Host : WebHost, IAsyncLifetime
    {
        ValueTask IAsyncLifetime.InitializeAsync() => ValueTask.CompletedTask;

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("ConnectionStrings:Sammenhaeng", "Host=/nonexistent;Username=nobody;Database=none;Timeout=1"),
            new("Keys:Path", Path.Combine(Path.GetTempPath(), "sammenhaeng-no-database", "keys.json")),
        ];
    }
}
