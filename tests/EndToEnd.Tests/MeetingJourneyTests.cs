using Microsoft.Playwright;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>A whole network meeting, from the call to the frozen minutes, by keyboard alone; each page of it is looked at on a wide and a narrow screen.</summary>
[Collection(nameof(KarinasJourneys))]
public sealed class MeetingJourneyTests(Chromium chromium, KarinasDay site)
{
    private readonly List<string> _faults = [];

    [Fact]
    public async Task A_meeting_is_called_held_on_the_wall_and_approved_by_keyboard_alone()
    {
        await using var window = await site.OpenAsync(chromium);
        var page = await window.SignInAsync("demo-maja");
        await CallAsync(window, page);
        await SettleAsync(window, page);
        await EndAsync(window, page);
        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
        Assert.Empty(window.Complaints());
    }

    private async Task CallAsync(Window window, IPage page)
    {
        await page.GotoAsync($"/borgere/{site.Karina}/moeder");
        await LookAsync(page);
        await window.TabToAsync("a[href$='/moeder/nyt']");
        await window.PressAsync("Enter");
        await LookAsync(page);
        await window.TabToAsync("#Input_CitizensPoints");
        await page.Keyboard.TypeAsync("Min post");
        await window.TabToAsync("#Input_Day");
        await window.TypeDateAsync(site.Day.AddDays(10));
        await window.TabToAsync("#Input_StartAt");
        await page.Keyboard.TypeAsync("1300");
        await window.TabToAsync("#Input_EndAt");
        await page.Keyboard.TypeAsync("1400");
        await window.TabToAsync("button[formaction*='handler=Find']");
        await window.PressAsync("Enter");
        await LookAsync(page);
        await window.TabToAsync("button[formaction*='handler=Use']");
        await window.PressAsync("Enter");
        await window.TabToAsync("#call .actions .button-primary");
        await window.PressAsync("Enter");
        Assert.Contains("Mødet er indkaldt", await page.Locator(".alert-success").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(page);
    }

    private async Task SettleAsync(Window window, IPage page)
    {
        await window.TabToAsync("button[formaction*='answer=Comes']");
        await window.PressAsync("Enter");
        await window.TabToAsync("a[href$='/vaegskaerm']");
        await window.PressAsync("Enter");
        await LookAsync(page);
        await window.TabToAsync("#part-Present");
        await page.Keyboard.PressAsync("Space");
        await window.TabToAsync("#Input_Others");
        await window.PressAsync("Enter");

        Assert.Equal("Min post", await page.Locator("h1").InnerTextAsync());
        Assert.True(await page.Locator("main").EvaluateAsync<bool>("main => parseFloat(getComputedStyle(main.querySelector('.form-input')).fontSize) >= 20 && parseFloat(getComputedStyle(main.querySelector('.meta')).fontSize) >= 20"));
        Assert.Equal(0, await page.GetByText("••••").CountAsync());
        await window.TabToAsync("#Input_Decision");
        await page.Keyboard.TypeAsync("Posten læses sammen");
        await window.TabToAsync("#Input_Tasks_0__Owner");
        await page.Keyboard.TypeAsync("Karina");
        await window.TabToAsync("#Input_Tasks_0__Text");
        await page.Keyboard.TypeAsync("tager posten med");
        await LookAsync(page);
        // One key in the last field writes the point down, makes the agreement and goes on.
        await page.Locator("#Input_Tasks_0__Text").FocusAsync();
        await window.PressAsync("Enter");
        Assert.Contains("Punkt 2 af", await page.Locator(".wall-head").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1L, await site.ScalarAsync<long>("select count(*) from agreements where text = 'tager posten med' and owner = 'citizen' and ended_at is null"));
        await FollowAsync(window, "f");
        Assert.Equal("Min post", await page.Locator("h1").InnerTextAsync());
        await FollowAsync(window, "n");
        Assert.Contains("Punkt 2 af", await page.Locator(".wall-head").InnerTextAsync(), StringComparison.Ordinal);
        while (await page.Locator("a[accesskey=n]").CountAsync() > 0)
        {
            await FollowAsync(window, "n");
        }
        await LookAsync(page);
    }

    private async Task EndAsync(Window window, IPage page)
    {
        await window.TabToAsync("form[action*=End] button");
        await window.PressAsync("Enter");
        Assert.Equal("Er det her rigtigt, Karina?", await page.Locator("h1").InnerTextAsync());
        await LookAsync(page);
        await window.TabToAsync("form[action*=Yes] a");
        await window.PressAsync("Enter");
        await LookAsync(page);
        await page.GoBackAsync();
        await window.TabToAsync("form[action*=Yes] button");
        await window.PressAsync("Enter");
        await window.TabToAsync("a[href$='/referat']");
        await window.PressAsync("Enter");
        Assert.Contains("Karina sagde ja på mødet.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(page);
        await window.TabToAsync("main a[href$='/udskriv']");
        await window.PressAsync("Enter");
        await LookAsync(page);
    }

    private static async Task FollowAsync(Window window, string accessKey)
    {
        await window.TabToAsync($"a[accesskey={accessKey}]");
        await window.PressAsync("Enter");
    }

    private Task LookAsync(IPage page) => page.LookAsync(_faults);
}
