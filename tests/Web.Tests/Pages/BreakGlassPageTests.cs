using System.Net;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class BreakGlassPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Why = "Borgeren er fundet bevidstløs derhjemme.";

    /// <summary>Somebody who works with none of the three.</summary>
    private static string Stranger => DemonstrationPeople.All.First(person => person.Roles.Contains("caseworker") && person.Areas.SequenceEqual(["REG"])).Subject;

    [Fact]
    public async Task Taken_in_the_open_with_a_reason_it_shows_a_banner_and_is_ended_by_a_button()
    {
        var browser = await host.SignInAsync(Stranger);
        using (var closed = await browser.GetAsync($"/borgere/{host.Karina}/plan"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        }
        var form = await browser.OpenAsync("/akut-adgang");
        var empty = await browser.SubmitAsync(form, form.Form("main form"));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("CPR-nummer", empty.Html.QuerySelector(".alert-error")!.TextContent, StringComparison.Ordinal);

        var plan = await browser.SubmitAsync(form, form.Form("main form"), ("Input.Cpr", "140384-9902"), ("Input.Reason", "LifeOrHealth"), ("Input.Text", Why), ("Input.Areas", "AHL"), ("Input.Categories", "plan"));
        Assert.Equal((HttpStatusCode.OK, $"/borgere/{host.Karina}/plan"), (plan.Status, plan.Address.AbsolutePath));
        Assert.Contains("akut adgang, der slutter", plan.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Behandlingsplan alkohol", plan.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Min Plan (LAB", plan.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(plan.Html.QuerySelector($"a[href='/borgere/{host.Karina}/koordinator']"));
        using (var coordinator = await browser.GetAsync($"/borgere/{host.Karina}/koordinator"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, coordinator.StatusCode);
        }
        var conflicts = await browser.OpenAsync($"/borgere/{host.Karina}/konflikter");
        var conflict = await browser.OpenAsync(conflicts.Html.QuerySelector("article.conflict a.button-primary")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, conflict.Status);
        Assert.Null(conflict.Html.QuerySelector("main form[action*=Resolve]"));

        await browser.SubmitAsync(plan, plan.Form("form[action*='akut-adgang']"));
        using var over = await browser.GetAsync($"/borgere/{host.Karina}/plan");
        Assert.Equal(HttpStatusCode.Forbidden, over.StatusCode);
    }

    [Fact]
    public async Task An_old_sign_in_is_asked_for_again()
    {
        var browser = await host.SignInAsync(Stranger);
        await host.Database.ExecuteAsync("update sessions set proved_at = now() - interval '6 minutes' where subject = $1", Stranger);
        var form = await browser.OpenAsync("/akut-adgang");
        Assert.Null(form.Html.QuerySelector("main form"));
        using var again = await browser.GetAsync(form.Html.QuerySelector("main a.button-primary")!.GetAttribute("href")!);
        Assert.Contains("prompt=login", again.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_leader_judges_it_and_sees_no_name_of_a_citizen()
    {
        var leader = DemonstrationPeople.All.Single(person => person.Subject == "demo-leder");
        await host.Database.ExecuteAsync(
            """
            insert into break_glass_grants (id, citizen_id, user_id, reason, text, areas, categories, opened_at, until, review_due, revision)
            select gen_random_uuid(), $1, u.id, 'other', $2, '{AKB}', '{plan}', $3, $3 + interval '1 hour', '2026-10-12', 1 from users u
            join user_areas a on a.user_id = u.id and a.area = $4 where u.roles && '{caseworker}' order by u.name limit 1
            """,
            host.Jonas, Why, host.Database.Clock.GetUtcNow().UtcDateTime, leader.Areas[0]);
        var browser = await host.SignInAsync("demo-leder");
        var page = await browser.OpenAsync("/akut-adgang/gennemgang");
        Assert.Contains(Why, page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Jonas", page.Html.Body!.TextContent, StringComparison.Ordinal);
        var form = page.Form("main form");
        var noted = await browser.SubmitAsync(page, form, ("Input.Verdict", "NotJustified"), ("Input.Note", ""));
        Assert.Equal(HttpStatusCode.BadRequest, noted.Status);
        Assert.Equal("#Input_Note", noted.Html.QuerySelector(".alert-error a")!.GetAttribute("href"));
        Assert.NotNull(noted.Html.QuerySelector(".form-error #Input_Note"));
        var judged = await browser.SubmitAsync(page, form, ("Input.Verdict", "NotJustified"), ("Input.Note", "Kunne vente."));
        Assert.Contains("Det var ikke i orden", judged.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kunne vente.", judged.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_tells_of_somebody_close_can_no_longer_open_them()
    {
        var browser = await host.SignInAsync("demo-hanne");
        var page = await browser.OpenAsync("/mig/naertstaaende");
        await browser.SubmitAsync(page, page.Form("main form"), ("Input.Cpr", await CprAsync()), ("Input.Closeness", "Household"));
        using var closed = await browser.GetAsync($"/borgere/{host.Poul}/plan");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        await host.Database.ExecuteAsync("delete from close_relations");
    }

    private static async Task<string> CprAsync() =>
        (await File.ReadAllTextAsync(Sammenhaeng.Testing.RepositoryRoot.Shared("cases", "poul", "social.json"), TestContext.Current.CancellationToken)).Split("\"cpr\": \"")[1].Split('"')[0];
}
