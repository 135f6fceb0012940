using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>Maja writes for SIU in Karina's plan, as a browser without scripts would.</summary>
public sealed class WritingPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Maja = "demo-maja";

    [Fact]
    public async Task A_plan_is_written_with_four_fields_and_found_again_with_its_versions()
    {
        var browser = await host.SignInAsync(Maja);
        var choose = await browser.OpenAsync($"/borgere/{host.Karina}/skriv");
        var form = await browser.OpenAsync(choose.Html.QuerySelector("a[href$='/skriv/plan']")!.GetAttribute("href")!);
        var saved = await browser.PressAsync(form, Button(form, "Save"), ("f.title", "Støtte i hverdagen"), ("f.type", "SEL141"), ("f.nextFollowUp", "2026-12-01"));
        Assert.Contains("Gemt. Det er en del af planen nu.", saved.Html.Body!.TextContent, StringComparison.Ordinal);
        var change = await browser.OpenAsync(saved.Html.QuerySelector("a[href*='/skriv/plan/']")!.GetAttribute("href")!);
        var again = await browser.PressAsync(change, Button(change, "Save"), ("f.title", "Støtte hver dag"));
        change = await browser.OpenAsync(again.Html.QuerySelector("a[href*='/skriv/plan/']")!.GetAttribute("href")!);
        Assert.Contains("»Støtte i hverdagen« blev til »Støtte hver dag«", change.Html.QuerySelector("section[aria-labelledby=versions]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Maja Test Lind", change.Html.QuerySelector("section[aria-labelledby=versions]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_told_at_its_field_and_what_was_typed_stays()
    {
        var browser = await host.SignInAsync(Maja);
        var form = await browser.OpenAsync($"/borgere/{host.Karina}/skriv/aftale");
        var wrong = await browser.PressAsync(form, Button(form, "Save"), ("f.text", ""), ("f.due", "2026-12-01"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        var field = wrong.Html.QuerySelector(wrong.Html.QuerySelector("[data-error-summary] a")!.GetAttribute("href")!)!;
        Assert.Equal("f.text", field.GetAttribute("name"));
        Assert.Equal("2026-12-01", wrong.Html.QuerySelector("[name='f.due']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_plan_is_checked_by_a_button_and_asks_before_it_saves_what_clashes()
    {
        var browser = await host.SignInAsync(Maja);
        var form = await browser.OpenAsync($"/borgere/{host.Karina}/skriv/tid");
        (string, string)[] clash = [("f.title", "Møde i bostøtten"), ("f.day", "2026-10-06"), ("f.startAt", "09:30"), ("f.endAt", "10:30")];
        var day = await host.Database.ScalarAsync<string>("select to_char(start_at at time zone 'Europe/Copenhagen', 'YYYY-MM-DD HH24:MI') from appointments where id = 'A4' and citizen_id = $1", host.Karina);
        clash[1] = ("f.day", day[..10]);
        (clash[2], clash[3]) = (("f.startAt", day[11..]), ("f.endAt", "23:00"));
        var check = await browser.PressAsync(form, Button(form, "Check"), clash);
        Assert.Contains("To tider samtidig", check.Html.QuerySelector("#check")!.TextContent, StringComparison.Ordinal);
        var held = await browser.PressAsync(check, Button(check, "Save"), clash);
        Assert.Equal("Din ændring giver en alvorlig konflikt", held.Heading);
        Assert.Equal(0L, await host.Database.ScalarAsync<long>("select count(*) from appointments where title = 'Møde i bostøtten'"));
        var back = await browser.PressAsync(held, Button(held, "Check"));
        Assert.Equal("Møde i bostøtten", back.Html.QuerySelector("[name='f.title']")!.GetAttribute("value"));
        await browser.PressAsync(held, Button(held, "Save"));
        Assert.Equal(1L, await host.Database.ScalarAsync<long>("select count(*) from appointments where title = 'Møde i bostøtten' and ended_at is null"));
    }

    [Fact]
    public async Task Two_who_change_the_same_see_both_until_one_chooses()
    {
        var (one, other) = (await host.SignInAsync(Maja), await host.SignInAsync("demo-rikke"));
        var first = await one.OpenAsync($"/borgere/{host.Karina}/skriv/aftale");
        var list = await one.PressAsync(first, Button(first, "Save"), ("f.text", "Maja ringer før kl. 10"));
        var address = list.Html.QuerySelectorAll("a[href*='/skriv/aftale/']").Single(link => link.TextContent.Contains("ringer", StringComparison.Ordinal)).GetAttribute("href")!;
        var (mine, theirs) = (await one.OpenAsync(address), await other.OpenAsync(address));
        await other.PressAsync(theirs, Button(theirs, "Save"), ("f.text", "Rikke ringer før kl. 10"));
        var compare = await one.PressAsync(mine, Button(mine, "Save"), ("f.text", "Maja skriver en sms"));
        Assert.Equal(HttpStatusCode.Conflict, compare.Status);
        var table = compare.Html.QuerySelector("section[aria-labelledby=other]")!.TextContent;
        Assert.Contains("Rikke Test Vang", table, StringComparison.Ordinal);
        Assert.Contains("Maja skriver en sms", table, StringComparison.Ordinal);
        Assert.Contains("Rikke ringer før kl. 10", table, StringComparison.Ordinal);
        Assert.Equal("Maja skriver en sms", compare.Html.QuerySelector("[name='f.text']")!.TextContent);
        await one.PressAsync(compare, Button(compare, "Save"));
        Assert.Equal("Maja skriver en sms", await host.Database.ScalarAsync<string>("select content ->> 'text' from written_items where version = 3"));
    }

    [Fact]
    public async Task What_was_not_saved_is_there_on_another_machine_until_it_is_dropped()
    {
        var one = await host.SignInAsync("demo-soeren");
        var form = await one.OpenAsync($"/borgere/{host.Karina}/skriv/hensyn");
        await one.PressAsync(form, Button(form, "Check"), ("f.statement", "Kun korte møder"), ("f.hours", "4"));
        var there = await host.SignInAsync("demo-soeren");
        var other = await there.OpenAsync($"/borgere/{host.Karina}/skriv/hensyn");
        Assert.Equal("Kun korte møder", other.Html.QuerySelector("[name='f.statement']")!.TextContent);
        Assert.Contains("Du begyndte på det her", other.Html.Body!.TextContent, StringComparison.Ordinal);
        var dropped = await there.SubmitAsync(other, other.Form("form[action*=Drop]"));
        Assert.Equal("", dropped.Html.QuerySelector("[name='f.statement']")!.TextContent);
    }

    [Fact]
    public async Task Ones_own_change_is_taken_back_by_a_button()
    {
        var browser = await host.SignInAsync(Maja);
        var form = await browser.OpenAsync($"/borgere/{host.Karina}/skriv/aftale");
        var list = await browser.PressAsync(form, Button(form, "Save"), ("f.text", "Det her var en fejl"));
        var change = await browser.OpenAsync(list.Html.QuerySelectorAll("a[href*='/skriv/aftale/']").Single(link => link.TextContent.Contains("fejl", StringComparison.Ordinal)).GetAttribute("href")!);
        var undone = await browser.SubmitAsync(change, change.Form("form[action*=Undo]"));
        Assert.Contains("Din ændring er taget tilbage.", undone.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Det her var en fejl", undone.Html.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposal_is_sent_beside_a_plan_and_answered_from_the_start_page()
    {
        var maja = await host.SignInAsync(Maja);
        var plans = await maja.OpenAsync($"/borgere/{host.Karina}/delplaner");
        var form = await maja.OpenAsync(plans.Html.QuerySelector("a[href*='kilde=social']")!.GetAttribute("href")!);
        var wrong = await maja.SubmitAsync(form, form.Form("form[action*=Propose]"), ("Input.Text", "Kort"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        var sent = await maja.SubmitAsync(wrong, wrong.Form("form[action*=Propose]"), ("Input.Text", "Kan opfølgningen flyttes til november?"));
        Assert.Contains("Forslaget er sendt.", sent.Html.Body!.TextContent, StringComparison.Ordinal);
        var soeren = await host.SignInAsync("demo-soeren");
        var day = await soeren.OpenAsync("/");
        var answer = await soeren.OpenAsync(day.Html.QuerySelector("section a[href*='/forslag']")!.GetAttribute("href")!);
        var no = await soeren.SubmitAsync(answer, answer.Form("form[action*=Answer]"), ("Input.Act", "Decline"), ("Input.Text", "Nej"));
        Assert.Contains("hvorfor ikke", no.Html.QuerySelector("[data-error-summary]")!.TextContent, StringComparison.Ordinal);
        var yes = await soeren.SubmitAsync(no, no.Form("form[action*=Answer]"), ("Input.Act", "Accept"), ("Input.Text", ""));
        Assert.Contains("Søren Test Bech sagde ja", yes.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_free_time_is_found_and_put_into_the_form()
    {
        var browser = await host.SignInAsync(Maja);
        var form = await browser.OpenAsync($"/borgere/{host.Karina}/skriv/tid");
        var found = await browser.PressAsync(form, form.Html.QuerySelector("button[formaction*='handler=Find']")!, ("f.title", "Møde"), ("f.day", "2026-10-08"), ("f.startAt", "11:00"), ("f.endAt", "12:00"));
        var use = found.Html.QuerySelector("button[formaction*='handler=Use']")!;
        Assert.Contains("To tider samtidig", found.Html.QuerySelector("section[aria-labelledby=times] details")!.TextContent, StringComparison.Ordinal);
        var used = await browser.PressAsync(found, use);
        var start = use.GetAttribute("formaction")!.Split("start=")[1][..16];
        Assert.Equal((start[..10], start[11..]), (used.Html.QuerySelector("[name='f.day']")!.GetAttribute("value"), used.Html.QuerySelector("[name='f.startAt']")!.GetAttribute("value")));
        Assert.Contains("ingen nye konflikter", used.Html.QuerySelector("#check")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_box_alone_is_answered_to_a_part_of_the_page()
    {
        var browser = await host.SignInAsync(Maja);
        var form = await browser.OpenAsync($"/borgere/{host.Karina}/skriv/aftale");
        const string Written = "select coalesce(string_agg(what, ',' order by at, id), '') from access_log where citizen_id = $1 and subject = 'demo-maja'";
        var before = await host.Database.ScalarAsync<string>(Written, host.Karina);
        using var answer = await browser.PressAsync(form, Button(form, "Check"), asPart: true, ("f.text", "Vi ses på fredag"));
        // One thing is done, and one line says what.
        Assert.Equal(before + ",CheckItem", await host.Database.ScalarAsync<string>(Written, host.Karina));
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("ingen nye konflikter", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/skriv/noget")]
    [InlineData("/skriv/plan/findes-ikke")]
    [InlineData("/skriv/plan?omraade=AKB")]
    [InlineData("/skriv/plan/DROP%20TABLE")]
    public async Task What_is_not_there_or_not_theirs_is_no_form(string path)
    {
        var browser = await host.SignInAsync(Maja);
        using var answer = await browser.GetAsync($"/borgere/{host.Karina}{path}");
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest });
    }

    private static AngleSharp.Dom.IElement Button(Page page, string handler) => page.Html.QuerySelector($"main button[formaction*='handler={handler}']")!;
}
