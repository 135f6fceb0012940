using Microsoft.Playwright;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>What people come to do, from the sign-in to the receipt.</summary>
public sealed class JourneyTests(Chromium chromium, KarinasDay site) : IClassFixture<KarinasDay>
{
    private async Task<string> ConflictAsync(string fingerprint) =>
        $"/konflikter/{await site.ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and fingerprint = $2", site.Karina, fingerprint)}";

    [Fact]
    public async Task A_conflict_is_taken_on_and_kept_with_a_reason_by_keyboard_alone()
    {
        await using var window = await site.OpenAsync(chromium);
        var page = await window.BlankAsync();
        await page.GotoAsync("/");
        await window.TabToAsync("button[value=demo-maja]");
        await window.PressAsync("Enter");
        await window.TabToAsync("#find");
        await page.Keyboard.TypeAsync("Karina");
        await window.PressAsync("Enter");
        await window.TabToAsync("nav.tabs a[href$='/konflikter']");
        await window.PressAsync("Enter");
        var conflict = await ConflictAsync("appointment.travel:A6>A7");
        await window.TabToAsync($"a.button-primary[href='{conflict}']");
        await window.PressAsync("Enter");

        await window.TabToAsync("#Input_Due");
        await window.TypeDateAsync(site.Day.AddDays(4));
        await window.TabToAsync("form[action*=Acknowledge] button");
        await window.PressAsync("Enter");
        await AssertSaysAsync(page, "Ansvarlig og frist er gemt.");

        await window.TabToAsync("#Input_Reason");
        await page.Keyboard.TypeAsync("Turen er aftalt med Karina.");
        await window.TabToAsync("#Input_Until");
        await window.TypeDateAsync(site.Day.AddDays(14));
        await window.TabToAsync("form[action*=Accept] button");
        await window.PressAsync("Enter");
        if (await page.Locator(".interrupt").CountAsync() > 0)
        {
            await window.TabToAsync(".interrupt button");
            await window.PressAsync("Enter");
        }
        Assert.Contains("Beholdt med begrundelse", await page.Locator(".page-head").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("»Turen er aftalt med Karina.«", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Complaints());
    }

    [Fact]
    public async Task The_role_of_coordinator_is_taken_handed_over_and_accepted_by_the_other()
    {
        var address = $"/borgere/{site.Karina}/koordinator";
        await using var window = await site.OpenAsync(chromium);
        var page = await window.SignInAsync("demo-maja");
        await page.GotoAsync(address);
        await page.Locator("form[action*=Name] button[type=submit]").ClickAsync();
        await AssertSaysAsync(page, "koordinator");
        Assert.Contains("Maja Test Lind (dig)", await page.Locator(".ident").InnerTextAsync(), StringComparison.Ordinal);

        var lene = await page.Locator("#Input_Person option", new() { HasTextString = "Lene Test Holm" }).GetAttributeAsync("value");
        await page.Locator("#Input_Person").SelectOptionAsync(lene!);
        await page.Locator("#Input_Note").FillAsync("Ring før kl. 10.");
        await page.Locator("form[action*=Name] button[type=submit]").ClickAsync();
        var waiting = page.Locator("section.voice", new() { HasTextString = "Lene Test Holm" });
        await waiting.WaitForAsync();
        Assert.Contains("Lene Test Holm har fået besked og skal sige ja", await waiting.InnerTextAsync(), StringComparison.Ordinal);

        await using var other = await site.OpenAsync(chromium);
        var answer = await other.SignInAsync("demo-lene");
        await answer.Locator("a[href^='/koordinator/']").ClickAsync();
        Assert.Contains("»Ring før kl. 10.«", await answer.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await answer.Locator("form[action*=Accept] button").ClickAsync();
        await AssertSaysAsync(answer, "koordinator");
        await page.GotoAsync(address);
        Assert.Contains("Lene Test Holm", await page.Locator(".ident").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Complaints());
        Assert.Empty(other.Complaints());
    }

    [Fact]
    public async Task Without_scripts_conflicts_are_taken_on_kept_resolved_and_opened_again()
    {
        await using var window = await site.OpenAsync(chromium, scripts: false);
        // One of the goals is of her area.
        var page = await window.SignInAsync("demo-lene");
        await window.FindAsync("Karina");
        await page.GotoAsync(await ConflictAsync("goal.opposing:G1+G2"));
        await page.Locator("form[action*=Resolve] button").ClickAsync();
        Assert.StartsWith("Fejl:", await page.TitleAsync(), StringComparison.Ordinal);

        await page.Locator("#Input_Due").FillAsync(Iso(site.Day.AddDays(3)));
        await page.Locator("form[action*=Acknowledge] button").ClickAsync();
        await AssertSaysAsync(page, "gemt");
        await page.Locator("#Input_Reason").FillAsync("Begge mål er drøftet med Karina.");
        await page.Locator("#Input_Until").FillAsync(Iso(site.Day.AddDays(14)));
        await page.Locator("form[action*=Accept] button").ClickAsync();
        if (await page.Locator(".interrupt").CountAsync() > 0)
        {
            await page.Locator(".interrupt button").ClickAsync();
        }
        Assert.Contains("Beholdt med begrundelse", await page.Locator(".page-head").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("form[action*=Reopen] button").ClickAsync();
        await page.Locator("#Input_Agreed").FillAsync("Målene er skrevet sammen til ét.");
        await page.Locator("form[action*=Resolve] button").ClickAsync();
        Assert.Contains("Løst", await page.Locator(".page-head").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_scripts_a_deputy_is_asked_and_says_no()
    {
        await using var window = await site.OpenAsync(chromium, scripts: false);
        var page = await window.SignInAsync("demo-peter");
        await page.GotoAsync($"/borgere/{site.Karina}/koordinator");
        var soeren = await page.Locator("#Input_Person option", new() { HasTextString = "Søren Test Bech" }).GetAttributeAsync("value");
        await page.Locator("#Input_Person").SelectOptionAsync(soeren!);
        await page.Locator("#kind-Deputy").CheckAsync(new() { Force = true });
        await page.Locator("#Input_To").FillAsync(Iso(site.Day.AddDays(14)));
        await page.Locator("form[action*=Name] button[type=submit]").ClickAsync();

        await using var other = await site.OpenAsync(chromium, scripts: false);
        var answer = await other.SignInAsync("demo-soeren");
        await answer.Locator("a[href^='/koordinator/']").ClickAsync();
        await answer.Locator("#Input_Reason").FillAsync("Jeg er på orlov.");
        await answer.Locator("form[action*=Decline] button").ClickAsync();
        await page.ReloadAsync();
        Assert.Contains("»Jeg er på orlov.«", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_visit_to_a_plan_keeps_its_budget()
    {
        await using var first = await site.OpenAsync(chromium);
        await first.SignInAsync("demo-maja");
        await using var window = await first.FreshAsync();
        var page = await window.BlankAsync();
        var inspector = await window.InspectAsync();
        await inspector.SendAsync("Network.enable");
        var (bytes, requests) = (0d, 0);
        inspector.Event("Network.loadingFinished").OnEvent += (_, loaded) => (bytes, requests) = (bytes + loaded!.Value.GetProperty("encodedDataLength").GetDouble(), requests + 1);
        await page.GotoAsync($"/borgere/{site.Karina}/plan", new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.InRange(requests, 8, 15);
        Assert.InRange(bytes / 1000, 60, 160);
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task AssertSaysAsync(IPage page, string text) =>
        Assert.Contains(text, await page.Locator(".alert-success").InnerTextAsync(), StringComparison.Ordinal);
}
