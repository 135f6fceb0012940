using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class CoordinatorPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task A_role_is_taken_handed_over_answered_and_ended()
    {
        var maja = await host.SignInAsync("demo-maja");
        var address = $"/borgere/{host.Karina}/koordinator";
        var page = await maja.OpenAsync(address);
        Assert.Contains("Borgeren har ingen koordinator.", page.Html.Body!.TextContent, StringComparison.Ordinal);

        page = await maja.SubmitAsync(page, page.Form("form[action*=Name]"), ("Input.Mandate", "MoveAppointments"));
        Assert.Contains("Flytte tider", page.Html.QuerySelector("section[aria-labelledby=now]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Maja Test Lind (dig)", page.Html.QuerySelector(".ident")!.TextContent, StringComparison.Ordinal);

        var lene = page.Html.QuerySelectorAll("#Input_Person option").Single(option => option.TextContent.StartsWith("Lene Test Holm", StringComparison.Ordinal)).GetAttribute("value")!;
        page = await maja.SubmitAsync(page, page.Form("form[action*=Name]"), ("Input.Person", lene), ("Input.Note", "Ring før kl. 10."));
        Assert.Contains("Du er koordinator, til Lene Test Holm siger ja.", page.Html.Body!.TextContent, StringComparison.Ordinal);

        var other = await host.SignInAsync("demo-lene");
        var day = await other.OpenAsync("/");
        var ask = await other.OpenAsync(day.Html.QuerySelector("a[href^='/koordinator/']")!.GetAttribute("href")!);
        Assert.Contains("»Ring før kl. 10.«", ask.Html.Body!.TextContent, StringComparison.Ordinal);
        await other.SubmitAsync(ask, ask.Form("form[action*=Accept]"));
        page = await other.OpenAsync(address);
        Assert.Contains("Lene Test Holm (dig)", page.Html.QuerySelector(".ident")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Maja Test Lind", page.Html.QuerySelector("section[aria-labelledby=before]")!.TextContent, StringComparison.Ordinal);

        page = await other.SubmitAsync(page, page.Form("section[aria-labelledby=now] form[action*=End]"));
        Assert.Contains("Rollen eller forespørgslen er afsluttet.", page.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_change_the_role_at_once_compare_and_choose()
    {
        var address = $"/borgere/{host.Jonas}/koordinator";
        var (one, other) = (await host.SignInAsync("demo-rikke"), await host.SignInAsync("demo-line"));
        var (first, second) = (await one.OpenAsync(address), await other.OpenAsync(address));
        await one.SubmitAsync(first, first.Form("form[action*=Name]"), ("Input.Mandate", "Grant"));
        var late = await other.SubmitAsync(second, second.Form("form[action*=Name]"), ("Input.Mandate", "MoveAppointments"), ("Input.Note", "Min besked, Test"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        var rows = Rows(late);
        var holder = await host.Database.ScalarAsync<string>("select name from coordinator_assignments where citizen_id = $1 and kind = 'main' and state = 'active'", host.Jonas);
        Assert.Contains(rows, row => row.EndsWith("|" + holder, StringComparison.Ordinal));
        Assert.Contains(rows, row => row.EndsWith("Flytte tider|Bevilge", StringComparison.Ordinal));
        Assert.Contains("Min besked, Test", late.Html.QuerySelector("#Input_Note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1L, await host.Database.ScalarAsync<long>("select count(*) from coordinator_assignments where citizen_id = $1 and state = 'active'", host.Jonas));

        // Seen through, one's own is sent again, and is saved.
        await other.SubmitAsync(late, late.Form("form[action*=Name]"), ("Input.Mandate", "MoveAppointments"));
        Assert.NotEqual(holder, await host.Database.ScalarAsync<string>("select name from coordinator_assignments where citizen_id = $1 and kind = 'main' and state = 'active'", host.Jonas));

        var mandate = await one.SubmitAsync(await one.OpenAsync(address), (await one.OpenAsync(address)).Form("section[aria-labelledby=now] form[action*=Mandate]"), ("Input.Mandate", "Grant"), ("Input.Revision", "0"));
        Assert.Equal(HttpStatusCode.Conflict, mandate.Status);
        Assert.NotNull(mandate.Html.QuerySelector("section.compare"));
    }

    [Fact]
    public async Task An_answer_to_a_question_that_changed_meanwhile_stands_beside_what_is_so_now()
    {
        var address = $"/borgere/{host.Jonas}/koordinator";
        var (rikke, line, kasper, soeren) = (await host.SignInAsync("demo-rikke"), await host.SignInAsync("demo-line"), await host.SignInAsync("demo-kasper"), await host.SignInAsync("demo-soeren"));
        var page = await rikke.OpenAsync(address);
        await rikke.SubmitAsync(page, page.Form("form[action*='handler=Name']"), ("Input.Mandate", "Grant"));
        page = await rikke.OpenAsync(address);
        await rikke.SubmitAsync(page, page.Form("form[action*='handler=Name']"), ("Input.Person", await UserAsync("demo-kasper")), ("Input.Mandate", "Grant"));
        var question = await QuestionAsync("demo-kasper");
        var ask = await kasper.OpenAsync(question);
        page = await line.OpenAsync(address);
        await line.SubmitAsync(page, page.Form("form[action*='handler=Name']"), ("Input.Mandate", "MoveAppointments"));

        var late = await kasper.SubmitAsync(ask, ask.Form("form[action*=Accept]"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Dit svar|Ja, det vil jeg|Venter på dit svar", Rows(late));
        Assert.Contains("Koordinator nu|Rikke Test Vang|Line Test Boje", Rows(late));
        // Seen through, the answer is given again. Sent twice it is given once.
        Assert.Contains("Tak. Du er nu borgerens koordinator.", (await kasper.SubmitAsync(late, late.Form("form[action*=Accept]"))).Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tak. Du er nu borgerens koordinator.", (await kasper.SubmitAsync(ask, ask.Form("form[action*=Accept]"))).Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("|Du har sagt ja, ", Assert.Single(Rows(await kasper.SubmitAsync(ask, ask.Form("form[action*=Decline]")))), StringComparison.Ordinal);
        Assert.Equal(1L, await host.Database.ScalarAsync<long>("select count(*) from coordinator_assignments where citizen_id = $1 and kind = 'main' and state = 'active'", host.Jonas));

        page = await rikke.OpenAsync(address);
        await rikke.SubmitAsync(page, page.Form("form[action*='handler=Name']"), ("Input.Person", await UserAsync("demo-soeren")), ("Input.Kind", "Deputy"), ("Input.To", "2026-10-17"));
        ask = await soeren.OpenAsync(await QuestionAsync("demo-soeren"));
        page = await rikke.OpenAsync(address);
        await rikke.SubmitAsync(page, page.Form("section.voice form[action*=End]"));
        late = await soeren.SubmitAsync(ask, ask.Form("form[action*=Decline]"), ("Input.Reason", "Ferie, Test"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.StartsWith("Dit svar|Nej, ikke nu: »Ferie, Test«|Spørgsmålet er trukket tilbage, ", Assert.Single(Rows(late)), StringComparison.Ordinal);
        Assert.Empty(late.Html.QuerySelectorAll("form[action*=Decline], form[action*=Accept]"));
        Assert.DoesNotContain("Jonas", late.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    private static List<string> Rows(Page page) =>
        [.. page.Html.QuerySelectorAll("section.compare tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())))];

    private async Task<string> UserAsync(string subject) => (await host.Database.ScalarAsync<Guid>("select id from users where subject = $1", subject)).ToString();

    private async Task<string> QuestionAsync(string subject) => "/koordinator/" + await host.Database.ScalarAsync<Guid>(
        "select a.id from coordinator_assignments a join users u on u.id = a.user_id where u.subject = $1 and a.state = 'proposed' and a.citizen_id = $2", subject, host.Jonas);

    [Fact]
    public async Task Only_whoever_is_asked_sees_the_question()
    {
        var peter = await host.SignInAsync("demo-peter");
        var page = await peter.OpenAsync($"/borgere/{host.Karina}/koordinator");
        var soeren = page.Html.QuerySelectorAll("#Input_Person option").Single(option => option.TextContent.StartsWith("Søren", StringComparison.Ordinal)).GetAttribute("value")!;
        var without = await peter.SubmitAsync(page, page.Form("form[action*=Name]"), ("Input.Person", soeren), ("Input.Kind", "Deputy"));
        Assert.Contains("Vælg en dato", without.Html.QuerySelector("#Input_To-error")!.TextContent, StringComparison.Ordinal);
        page = await peter.SubmitAsync(page, page.Form("form[action*=Name]"), ("Input.Person", soeren), ("Input.Kind", "Deputy"), ("Input.To", "2026-10-16"));
        Assert.Contains("Afventer svar", page.Html.Body!.TextContent, StringComparison.Ordinal);
        // Asked already: that is no change of somebody else's to compare with.
        var twice = await peter.SubmitAsync(page, page.Form("form[action*=Name]"), ("Input.Person", soeren), ("Input.Kind", "Deputy"), ("Input.To", "2026-10-16"));
        Assert.Equal(HttpStatusCode.Conflict, twice.Status);
        Assert.Contains("eller der er spurgt om den", twice.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(twice.Html.QuerySelector("section.compare"));
        var assignment = await host.Database.ScalarAsync<Guid>("select id from coordinator_assignments where kind = 'deputy' and state = 'proposed' and citizen_id = $1", host.Karina);
        var not = await peter.OpenAsync($"/koordinator/{assignment}");
        Assert.Equal(HttpStatusCode.Forbidden, not.Status);
        Assert.DoesNotContain("Karina", not.Html.Body!.TextContent, StringComparison.Ordinal);
        var soerens = await host.SignInAsync("demo-soeren");
        var ask = await soerens.OpenAsync($"/koordinator/{assignment}");
        Assert.Equal(HttpStatusCode.OK, ask.Status);
        Assert.Contains("Siger du ja, er du stedfortræder i den periode", ask.Html.Body!.TextContent, StringComparison.Ordinal);

        // Asked about something else of the same citizen, one sees one's own question alone.
        var kasper = await host.Database.ScalarAsync<Guid>("select id from users where subject = 'demo-kasper'");
        await peter.SubmitAsync(page, page.Form("form[action*=Name]"), ("Input.Person", kasper.ToString()), ("Input.Kind", "Deputy"), ("Input.To", "2026-10-17"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.SignInAsync("demo-kasper")).OpenAsync($"/koordinator/{assignment}")).Status);

        Assert.Contains("Du er stedfortræder i perioden.", (await soerens.SubmitAsync(ask, ask.Form("form[action*=Accept]"))).Html.Body!.TextContent, StringComparison.Ordinal);
        var answered = await soerens.OpenAsync($"/koordinator/{assignment}");
        Assert.Equal(HttpStatusCode.Forbidden, answered.Status);
        Assert.Contains("Her er intet at svare på", answered.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_several_are_called_the_coordinator_the_pages_say_so_and_ask_for_one()
    {
        var browser = await host.SignInAsync("demo-mona");
        var page = await browser.OpenAsync($"/borgere/{host.Poul}/koordinator");
        Assert.Contains("Flere står på rollen", page.Html.QuerySelector(".ident")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("at 2 personer er koordinator", page.Html.QuerySelector("section[aria-labelledby=now]")!.TextContent, StringComparison.Ordinal);
    }
}
