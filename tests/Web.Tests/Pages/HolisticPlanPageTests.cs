using System.Net;
using AngleSharp.Dom;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>Lene writes one plan instead of Min Plan, Karina says yes with the e-ID and takes it back, as browsers without scripts would.</summary>
public sealed class HolisticPlanPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Lene = "demo-lene";
    private const string Maja = "demo-maja";
    private const string Reason = "Planerne handler om det samme og spænder ben for hinanden.";

    [Fact]
    public async Task It_is_written_step_by_step_agreed_to_put_in_force_and_taken_back()
    {
        var lene = await host.SignInAsync(Lene);
        var here = $"/borgere/{host.Karina}/helhedsplan";
        Assert.Contains("/helhedsplan", (await lene.OpenAsync($"/borgere/{host.Karina}/delplaner")).Html.QuerySelector(".page-head")!.InnerHtml, StringComparison.Ordinal);
        var page = await BeginAsync(lene, await lene.OpenAsync(here));
        Assert.Contains("Samtykket mangler", Spaced(page.Html.QuerySelector("section[aria-labelledby=effect]")!), StringComparison.Ordinal);

        page = await FillAsync(lene, page);
        var asked = await lene.SubmitAsync(page, page.Form("form[action*=Consent]"));
        Assert.Equal("Én plan i stedet for flere", asked.Heading);
        page = await lene.OpenAsync(here);
        Assert.Null(page.Html.QuerySelector("form[action*=Effect]"));
        Assert.Contains("Samtykket mangler", Spaced(page.Html.QuerySelector("section[aria-labelledby=effect]")!), StringComparison.Ordinal);

        var karina = await host.SignInAsCitizenAsync("1403849902");
        var consents = await karina.OpenAsync($"/mit/{host.Karina}/samtykker");
        var question = consents.Html.QuerySelectorAll("section.panel").Single(one => one.QuerySelector("h2")!.TextContent == "Én plan i stedet for flere");
        Assert.Contains("Min Plan (Alle Kan Bidrage)", question.TextContent, StringComparison.Ordinal);
        await karina.SubmitAsync(consents, (AngleSharp.Html.Dom.IHtmlFormElement)question.QuerySelector("form[action*=Answer]")!, ("SaidYes", "true"));

        page = await lene.OpenAsync(here);
        var stale = page;
        page = await lene.SubmitAsync(page, page.Form("form[action*=Effect]"));
        Assert.Contains("Planen gælder nu.", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await lene.SubmitAsync(stale, stale.Form("form[action*=Effect]"))).Status);
        await IsReplacedAsync(lene, karina);

        consents = await karina.OpenAsync($"/mit/{host.Karina}/samtykker");
        question = consents.Html.QuerySelectorAll("section.panel").Single(one => one.QuerySelector("h2")!.TextContent == "Én plan i stedet for flere");
        await karina.SubmitAsync(consents, (AngleSharp.Html.Dom.IHtmlFormElement)question.QuerySelector("form[action*=Withdraw]")!);
        page = await lene.OpenAsync(here);
        Assert.Contains("Samtykket gælder ikke længere", Spaced(page.Html.Body!), StringComparison.Ordinal);
        Assert.DoesNotContain("Erstattet af", Spaced((await lene.OpenAsync($"/borgere/{host.Karina}/delplaner")).Html.Body!), StringComparison.Ordinal);
        Assert.Contains("Disse planer gælder igen", Spaced((await karina.OpenAsync($"/mit/{host.Karina}")).Html.Body!), StringComparison.Ordinal);
        page = await lene.OpenAsync(here + page.Html.QuerySelector("section[aria-labelledby=ended] a")!.GetAttribute("href"));
        page = await BeginAsync(lene, page);
        Assert.Contains("Kladde", Spaced(page.Html.QuerySelector(".page-head")!), StringComparison.Ordinal);
    }

    /// <summary>Without a reason it comes back as it was typed.</summary>
    private static async Task<Page> BeginAsync(Browser lene, Page page)
    {
        var plan = page.Html.QuerySelector("[name='Input.Replaces'][value='jobcenter:P1']")!;
        (string, string)[] typed =
        [
            ("Input.Complex", "true"), ("Input.Compound", "true"), ("Input.SeveralPlans", "true"), ("Input.Coordination", "true"),
            ("Input.Replaces", plan.GetAttribute("value")!),
        ];
        var wrong = await lene.SubmitAsync(page, page.Form("form[action*=Assess]"), [.. typed, ("Input.Reason", "Kort")]);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal("Kort", wrong.Html.QuerySelector("#Input_Reason")!.TextContent);
        Assert.True(wrong.Html.QuerySelector("#test-Complex")!.HasAttribute("checked"));
        Assert.True(wrong.Html.QuerySelector("[name='Input.Replaces'][value='jobcenter:P1']")!.HasAttribute("checked"));
        var begun = await lene.SubmitAsync(wrong, wrong.Form("form[action*=Assess]"), [.. typed, ("Input.Reason", Reason)]);
        Assert.Contains("Betingelser og planer er gemt.", begun.Html.Body!.TextContent, StringComparison.Ordinal);
        return begun;
    }

    /// <summary>The employment part is taken over from the plan, the others are written.</summary>
    private static async Task<Page> FillAsync(Browser lene, Page page)
    {
        Assert.Contains("4 af 4 dele", Spaced(page.Html.QuerySelector("section[aria-labelledby=trin-content]")!), StringComparison.Ordinal);
        var taken = await lene.SubmitAsync(page, page.Form("form[action*=Texts]"), ("Input.Take", "employment|jobcenter:P1"), ("Input.Texts[jobGoal]", "Tilbage i butikken"));
        Assert.Contains("Virksomhedspraktik", taken.Html.QuerySelector("#del-employment")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Tilbage i butikken", taken.Html.QuerySelector("#del-jobGoal")!.TextContent);
        return await lene.SubmitAsync(
            taken, taken.Form("form[action*=Texts]"), ("Input.Texts[ownGoals]", "Ædru før konfirmationen"), ("Input.Texts[interventions]", "Mentor"),
            ("Input.NextFollowUp", "2027-01-05"));
    }

    private async Task IsReplacedAsync(Browser lene, Browser karina)
    {
        var plans = await lene.OpenAsync($"/borgere/{host.Karina}/delplaner");
        Assert.Contains("Erstattet af Helhedsorienteret plan den 5. oktober 2026. Den kan læses, men ikke ændres.", Spaced(plans.Html.Body!), StringComparison.Ordinal);
        var paper = Spaced((await lene.OpenAsync($"/borgere/{host.Karina}/plan/udskriv")).Html.Body!);
        Assert.Contains("Ædru før konfirmationen", paper, StringComparison.Ordinal);
        Assert.Contains("Erstattet af Helhedsorienteret plan", paper, StringComparison.Ordinal);
        var own = Spaced((await karina.OpenAsync($"/mit/{host.Karina}")).Html.QuerySelector("section[aria-labelledby=one-plan]")!);
        Assert.Contains("Du har sagt ja til at have én plan", own, StringComparison.Ordinal);
        Assert.Contains("Min Plan", own, StringComparison.Ordinal);
        var maja = Spaced((await (await host.SignInAsync(Maja)).OpenAsync($"/borgere/{host.Karina}/helhedsplan")).Html.Body!);
        Assert.Contains("Der er allerede en helhedsorienteret plan", maja, StringComparison.Ordinal);
        Assert.DoesNotContain(Reason, maja, StringComparison.Ordinal);
    }

    private static string Spaced(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
