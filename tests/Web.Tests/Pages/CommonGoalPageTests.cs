using System.Net;
using AngleSharp.Dom;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>What the plans have in common, written by Maja and by Karina herself, as browsers without scripts would.</summary>
public sealed class CommonGoalPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Maja = "demo-maja";
    private const string KarinasCpr = "1403849902";

    private static readonly (string, string)[] Steps =
    [
        ("Input.Steps[0]", "Ligger i sengen"), ("Input.Steps[1]", "Står op hver anden dag"), ("Input.Steps[2]", "Står op hver dag"),
        ("Input.Steps[3]", "Kommer ud hver dag"), ("Input.Steps[4]", "I praktik"),
    ];

    [Fact]
    public async Task What_the_citizen_says_stands_first_on_the_overview_with_who_wrote_it_and_the_strengths_under_it()
    {
        var maja = await host.SignInAsync(Maja);
        var write = await maja.OpenAsync($"/borgere/{host.Karina}/faelles");
        var wrong = await maja.SubmitAsync(write, write.Form("form[action*=Matters]"), ("Input.Matters", " "));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal("Input.Matters", wrong.Html.QuerySelector(wrong.Html.QuerySelector("[data-error-summary] a")!.GetAttribute("href")!)!.GetAttribute("name"));
        write = await maja.SubmitAsync(wrong, wrong.Form("form[action*=Matters]"), ("Input.Matters", "Ro derhjemme først."));
        Assert.Contains("Ordene er gemt", write.Html.Body!.TextContent, StringComparison.Ordinal);
        await maja.SubmitAsync(write, write.Form("form[action*=Strengths]"), ("Input.Strengths", "God til mennesker."));

        var first = (await maja.OpenAsync($"/borgere/{host.Karina}/plan")).Html.QuerySelector("main section")!;
        Assert.Contains("»Ro derhjemme først.«", first.QuerySelector("blockquote")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Skrevet ned af Maja Test Lind", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("»God til mennesker.«", first.TextContent, StringComparison.Ordinal);

        var karina = await host.SignInAsCitizenAsync(KarinasCpr);
        var own = await karina.OpenAsync($"/mit/{host.Karina}");
        var empty = await karina.SubmitAsync(own, own.Form("form[action*=Words]"), ("Input.Words", ""));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        var saved = await karina.SubmitAsync(own, own.Form("form[action*=Words]"), ("Input.Words", "Jeg vil sove om natten."));
        Assert.Contains("Tak. Dit team kan nu læse det.", saved.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("»Ro derhjemme først.«", saved.Html.QuerySelector("section[aria-labelledby=own-words] details")!.TextContent, StringComparison.Ordinal);
        first = (await maja.OpenAsync($"/borgere/{host.Karina}/plan")).Html.QuerySelector("main section")!;
        Assert.Contains("»Jeg vil sove om natten.«", first.QuerySelector("blockquote")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Skrevet af Karina", first.TextContent, StringComparison.Ordinal);

        // Maja's page is older than that: what she typed stays, and she sees what Karina wrote.
        var stale = await maja.SubmitAsync(write, write.Form("form[action*=Matters]"), ("Input.Matters", "Mit gamle"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Equal("Mit gamle", stale.Html.QuerySelector("[name='Input.Matters']")!.TextContent);
        Assert.Contains("»Jeg vil sove om natten.«", stale.Html.QuerySelector("section[aria-labelledby=matters]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_is_written_with_five_steps_and_marked_by_the_team_and_by_the_citizen_side_by_side()
    {
        var maja = await host.SignInAsync(Maja);
        var form = await maja.OpenAsync($"/borgere/{host.Karina}/faelles/maal");
        var wrong = await maja.SubmitAsync(form, form.Form("form[action*=Write]"), ("Input.Text", "Hverdagen hænger sammen"), Steps[0]);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal("Ligger i sengen", wrong.Html.QuerySelector("[name='Input.Steps[0]']")!.GetAttribute("value"));
        var goal = await maja.SubmitAsync(wrong, wrong.Form("form[action*=Write]"), [("Input.Text", "Hverdagen hænger sammen"), .. Steps, ("Input.Under", wrong.Html.QuerySelector("[name='Input.Under']")!.GetAttribute("value")!)]);
        Assert.Equal("Hverdagen hænger sammen", goal.Heading);
        var nothing = await maja.SubmitAsync(goal, goal.Form("form[action*=Mark]"));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        Assert.Equal("Hverdagen hænger sammen", nothing.Html.QuerySelector("[name='Input.Text']")!.GetAttribute("value"));
        await maja.SubmitAsync(nothing, nothing.Form("form[action*=Mark]"), ("Input.Side", "Staff"), ("Input.Step", "2"));

        var karina = await host.SignInAsCitizenAsync(KarinasCpr);
        var own = await karina.OpenAsync($"/mit/{host.Karina}");
        var row = own.Html.QuerySelectorAll("section[aria-labelledby=common] li").Single(li => li.QuerySelector("h3")!.TextContent == "Hverdagen hænger sammen");
        Assert.Contains("Teamets kryds: 2 af 5: Står op hver anden dag", Spaced(row.TextContent), StringComparison.Ordinal);
        var marked = await karina.SubmitAsync(own, (AngleSharp.Html.Dom.IHtmlFormElement)row.QuerySelector("form")!, ("Input.Step", "3"), ("Input.Note", "Det går fremad"));
        Assert.Contains("Du har sat kryds ved 3 af 5.", marked.Html.Body!.TextContent, StringComparison.Ordinal);

        var overview = await maja.OpenAsync($"/borgere/{host.Karina}/plan");
        var seen = Spaced(overview.Html.QuerySelector("section[aria-labelledby=faelles-maal]")!.TextContent);
        Assert.Contains("Teamet: Trin 2 af 5: Står op hver anden dag", seen, StringComparison.Ordinal);
        Assert.Contains("Karina: Trin 3 af 5: Står op hver dag", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("%", seen, StringComparison.Ordinal);
        Assert.Contains("Borgeren har sat kryds ved et fælles mål", overview.Html.QuerySelector("section[aria-labelledby=news]")!.TextContent, StringComparison.Ordinal);
        goal = await maja.OpenAsync(goal.Address.PathAndQuery);
        var done = await maja.SubmitAsync(goal, goal.Form("form[action*=Close]"), ("Input.Outcome", "Reached"));
        Assert.Contains("Målet er nået.", done.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follow_up_is_planned_and_written_about_and_the_next_one_stands_on_the_overview()
    {
        var maja = await host.SignInAsync(Maja);
        var page = await maja.OpenAsync($"/borgere/{host.Karina}/faelles");
        var missing = await maja.SubmitAsync(page, page.Form("form[action*=Plan]"));
        Assert.Equal(HttpStatusCode.BadRequest, missing.Status);
        var planned = await maja.SubmitAsync(missing, missing.Form("form[action*=Plan]"), ("Input.MoveOn", "2026-11-05"));
        Assert.Contains("5. november 2026", planned.Html.QuerySelector("section[aria-labelledby=follow-up]")!.TextContent, StringComparison.Ordinal);
        page = await maja.OpenAsync(page.Address.PathAndQuery);
        var refused = await maja.SubmitAsync(page, page.Form("form[action*=Record]"), ("Input.Result", "Continue"), ("Input.Note", "Vi fortsætter."));
        Assert.Equal("Input.NextOn", refused.Html.QuerySelector(refused.Html.QuerySelector("[data-error-summary] a")!.GetAttribute("href")!)!.GetAttribute("name"));
        Assert.Equal("Vi fortsætter.", refused.Html.QuerySelector("[name='Input.Note']")!.TextContent);
        var next = await maja.SubmitAsync(refused, refused.Form("form[action*=Record]"), ("Input.Result", "Continue"), ("Input.Note", "Vi fortsætter."), ("Input.NextOn", "2027-01-07"));
        Assert.Contains("7. januar 2027", next.Html.QuerySelector("section[aria-labelledby=follow-up]")!.TextContent, StringComparison.Ordinal);
        page = await maja.OpenAsync(page.Address.PathAndQuery);
        Assert.Contains("Planen fortsætter", page.Html.QuerySelector("section[aria-labelledby=opfoelgning] ul")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_work_with_the_citizen_comes_to_none_of_it_and_no_goal_that_is_not_there_opens()
    {
        var stranger = await host.SignInAsync("demo-omar");
        var administrator = await host.SignInAsync("demo-administrator");
        foreach (var page in new[] { "faelles", "faelles/maal" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.OpenAsync($"/borgere/{host.Poul}/{page}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await administrator.OpenAsync($"/borgere/{host.Poul}/{page}")).Status);
        }
        var maja = await host.SignInAsync(Maja);
        Assert.Equal(HttpStatusCode.Forbidden, (await maja.OpenAsync($"/borgere/{host.Karina}/faelles/maal/{Guid.NewGuid()}")).Status);
    }

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
