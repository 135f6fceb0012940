using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class ConflictPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private async Task<(Browser Browser, Page Page)> OpenAsync(string person, string fingerprint)
    {
        var browser = await host.SignInAsync(person);
        return (browser, await browser.OpenAsync($"/konflikter/{await host.ConflictAsync(fingerprint)}"));
    }

    [Fact]
    public async Task Taking_a_conflict_on_needs_a_date_and_says_so_at_its_field()
    {
        var (browser, page) = await OpenAsync("demo-maja", "followup.overdue:P2");
        var form = page.Form("form[action*=Acknowledge]");
        var again = await browser.SubmitAsync(page, form);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.StartsWith("Fejl: ", again.Html.Title, StringComparison.Ordinal);
        Assert.Equal("#Input_Due", again.Html.QuerySelector("[data-error-summary] a")!.GetAttribute("href"));
        Assert.Equal("true", again.Html.QuerySelector("#Input_Due")!.GetAttribute("aria-invalid"));

        var done = await browser.SubmitAsync(again, again.Form("form[action*=Acknowledge]"), ("Input.Due", "2026-10-12"));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("Ansvarlig og frist er gemt.", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Set, ansvarlig valgt", done.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeping_a_high_conflict_is_asked_about_once_more_and_nothing_is_lost_on_the_way()
    {
        var (browser, page) = await OpenAsync("demo-maja", "coordinator.missing:citizen");
        var asked = await browser.SubmitAsync(page, page.Form("form[action*=Accept]"), ("Input.Reason", "Vi venter på borgeren."), ("Input.Until", "2026-11-01"));
        Assert.Equal("Er du sikker på, at konflikten skal blive stående?", asked.Heading);
        var kept = await browser.SubmitAsync(asked, asked.Form("form[action*=Accept]"));
        Assert.Contains("Beholdt med begrundelse", kept.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("»Vi venter på borgeren.«", kept.Html.Body!.TextContent, StringComparison.Ordinal);

        var reopened = await browser.SubmitAsync(kept, kept.Form("form[action*=Reopen]"), ("Input.ReopenReason", "Borgeren har svaret."));
        Assert.Contains("Konflikten er åbnet igen.", reopened.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_medium_conflict_is_kept_at_once_with_a_reason()
    {
        var (browser, page) = await OpenAsync("demo-maja", "intervention.duplicate:I2+I3");
        var missing = await browser.SubmitAsync(page, page.Form("form[action*=Accept]"), ("Input.Until", "2026-11-01"));
        Assert.Contains("Skriv, hvorfor konflikten beholdes", missing.Html.Body!.TextContent, StringComparison.Ordinal);
        var past = await browser.SubmitAsync(missing, missing.Form("form[action*=Accept]"), ("Input.Reason", "Bevidst dobbelt støtte."), ("Input.Until", "2026-10-01"));
        Assert.Equal(HttpStatusCode.Conflict, past.Status);
        Assert.Contains("Bevidst dobbelt støtte.", past.Html.QuerySelector("#Input_Reason")!.TextContent, StringComparison.Ordinal);
        var kept = await browser.SubmitAsync(past, past.Form("form[action*=Accept]"), ("Input.Reason", "Bevidst dobbelt støtte."), ("Input.Until", "2026-11-01"));
        Assert.Contains("Beholdt med begrundelse", kept.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_critical_conflict_offers_no_way_to_keep_it()
    {
        var (_, page) = await OpenAsync("demo-maja", "consent.breach:P3>AKB");
        Assert.Null(page.Html.QuerySelector("form[action*=Accept]"));
        Assert.Contains("kan ikke beholdes", page.Html.QuerySelector("#behold")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_second_sees_what_is_new_beside_what_they_wrote()
    {
        var (first, one) = await OpenAsync("demo-maja", "load.appointments:2026-W41");
        var (second, two) = await OpenAsync("demo-lene", "load.appointments:2026-W41");
        host.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await first.SubmitAsync(one, one.Form("form[action*=Resolve]"), ("Input.Agreed", "Vi spørger borgeren på mandag."));
        var stale = await second.SubmitAsync(two, two.Form("form[action*=Resolve]"), ("Input.Agreed", "Jeg ringer i morgen."));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        var compare = stale.Html.QuerySelector(".compare")!.TextContent;
        Assert.Contains("Vi spørger borgeren på mandag.", compare, StringComparison.Ordinal);
        Assert.Contains("Jeg ringer i morgen.", compare, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_protection_contact_sees_that_it_is_there_and_can_do_nothing()
    {
        var (_, page) = await OpenAsync("demo-databeskyttelse", "consent.breach:P3>AKB");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Html.QuerySelectorAll("main form"));
        Assert.DoesNotContain("lkohol", page.Html.Body!.TextContent, StringComparison.Ordinal);
        // Between which areas it is, and what there is to do: not to call herself, and nowhere she is turned away from.
        Assert.Equal(["Aktiv Hele Livet", "Alle Kan Bidrage"], page.Html.QuerySelectorAll("main section.conflict .areas > *").Select(chip => chip.TextContent.Trim()));
        Assert.Contains("inden 72 timer", page.Html.QuerySelector("main section.conflict")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Ring straks til databeskyttelseskontakten", page.Html.Body!.TextContent, StringComparison.Ordinal);
        var browser = await host.SignInAsync("demo-databeskyttelse");
        foreach (var link in page.Html.QuerySelectorAll("main a[href^='/'], .ident a").Select(link => link.GetAttribute("href")!))
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(link)).Status);
        }
    }

    [Fact]
    public async Task The_history_names_whom_a_conflict_was_given_to_also_when_somebody_else_has_it_now()
    {
        var (browser, page) = await OpenAsync("demo-lene", "load.contacts:citizen");
        var maja = page.Html.QuerySelectorAll("#Input_Owner option").Single(option => option.TextContent == "Maja Test Lind").GetAttribute("value")!;
        host.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        page = await browser.SubmitAsync(page, page.Form("form[action*=Acknowledge]"), ("Input.Owner", maja), ("Input.Due", "2026-10-12"));
        host.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        page = await browser.SubmitAsync(page, page.Form("form[action*=Acknowledge]"), ("Input.Owner", ""), ("Input.Due", "2026-10-13"));
        var history = page.Html.QuerySelectorAll("section[aria-labelledby=history] li").Select(line => line.TextContent).ToList();
        Assert.DoesNotContain("givet til", history[0], StringComparison.Ordinal);
        Assert.Contains("Lene Test Holm, givet til Maja Test Lind", history[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_between_areas_that_one_does_not_see_can_be_taken_on_and_not_settled()
    {
        var (browser, page) = await OpenAsync("demo-maja", "followup.missing:P5");
        Assert.NotNull(page.Html.QuerySelector("form[action*=Acknowledge]"));
        Assert.Null(page.Html.QuerySelector("form[action*=Resolve]"));
        Assert.Null(page.Html.QuerySelector("form[action*=Accept]"));
        var form = page.Form("form[action*=Acknowledge]");
        foreach (var (handler, field) in new[] { ("Resolve", "Input.Agreed"), ("Accept", "Input.Reason") })
        {
            form.SetAttribute("action", $"{page.Address}?handler={handler}");
            var refused = await browser.SubmitAsync(page, form, (field, "Det er løst."), ("Input.Until", "2026-10-12"), ("Input.Confirmed", "true"));
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains("mellem områder, du ikke kan se", refused.Html.QuerySelector("[data-error-summary]")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var (browser, page) = await OpenAsync("demo-maja", "followup.missing:P5");
        using var request = new HttpRequestMessage(HttpMethod.Post, page.Address + "?handler=Resolve")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("Input.Agreed", "x"), KeyValuePair.Create("Input.Revision", "1")]),
        };
        using var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
