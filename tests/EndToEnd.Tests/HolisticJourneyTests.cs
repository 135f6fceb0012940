using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>What takes a whole journey on the day of Karina's conflicts, and leaves her to the next as she was.</summary>
[CollectionDefinition(nameof(KarinasJourneys))]
public sealed class KarinasJourneys : ICollectionFixture<KarinasDay>;

/// <summary>One plan in the place of two, from the four tests until the consent is taken back, by all who have a part in it; each page is looked at on a wide and a narrow screen.</summary>
[Collection(nameof(KarinasJourneys))]
public sealed class HolisticJourneyTests(Chromium chromium, KarinasDay site)
{
    private const string Said = "Skrevet sammen med Karina.";

    private readonly List<string> _faults = [];

    [Fact]
    public async Task One_plan_takes_the_place_of_two_and_they_come_back_when_the_consent_is_withdrawn()
    {
        await using var lene = await InAsync("demo-lene", $"/borgere/{site.Karina}/helhedsplan");
        await using var maja = await InAsync("demo-maja", $"/borgere/{site.Karina}/delplaner");
        await using var karina = await InAsync("borger-2", $"/mit/{site.Karina}");
        await BeginAsync(lene);
        await AgreeAsync(maja);
        await FillAsync(lene);
        await AnswerAsync(karina, "form[action$='=Answer'] button[value=true]");

        await OpenAsync(lene);
        await lene.LeaveAsync(() => lene.Page.Locator("form[action*=Effect] button").ClickAsync());
        Assert.Contains("Planen gælder nu.", await lene.Page.Locator(".alert-success").InnerTextAsync(), StringComparison.Ordinal);
        await lene.Page.LookAsync(_faults);
        await IsLockedAsync(maja);

        await AnswerAsync(karina, "form[action$='=Withdraw'] button");
        await OpenAsync(lene);
        Assert.Contains("Samtykket gælder ikke længere", await lene.Page.Locator("section[aria-labelledby=ended]").InnerTextAsync(), StringComparison.Ordinal);
        await lene.Page.LookAsync(_faults);
        await maja.Page.GotoAsync($"/borgere/{site.Karina}/delplaner");
        Assert.Equal((0, 1), (await maja.Page.GetByText("Erstattet af").CountAsync(), await Change(maja).CountAsync()));

        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
        Assert.Empty(lene.Complaints().Concat(maja.Complaints()).Concat(karina.Complaints()));
    }

    [Fact]
    public async Task In_the_demonstration_a_draft_lacks_the_consent_alone()
    {
        await using var window = await site.OpenAsync(chromium);
        var page = await window.SignInAsync("demo-rikke");
        await page.GotoAsync($"/borgere/{await window.FindAsync("Jonas")}/helhedsplan");
        Assert.StartsWith("Samtykket mangler", Assert.Single(await page.Locator("section[aria-labelledby=effect] li").AllInnerTextsAsync()), StringComparison.Ordinal);
    }

    private async Task BeginAsync(Window lene)
    {
        var page = lene.Page;
        foreach (var test in new[] { "#test-Complex", "#test-Compound", "#test-SeveralPlans", "#test-Coordination", "[value='jobcenter:P1']", "[value='social:P2']" })
        {
            await page.Locator(test).CheckAsync(new() { Force = true });
        }
        await page.Locator("#Input_Reason").FillAsync("Begge planer handler om det samme og spænder ben for hinanden.");
        await lene.LeaveAsync(() => page.Locator("form[action*=Assess] button[type=submit]").ClickAsync());
        await page.Locator("#Input_AskText").FillAsync("Lad os skrive én plan sammen.");
        await lene.LeaveAsync(() => page.Locator("form[action*='=Ask'] button[type=submit]").ClickAsync());
        await page.LookAsync(_faults);
    }

    private async Task AgreeAsync(Window maja)
    {
        var page = maja.Page;
        Assert.Equal(1, await Change(maja).CountAsync());
        await page.GotoAsync($"/borgere/{site.Karina}/forslag");
        await page.LookAsync(_faults);
        await page.Locator("section[id^=p-] textarea").FillAsync("Det er vi med på.");
        await maja.LeaveAsync(() => page.Locator("section[id^=p-] button[value=Accept]").ClickAsync());
    }

    /// <summary>One part is taken over from a plan, the others are written.</summary>
    private async Task FillAsync(Window lene)
    {
        await OpenAsync(lene);
        var page = lene.Page;
        await lene.LeaveAsync(() => page.Locator("button[name='Input.Take'][value='employment|jobcenter:P1']").ClickAsync());
        foreach (var part in await page.Locator("textarea[name^='Input.Texts[']").AllAsync())
        {
            if ((await part.InputValueAsync()).Length == 0)
            {
                await part.FillAsync(Said);
            }
        }
        await page.Locator("#Input_NextFollowUp").FillAsync(site.Day.AddMonths(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await lene.LeaveAsync(() => page.Locator("form[action*=Texts] .button-primary").ClickAsync());
        await page.LookAsync(_faults);
        await lene.LeaveAsync(() => page.Locator("form[action*='=Consent'] button[type=submit]").ClickAsync());
    }

    private async Task AnswerAsync(Window karina, string button)
    {
        await karina.Page.GotoAsync($"/mit/{site.Karina}/samtykker");
        await karina.Page.LookAsync(_faults);
        await karina.LeaveAsync(() => karina.Page.Locator("section.panel", new() { HasTextString = "Én plan i stedet for flere" }).Locator(button).ClickAsync());
    }

    /// <summary>Maja, whose plan it was, reads it and the new one, and changes neither.</summary>
    private async Task IsLockedAsync(Window maja)
    {
        var page = maja.Page;
        await page.GotoAsync($"/borgere/{site.Karina}/delplaner");
        var old = page.Locator("section.panel", new() { HasTextString = "Handleplan (SEL § 141)" }).First;
        Assert.Contains("Den kan læses, men ikke ændres.", await old.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await Change(maja).CountAsync());
        await page.LookAsync(_faults);
        await OpenAsync(maja);
        Assert.Contains(Said, await page.Locator("section[aria-labelledby=trin-content]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("form[action*=Assess], form[action*=Texts], form[action*='=End']").CountAsync());
    }

    /// <summary>Where a change of the social services' plan begins.</summary>
    private static ILocator Change(Window window) => window.Page.Locator("a[href*='forslag?slags=plans&kilde=social&nr=P2']");

    private Task<IResponse?> OpenAsync(Window window) => window.Page.GotoAsync($"/borgere/{site.Karina}/helhedsplan");

    private async Task<Window> InAsync(string subject, string path)
    {
        var window = await site.OpenAsync(chromium);
        await window.SignInAsync(subject, path);
        return window;
    }
}
