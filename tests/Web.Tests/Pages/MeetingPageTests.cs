using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>Maja calls and holds a network meeting about Karina, as a browser without scripts would.</summary>
public sealed class MeetingPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Maja = "demo-maja";

    private static readonly string[] InOrder = ["Karinas eget punkt", "To tider samtidig"];

    [Fact]
    public async Task A_conflict_is_taken_up_and_a_time_that_fits_is_found_and_the_meeting_is_held_and_its_minutes_frozen()
    {
        var browser = await host.SignInAsync(Maja);
        var conflict = await browser.OpenAsync($"/konflikter/{await host.ConflictAsync("appointment.overlap:A4+A5")}");
        var form = await browser.OpenAsync(conflict.Html.QuerySelector("a[href*='moeder/nyt?konflikt']")!.GetAttribute("href")!);
        Assert.True(form.Html.QuerySelector("input[name='Input.Topics'][value*='" + await host.ConflictAsync("appointment.overlap:A4+A5") + "']")!.HasAttribute("checked"));
        var found = await browser.PressAsync(form, form.Html.QuerySelector("button[formaction*='handler=Find']")!, ("Input.CitizensPoints", "Karinas eget punkt"), ("Input.Mode", "phone"));
        var used = await browser.PressAsync(found, found.Html.QuerySelector("button[formaction*='handler=Use']")!);
        Assert.NotEqual("", used.Html.QuerySelector("[name='Input.Day']")!.GetAttribute("value"));
        Assert.Equal("Karinas eget punkt", used.Html.QuerySelector("[name='Input.CitizensPoints']")!.TextContent);
        var meeting = await browser.SubmitAsync(used, used.Form("#call"));
        Assert.Contains("Mødet er indkaldt og står i planen.", meeting.Html.Body!.TextContent, StringComparison.Ordinal);
        var agenda = meeting.Html.QuerySelectorAll("ol.agenda li > p > b").Select(one => one.TextContent[3..]).ToList();
        Assert.Equal(InOrder, agenda.Where(InOrder.Contains));
        Assert.Equal("Karinas eget punkt", agenda[0]);

        var wall = await browser.OpenAsync(meeting.Address.AbsolutePath + "/vaegskaerm");
        var missing = await browser.SubmitAsync(wall, wall.Form("form[action*=Here]"));
        Assert.Equal(HttpStatusCode.BadRequest, missing.Status);
        Assert.Contains("Vælg, om borgeren er med", missing.Html.QuerySelector("[data-error-summary]")!.TextContent, StringComparison.Ordinal);
        var first = await browser.SubmitAsync(missing, missing.Form("form[action*=Here]"), ("Input.CitizenPart", "Present"));
        Assert.Equal("Karinas eget punkt", first.Heading);
        var second = await browser.SubmitAsync(
            first, first.Form("form[action*=Next]"), ("Input.Wish", "Ro om morgenen"), ("Input.Decision", "Posten læses sammen"), ("Input.Tasks[0].Owner", "citizen"),
            ("Input.Tasks[0].Text", "tager posten med"), ("Input.Tasks[0].Due", "2026-10-12"));
        Assert.Contains("Punkt 2 af", second.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1L, await host.Database.ScalarAsync<long>("select count(*) from agreements where text = 'tager posten med' and owner = 'citizen' and ended_at is null"));
        Assert.DoesNotContain("••••", second.Html.Body.TextContent, StringComparison.Ordinal);

        var conflictScreen = await browser.OpenAsync(wall.Address.AbsolutePath + "?punkt=" + (agenda.IndexOf("To tider samtidig") + 1));
        await browser.SubmitAsync(conflictScreen, conflictScreen.Form("form[action*=Next]"), ("Input.Decision", "Turen bliver flyttet"));
        var end = await browser.OpenAsync(wall.Address.AbsolutePath + "?punkt=99");
        var summary = await browser.SubmitAsync(end, end.Form("form[action*=End]"));
        Assert.Equal("Er det her rigtigt, Karina?", summary.Heading);
        Assert.Contains("Du tager posten med senest den 12. oktober.", summary.Html.QuerySelector(".summary")!.TextContent, StringComparison.Ordinal);
        var minutes = await browser.OpenAsync(meeting.Address.AbsolutePath + "/referat");
        Assert.Contains("Let at læse (lix", minutes.Html.Body!.TextContent, StringComparison.Ordinal);
        var resolve = minutes.Form("form[action*=Resolve]");
        Assert.Equal("Turen bliver flyttet", resolve.QuerySelector("textarea")!.TextContent);
        var resolved = await browser.SubmitAsync(minutes, resolve);
        Assert.Empty(resolved.Html.QuerySelectorAll("form[action*=Resolve]"));
        var asked = await browser.SubmitAsync(resolved, resolved.Form("form[action*=Freeze]"), ("Input.How", "Disagrees"));
        Assert.Equal(HttpStatusCode.BadRequest, asked.Status);
        var frozen = await browser.SubmitAsync(asked, asked.Form("form[action*=Freeze]"), ("Input.How", "AtMeeting"), ("Input.Note", "Det er svært med posten."));
        Assert.Contains("»Det er svært med posten.«", frozen.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Karina sagde ja på mødet. Låst af Maja Test Lind", frozen.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(frozen.Html.QuerySelectorAll("form[action*=Reword], form[action*=Freeze]"));
        var added = await browser.SubmitAsync(frozen, frozen.Form("form[action*=Add]"), ("Input.Text", "Turen er den 13. oktober."));
        Assert.Contains("»Turen er den 13. oktober.«", added.Html.Body!.TextContent, StringComparison.Ordinal);
        for (var screen = 0; screen <= agenda.Count + 1; screen++)
        {
            // Everybody in the room reads the wall: no number, no last name in its head, and no note.
            var shown = await browser.OpenAsync($"{wall.Address.AbsolutePath}?punkt={screen}");
            Assert.DoesNotMatch("140384|••••|Det er svært med posten|Turen er den 13. oktober", shown.Html.Body!.TextContent);
            Assert.Contains("· Karina ·", shown.Html.QuerySelector(".wall-head")!.TextContent, StringComparison.Ordinal);
        }
        var paper = await browser.OpenAsync(meeting.Address.AbsolutePath + "/udskriv");
        Assert.Contains("af Maja Test Lind. Indeholder personoplysninger.", paper.Html.QuerySelector(".sheet-foot")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_write_at_the_same_point_lose_nothing_of_what_they_wrote()
    {
        var address = $"/borgere/{host.Karina}/moeder/{await host.MeetingAsync()}/vaegskaerm?punkt=1";
        var (one, other) = (await host.SignInAsync(Maja), await host.SignInAsync("demo-rikke"));
        var (mine, theirs) = (await one.OpenAsync(address), await other.OpenAsync(address));
        await other.SubmitAsync(theirs, theirs.Form("form[action*=Next]"), ("Input.Decision", "Rikke ringer"));
        var stale = await one.SubmitAsync(mine, mine.Form("form[action*=Next]"), ("Input.Decision", "Maja ringer"), ("Input.Tasks[0].Owner", "me"), ("Input.Tasks[0].Text", "ringer"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Equal("Maja ringer", stale.Html.QuerySelector("[name='Input.Decision']")!.TextContent);
        Assert.Equal("ringer", stale.Html.QuerySelector("[name='Input.Tasks[0].Text']")!.GetAttribute("value"));
        Assert.Contains("Rikke ringer", stale.Html.QuerySelector("section[aria-labelledby=theirs]")!.TextContent, StringComparison.Ordinal);
        await one.SubmitAsync(stale, stale.Form("form[action*=Next]"));
        Assert.Equal("Maja ringer", await host.Database.ScalarAsync<string>("select decision from meeting_points where decision is not null and text = 'Jeg vil tale om min post'"));
    }

    [Fact]
    public async Task What_is_half_written_is_told_at_its_field_and_nothing_is_kept_of_it()
    {
        var browser = await host.SignInAsync(Maja);
        var page = await browser.OpenAsync($"/borgere/{host.Karina}/moeder/{await host.MeetingAsync()}/vaegskaerm?punkt=1");
        var wrong = await browser.SubmitAsync(page, page.Form("form[action*=Next]"), ("Input.Tasks[1].Text", "henter Emil"), ("Input.Tasks[1].Due", "2020-01-01"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        foreach (var link in wrong.Html.QuerySelectorAll("[data-error-summary] a"))
        {
            Assert.NotNull(wrong.Html.QuerySelector(link.GetAttribute("href")!));
        }
        Assert.Contains("Vælg, hvem der gør det", wrong.Html.QuerySelector("#Input_Tasks_1__Owner-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0L, await host.Database.ScalarAsync<long>("select count(*) from agreements where text = 'henter Emil'"));
    }

    [Fact]
    public async Task A_meeting_is_seen_by_no_area_that_is_not_invited()
    {
        var id = await host.MeetingAsync();
        var dorte = await host.SignInAsync("demo-dorte");
        foreach (var page in new[] { "", "/vaegskaerm", "/referat", "/udskriv" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await dorte.OpenAsync($"/borgere/{host.Karina}/moeder/{id}{page}")).Status);
        }
        Assert.DoesNotContain(id.ToString(), (await dorte.OpenAsync($"/borgere/{host.Karina}/moeder")).Html.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Contains(id.ToString(), (await (await host.SignInAsync(Maja)).OpenAsync("/moeder")).Html.Body!.InnerHtml, StringComparison.Ordinal);
    }
}
