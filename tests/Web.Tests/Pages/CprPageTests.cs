using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class CprPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Whole = "140384-9902";

    [Fact]
    public async Task The_whole_number_is_shown_to_whoever_presses_for_it_and_that_is_written_down()
    {
        var browser = await host.SignInAsync("demo-maja");
        var plan = await browser.OpenAsync($"/borgere/{host.Karina}/plan");
        Assert.DoesNotContain(Whole, plan.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0L, await ShownAsync("demo-maja"));

        var shown = await browser.SubmitAsync(plan, plan.Form(".ident form[action$='/cpr']"));
        Assert.Contains(Whole, shown.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("9902", shown.Address.ToString(), StringComparison.Ordinal);
        Assert.Contains("no-store", shown.Answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1L, await ShownAsync("demo-maja"));
    }

    [Fact]
    public async Task A_link_to_it_shows_no_number_and_asks_first()
    {
        var browser = await host.SignInAsync("demo-lene");
        var page = await browser.OpenAsync($"/borgere/{host.Karina}/cpr");
        Assert.DoesNotContain("9902", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0L, await ShownAsync("demo-lene"));
        Assert.Contains(Whole, (await browser.SubmitAsync(page, page.Form("main form"))).Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo-ulla")]
    [InlineData("demo-leder")]
    [InlineData("demo-administrator")]
    [InlineData("demo-databeskyttelse")]
    public async Task Nobody_else_is_shown_it(string person)
    {
        var browser = await host.SignInAsync(person);
        var own = await browser.OpenAsync("/mig/naertstaaende");
        var form = (own.Status == HttpStatusCode.OK ? own : await browser.OpenAsync("/")).Form("form[action='/log-ud']");
        form.SetAttribute("action", $"/borgere/{host.Karina}/cpr");
        var page = await browser.SubmitAsync(own, form);
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.DoesNotContain("9902", page.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    private Task<long> ShownAsync(string person) => host.Database.ScalarAsync<long>(
        "select count(*) from access_log where what = 'RevealCpr' and outcome = 'permitted' and subject = $1 and citizen_id = $2", person, host.Karina);
}
