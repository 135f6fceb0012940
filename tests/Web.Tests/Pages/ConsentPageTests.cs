using System.Net;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>Karina's treatment plan (P3, of AHL, where Dorte works) and the job centre (AKB, where Lene works).</summary>
public sealed class ConsentPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private string Plan => $"/borgere/{host.Karina}";

    private async Task<string> SeenByLeneAsync() =>
        (await (await host.SignInAsync("demo-lene")).OpenAsync($"{Plan}/delplaner")).Html.Body!.TextContent;

    [Fact]
    public async Task What_is_asked_and_answered_on_the_pages_opens_and_closes_the_plan()
    {
        var dorte = await host.SignInAsync("demo-dorte");
        var page = await dorte.OpenAsync($"{Plan}/samtykker?fra=AHL&til=AKB");
        var missing = await dorte.SubmitAsync(page, page.Form("form[action*=Ask]"));
        Assert.Equal(HttpStatusCode.BadRequest, missing.Status);
        Assert.Contains("mindst én ting", missing.Html.Body!.TextContent, StringComparison.Ordinal);
        page = await dorte.SubmitAsync(page, page.Form("form[action*=Ask]"), ("Input.Categories", "plan"), ("Input.Purpose", "At aftaler kan lægges uden om behandlingen."));
        Assert.Equal((HttpStatusCode.OK, ""), (page.Status, page.Html.QuerySelector(".alert-error ul")?.TextContent.Trim() ?? ""));
        Assert.Contains("Må Alle Kan Bidrage se noget af din plan hos Aktiv Hele Livet?", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Behandlingsplan alkohol", await SeenByLeneAsync(), StringComparison.Ordinal);

        var empty = await dorte.SubmitAsync(page, page.Form("form[action*=Answer]"));
        foreach (var error in (string[])["Vælg ja eller nej", "hvor papiret ligger"])
        {
            Assert.Contains(error, empty.Html.QuerySelector(".alert-error, [role=alert], .error-summary")?.TextContent ?? empty.Html.Body!.TextContent, StringComparison.Ordinal);
        }
        page = await dorte.SubmitAsync(
            page, page.Form("form[action*=Answer]"), ("Input.SaidYes", "true"), ("Input.Note", "Underskrevet, ligger på sagen."), ("Input.ConsequencesExplained", "true"));
        Assert.Contains("Samtykket gælder nu.", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Behandlingsplan alkohol", await SeenByLeneAsync(), StringComparison.Ordinal);

        page = await dorte.SubmitAsync(page, page.Form("form[action*=Withdraw]"));
        Assert.Contains("delingen er stoppet", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Behandlingsplan alkohol", await SeenByLeneAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_to_whether_one_may_share_leads_to_what_can_be_done()
    {
        var dorte = await host.SignInAsync("demo-dorte");
        var page = await dorte.OpenAsync($"{Plan}/maa-jeg-dele");
        Assert.Equal(HttpStatusCode.BadRequest, (await dorte.SubmitAsync(page, page.Form("section[aria-labelledby=what] form"))).Status);
        page = await dorte.SubmitAsync(page, page.Form("section[aria-labelledby=what] form"), ("Input.Plan", "sundhed:P5"), ("Input.Area", "LOT"));
        Assert.Equal("Spørg først", page.Html.QuerySelector("#answer")!.TextContent);
        Assert.DoesNotContain("P5", page.Address.ToString(), StringComparison.Ordinal);
        var without = await dorte.SubmitAsync(page, page.Form("form[action*=Share]"));
        Assert.Contains("mindst 20 tegn", without.Html.Body!.TextContent, StringComparison.Ordinal);
        page = await dorte.SubmitAsync(page, page.Form("form[action*=Share]"), ("Input.Reason", "Sundhedsloven § 119 pålægger os at give besked her."));
        Assert.Contains("Planen deles nu.", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Genoptræningsplan", page.Html.QuerySelector("section[aria-labelledby=shared]")!.TextContent, StringComparison.Ordinal);
        page = await dorte.SubmitAsync(page, page.Form("form[action*=Stop]"));
        Assert.Contains("Delingen er stoppet.", page.Html.Body!.TextContent, StringComparison.Ordinal);
    }
}
