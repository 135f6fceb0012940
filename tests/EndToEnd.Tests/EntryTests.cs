using System.Globalization;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>
/// How long it takes to write each kind of thing by keyboard, from the list of what can be written to the receipt: the keys that were pressed,
/// by the keystroke-level model (Card, Moran and Newell): 0.28 s a key for somebody who is no typist, and 1.35 s of thought before each field.
/// </summary>
public sealed class EntryTests(Chromium chromium, KarinasDay site) : IClassFixture<KarinasDay>
{
    private const double SecondsAKey = 0.28;
    private const double SecondsOfThought = 1.35;
    private const double Longest = 60;

    [Theory]
    [InlineData("plan", "#f_title=Handleplan|#f_type=Handleplan", "plans")]
    [InlineData("maal", "#f_plan=↓|#f_text=Jeg vil have ro om aftenen|#f_theme=↓", "goals")]
    [InlineData("indsats", "#f_plan=↓|#f_title=Støtte til post|#f_purposeGroup=S|#f_weeklyHours=2", "interventions")]
    [InlineData("tid", "#f_title=Samtale om post|#f_day=@12|#f_startAt=@09:00|#f_endAt=@10:00|#f_repeatWeeks=2|#f_repeatUntil=@60", "appointments")]
    [InlineData("hensyn", "#f_hours=10|#f_statement=Træt efter middag", "restrictions")]
    [InlineData("aftale", "#f_text=Maja ringer før kl. 10|#f_due=@14", "agreements")]
    [InlineData("milepael", "#f_plan=↓|#f_title=Fast rytme|#f_due=@30", "milestones")]
    [InlineData("vurdering", "#f_theme=↓|#f_level=2|#f_unit=Voksenteamet", "assessments")]
    public async Task Each_thing_is_written_in_under_a_minute_by_keyboard_alone(string slug, string fields, string collection)
    {
        await using var window = await site.OpenAsync(chromium);
        var page = await window.SignInAsync("demo-maja");
        if (slug is "maal" or "indsats" or "milepael")
        {
            await APlanAsync(window);
        }
        var before = await CountAsync(collection);
        await page.GotoAsync($"/borgere/{site.Karina}/skriv");
        var keys = window.Keys;
        await window.SkipToMainAsync();
        await window.TabToAsync($"main a[href$='/skriv/{slug}']");
        await window.PressAsync("Enter");
        await window.SkipToMainAsync();
        var written = fields.Split('|').Select(field => field.Split('=', 2)).ToList();
        foreach (var field in written)
        {
            await window.TabToAsync(field[0]);
            if (field[1] == "↓")
            {
                await window.TypeAsync("ArrowDown");
            }
            else if (field[1].Contains(':', StringComparison.Ordinal))
            {
                await window.TypeTimeAsync(TimeOnly.Parse(field[1][1..], CultureInfo.InvariantCulture));
            }
            else if (field[1].StartsWith('@'))
            {
                await window.TypeDateAsync(site.Day.AddDays(int.Parse(field[1][1..], CultureInfo.InvariantCulture)));
            }
            else
            {
                await window.TypeAsync(field[1]);
            }
        }
        await window.TabToAsync("#write button[formaction*=Save]");
        await window.PressAsync("Enter");
        if (await page.Locator("button[formaction*=Save]").CountAsync() > 0 && await page.Locator("#write").CountAsync() == 0)
        {
            await window.SkipToMainAsync();
            await window.TabToAsync("button[formaction*=Save]");
            await window.PressAsync("Enter");
        }
        Assert.Contains("planen", await page.Locator(".alert-success").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.True(await CountAsync(collection) > before);
        var seconds = (window.Keys - keys) * SecondsAKey + (written.Count + 2) * SecondsOfThought;
        TestContext.Current.TestOutputHelper?.WriteLine($"{slug}: {window.Keys - keys} keys, {seconds:N0} s");
        Assert.True(seconds < Longest, $"{slug} takes {window.Keys - keys} keys, {seconds:N0} seconds.");
    }

    /// <summary>What goals, help and milestones are written in.</summary>
    private async Task APlanAsync(Window window)
    {
        if (await CountAsync("plans") > 0)
        {
            return;
        }
        await window.Page.GotoAsync($"/borgere/{site.Karina}/skriv/plan?omraade=SIU&plantype=SEL141");
        await window.TabToAsync("#write button[formaction*=Save]");
        await window.PressAsync("Enter");
    }

    private Task<long> CountAsync(string collection) =>
        site.ScalarAsync<long>($"select count(*) from {collection} where citizen_id = $1 and source = 'sammenhaeng-siu' and ended_at is null", site.Karina);
}
