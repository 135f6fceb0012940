using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class OperationsPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task A_rule_is_turned_off_from_a_day_and_its_history_is_shown()
    {
        var browser = await host.SignInAsync("demo-administrator");
        var page = await browser.OpenAsync("/drift/regler");
        Assert.Equal(44, page.Html.QuerySelectorAll("[id^='r-'].rules li, .rules li[id^='r-']").Length);
        var done = await browser.SubmitAsync(page, page.Form("#r-load-contacts form"), ("Input.IsOn", "false"), ("Input.Severity", "L"), ("Input.ValidFrom", "2026-10-05"));
        var rule = done.Html.QuerySelector("#r-load-contacts")!.TextContent;
        Assert.Contains("Fra 5. oktober 2026: Fra, alvor: Lav. Aksel Test Drift", rule, StringComparison.Ordinal);
        Assert.Contains("Gemt. Det gælder fra nu af", done.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_cannot_count_from_yesterday()
    {
        var browser = await host.SignInAsync("demo-administrator");
        var page = await browser.OpenAsync("/drift/regler");
        var refused = await browser.SubmitAsync(page, page.Form("#l-activeContacts form"), ("Input.Value", "6"), ("Input.ValidFrom", "2026-10-04"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Vælg en dato fra i dag", refused.Html.Body!.TextContent, StringComparison.Ordinal);
        var missing = await browser.SubmitAsync(page, page.Form("#l-activeContacts form"), ("Input.Value", "6"), ("Input.ValidFrom", ""));
        Assert.Equal(HttpStatusCode.BadRequest, missing.Status);
    }

    [Theory]
    [InlineData("5000")]
    [InlineData("-1")]
    [InlineData("mange")]
    [InlineData("")]
    public async Task A_limit_that_cannot_be_is_told_at_its_field_and_stays_as_it_was_written(string value)
    {
        var browser = await host.SignInAsync("demo-administrator");
        var page = await browser.OpenAsync("/drift/regler");
        var refused = await browser.SubmitAsync(page, page.Form("#l-activeContacts form"), ("Input.Value", value), ("Input.ValidFrom", "2026-10-06"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        var field = refused.Html.QuerySelector(refused.Html.QuerySelector("[data-error-summary] a")!.GetAttribute("href")!)!;
        Assert.Equal((value, true), (field.GetAttribute("value") ?? "", field.Closest("details")!.HasAttribute("open")));
        Assert.NotNull(field.Closest("#l-activeContacts"));
        Assert.DoesNotContain("Grænse", refused.Html.QuerySelector("[data-error-summary]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everyone_can_be_checked_again_from_the_jobs_page()
    {
        var browser = await host.SignInAsync("demo-administrator");
        var page = await browser.OpenAsync("/drift/job");
        var done = await browser.SubmitAsync(page, page.Form("form[action*=Sweep]"));
        Assert.Contains("Kontrollen er bestilt", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Aksel Test Drift", done.Html.QuerySelector("section[aria-labelledby=sweeps]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_told_in_words()
    {
        var page = await (await host.SignInAsync("demo-administrator")).OpenAsync("/drift");
        Assert.Contains("afviste dokumenter venter på at blive rettet", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Noget skal ses efter", page.Heading);
    }
    [Fact]
    public async Task An_employment_that_is_ended_opens_nothing_from_the_next_click_and_stays_in_the_list()
    {
        var leaving = await host.SignInAsync("demo-jesper");
        Assert.Equal(HttpStatusCode.OK, (await leaving.OpenAsync("/borgere")).Status);
        var administrator = await host.SignInAsync("demo-administrator");
        var page = await administrator.OpenAsync("/drift/medarbejdere?navn=jesper");
        var row = Assert.Single(page.Html.QuerySelectorAll("tbody tr"));
        Assert.Contains("Genoptræningen, Aktiv Hele Livet fra 1. januar 2020", row.TextContent, StringComparison.Ordinal);

        var done = await administrator.SubmitAsync(page, page.Form("tbody form[action*=End]"));
        Assert.Contains("Ansættelsen er afsluttet", done.Html.Body!.TextContent, StringComparison.Ordinal);
        var after = Assert.Single(done.Html.QuerySelectorAll("tbody tr"));
        Assert.Contains("Fratrådt", after.TextContent, StringComparison.Ordinal);
        Assert.Contains("til 4. oktober 2026", after.TextContent, StringComparison.Ordinal);
        Assert.Null(after.QuerySelector("form"));
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        Assert.NotEqual("/borgere", (await leaving.OpenAsync("/borgere")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Somebody_is_signed_out_on_every_machine_and_may_sign_in_again()
    {
        var (one, other) = (await host.SignInAsync("demo-gitte"), await host.SignInAsync("demo-gitte"));
        var administrator = await host.SignInAsync("demo-administrator");
        var page = await administrator.OpenAsync("/drift/medarbejdere?navn=gitte");
        await administrator.SubmitAsync(page, page.Form("tbody form[action*=SignOut]"));
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        Assert.NotEqual("/borgere", (await one.OpenAsync("/borgere")).Address.AbsolutePath);
        Assert.NotEqual("/borgere", (await other.OpenAsync("/borgere")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await (await host.SignInAsync("demo-gitte")).OpenAsync("/borgere")).Status);
    }

    [Fact]
    public async Task Nobody_ends_their_own_employment_and_what_is_typed_as_a_name_is_no_pattern()
    {
        var administrator = await host.SignInAsync("demo-administrator");
        var own = await administrator.OpenAsync("/drift/medarbejdere?navn=Aksel");
        Assert.Null(own.Html.QuerySelector("tbody form"));
        var other = await administrator.OpenAsync("/drift/medarbejdere?navn=Kasper");
        var self = await host.Database.ScalarAsync<Guid>("select id from users where subject = 'demo-administrator'");
        var refused = await administrator.SubmitAsync(other, other.Form("tbody form[action*=End]"), ("user", self.ToString()));
        Assert.Contains("ikke afslutte din egen ansættelse", refused.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ingen medarbejdere", (await administrator.OpenAsync("/drift/medarbejdere?navn=%25")).Html.Body!.TextContent, StringComparison.Ordinal);
    }
}
