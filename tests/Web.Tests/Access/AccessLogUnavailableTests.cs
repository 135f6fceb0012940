using System.Net;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>What cannot be written down is not shown, by no way.</summary>
public sealed class AccessLogUnavailableTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Theory]
    [InlineData("alter table access_log add constraint full_disk check (false) not valid", "alter table access_log drop constraint full_disk")]
    [InlineData(
        "create function fail() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = 'disk_full'; end $$; "
        + "create trigger fails before insert on access_log for each row execute function fail()",
        "drop function fail() cascade")]
    [InlineData("alter table access_log rename to access_log_away", "alter table access_log_away rename to access_log")]
    public async Task While_no_line_can_be_written_no_page_and_no_route_shows_a_citizen(string fault, string cure)
    {
        var browser = await host.SignInAsync("demo-maja");
        var client = await host.ConnectAsync();
        string[] pages = [$"/borgere/{host.Karina}/plan", $"/borgere/{host.Karina}/konflikter"];
        string[] routes = [$"/api/v1/citizens/{host.Karina}/course", $"/api/v1/citizens/{host.Karina}/conflicts"];
        Assert.Contains("Karina", await TextAsync(browser, pages[0]), StringComparison.Ordinal);

        await host.Database.ExecuteAsync(fault);
        foreach (var page in pages)
        {
            using var answer = await browser.GetAsync(page);
            await HasNothingAsync(answer);
        }
        foreach (var route in routes)
        {
            using var answer = await client.GetAsync(route, TestContext.Current.CancellationToken);
            await HasNothingAsync(answer);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
        await host.Database.ExecuteAsync(cure);
        Assert.Contains("Karina", await TextAsync(browser, pages[0]), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(Browser browser, string page)
    {
        using var answer = await browser.GetAsync(page);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task HasNothingAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        foreach (var said in (string[])["Karina", "Mikkelsen", "appointment.", "SEL §"])
        {
            Assert.DoesNotContain(said, text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
