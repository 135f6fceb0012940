using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>What holds of every page, and who gets in.</summary>
public sealed partial class EveryPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Caseworker = "demo-maja";
    private const string Leader = "demo-leder";
    private const string Administrator = "demo-administrator";
    private const string DataProtection = "demo-databeskyttelse";
    private const string Karina = "borger-2";

    public static TheoryData<string, string> Pages => new()
    {
        { "/", Caseworker },
        { "/opgaver", Caseworker },
        { "/koordinator", Caseworker },
        { "/koordinatorer", Leader },
        { "/opgaver", Leader },
        { "/opgaver", DataProtection },
        { "/opgaver?slags=aftale&frist=en-uge", Caseworker },
        { "/opgaver/overdragelse", Caseworker },
        { "/borgere/{karina}/historik", Caseworker },
        { "/borgere/{karina}/historik?fra=2026-10-01&til=2026-10-05&slags=appointments", Caseworker },
        { "/borgere/{karina}/plan/udskriv", Caseworker },
        { "/konflikter?ansvarlig=ingen&alder=uge&marker=true", Caseworker },
        { "/borgere", Caseworker },
        { "/borgere?vis=omraade&sorter=konflikter&konflikter=true", Caseworker },
        { "/borgere/{karina}/plan", Caseworker },
        { "/borgere/{karina}/plan?pr=2026-11-02&dage=14", Caseworker },
        { "/borgere/{karina}/plan?pr=2026-09-01", Caseworker },
        { "/borgere/{karina}/tidslinje", Caseworker },
        { "/borgere/{karina}/tidslinje?uger=52&fra=2026-01-05", Caseworker },
        { "/borgere/{karina}/konflikter", Caseworker },
        { "/borgere/{karina}/delplaner", Caseworker },
        { "/borgere/{karina}/team", Caseworker },
        { "/borgere/{karina}/koordinator", Caseworker },
        { "/borgere/{karina}/samtykker", Caseworker },
        { "/borgere/{karina}/samtykker/{consent}", Caseworker },
        { "/borgere/{karina}/maa-jeg-dele", Caseworker },
        { "/borgere/{karina}/paaroerende", Caseworker },
        { "/borgere/{karina}/steder", Caseworker },
        { "/borgere/{karina}/skriv", Caseworker },
        { "/borgere/{karina}/forslag", Caseworker },
        { "/borgere/{karina}/faelles", Caseworker },
        { "/borgere/{karina}/helhedsplan", Caseworker },
        { "/borgere/{karina}/faelles/maal", Caseworker },
        { "/borgere/{karina}/faelles/maal/{goal}", Caseworker },
        { "/borgere/{karina}/skriv/plan", Caseworker },
        { "/borgere/{karina}/skriv/maal", Caseworker },
        { "/borgere/{karina}/skriv/indsats", Caseworker },
        { "/borgere/{karina}/skriv/tid", Caseworker },
        { "/borgere/{karina}/skriv/hensyn", Caseworker },
        { "/borgere/{karina}/skriv/aftale", Caseworker },
        { "/borgere/{karina}/skriv/milepael", Caseworker },
        { "/borgere/{karina}/skriv/vurdering", Caseworker },
        { "/moeder", Caseworker },
        { "/borgere/{karina}/moeder", Caseworker },
        { "/borgere/{karina}/moeder/nyt", Caseworker },
        { "/borgere/{karina}/moeder/nyt?konflikt={conflict}", Caseworker },
        { "/borgere/{karina}/moeder/{meeting}", Caseworker },
        { "/borgere/{karina}/moeder/{meeting}/vaegskaerm", Caseworker },
        { "/borgere/{karina}/moeder/{meeting}/vaegskaerm?punkt=1", Caseworker },
        { "/borgere/{karina}/moeder/{meeting}/vaegskaerm?punkt=9", Caseworker },
        { "/borgere/{karina}/moeder/{meeting}/referat", Caseworker },
        { "/borgere/{karina}/moeder/{meeting}/udskriv", Caseworker },
        { "/konflikter", Caseworker },
        { "/konflikter?alvor=H&regel=appointment.overlap&sorter=frist", Caseworker },
        { "/konflikter/{conflict}", Caseworker },
        { "/konflikter/{critical}", Caseworker },
        { "/konflikter", DataProtection },
        { "/konflikter/{critical}", DataProtection },
        { "/drift", Administrator },
        { "/drift/job", Administrator },
        { "/drift/regler", Administrator },
        { "/drift/medarbejdere", Administrator },
        { "/drift/import", Administrator },
        { "/drift/import", Caseworker },
        { "/drift/import/{import}", Caseworker },
        { "/drift/import/afvist/{rejected}", Caseworker },
        { "/drift/import/afvist/{rejected}", Administrator },
        { "/", Leader },
        { "/logkontrol", Caseworker },
        { "/logkontrol/vurdering", Leader },
        { "/logkontrol/rapport", DataProtection },
        { "/mit/{karina}", Karina },
        { "/mit/{karina}/samtykker", Karina },
        { "/mit/{karina}/hvem-har-set", Karina },
        { "/varsler", Caseworker },
        { "/varsler", Leader },
        { "/varsler/indstillinger", Caseworker },
        { "/varsler/indstillinger", Administrator },
        { "/was", Caseworker },
        { "/personoplysninger", Caseworker },
    };

    private async Task<Page> OpenAsync(string path, string person) =>
        await (await host.SignInAsync(person)).OpenAsync(await host.AddressAsync(path));

    [Theory]
    [InlineData("/konflikter?alvor=H&side=99", Caseworker, "/konflikter?")]
    [InlineData("/borgere?vis=omraade&side=99", Caseworker, "/borgere?")]
    [InlineData("/drift/import?side=99", Administrator, "/drift/import")]
    [InlineData("/drift/import?afviste=99", Administrator, "/drift/import")]
    [InlineData("/drift/import/{import}?side=99", Administrator, "/drift/import/")]
    public async Task A_page_of_a_list_that_has_become_shorter_leads_to_its_first(string path, string person, string to)
    {
        var page = await OpenAsync(path, person);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.StartsWith(to, page.Address.PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain("99", page.Address.Query, StringComparison.Ordinal);
        Assert.NotEmpty(page.Html.QuerySelectorAll("main tbody tr"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_sound(string path, string person)
    {
        var page = await OpenAsync(path, person);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("da", page.Html.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.Html.QuerySelectorAll("h1"));
        Assert.EndsWith("– Sammenhæng", page.Html.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("Karina", page.Html.Title, StringComparison.Ordinal);
        Assert.Empty(page.Html.QuerySelectorAll("[style], style, script:not([src]), [onclick], [onsubmit]"));
        Assert.All(page.Html.QuerySelectorAll("button"), button => Assert.True(button.HasAttribute("type"), button.OuterHtml));
        Assert.Empty(page.Html.QuerySelectorAll("[id]").GroupBy(one => one.Id).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(page.Html.QuerySelectorAll("input:not([type=hidden]), select, textarea"), field => Assert.NotNull(page.Html.QuerySelector($"label[for='{field.Id}']")));
        HeadingsDoNotJump(page.Html);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_speaks_both_languages_and_leaves_no_key_unspoken(string path, string person)
    {
        var browser = await host.SignInAsync(person);
        var address = await host.AddressAsync(path);
        foreach (var language in new[] { "da", "en" })
        {
            var page = await browser.OpenAsync(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language);
            Assert.Equal(language, page.Html.DocumentElement.GetAttribute("lang"));
            var unspoken = page.Html.Body!.Descendants<IText>()
                .Where(text => text.ParentElement is not (IHtmlScriptElement or IHtmlTextAreaElement) && !IsCode(text.ParentElement))
                .SelectMany(text => Key().Matches(text.Data).Select(match => match.Value));
            Assert.Empty(unspoken);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_shows_a_CPR_number_in_full(string path, string person)
    {
        if (path.Contains("afvist", StringComparison.Ordinal))
        {
            return;
        }
        var page = await OpenAsync(path, person);
        Assert.DoesNotMatch(@"\b\d{6}-?\d{4}\b", page.Html.Body!.TextContent);
    }

    [Theory]
    [InlineData("/borgere/{karina}/plan", "demo-rikke-is-colleague", true)]
    [InlineData("/borgere/{karina}/plan", "demo-ulla", false)]
    [InlineData("/borgere/{karina}/konflikter", "demo-ulla", false)]
    [InlineData("/borgere/{karina}/skriv", "demo-ulla", false)]
    [InlineData("/borgere/{karina}/skriv/plan", "demo-ulla", false)]
    [InlineData("/konflikter/{conflict}", "demo-ulla", false)]
    [InlineData("/borgere/{karina}/plan", Leader, false)]
    [InlineData("/borgere/{karina}/plan", Administrator, false)]
    [InlineData("/borgere", Leader, false)]
    [InlineData("/borgere/{karina}/plan", DataProtection, false)]
    [InlineData("/konflikter/{conflict}", DataProtection, false)]
    [InlineData("/konflikter", Leader, false)]
    [InlineData("/drift", Caseworker, false)]
    [InlineData("/drift/job", Caseworker, false)]
    [InlineData("/drift/regler", Leader, false)]
    [InlineData("/drift/medarbejdere", Leader, false)]
    [InlineData("/drift/import", Leader, false)]
    [InlineData("/drift/import", DataProtection, false)]
    public async Task Who_gets_in(string path, string person, bool getsIn)
    {
        var page = await OpenAsync(path, person == "demo-rikke-is-colleague" ? "demo-rikke" : person);
        Assert.Equal(getsIn ? HttpStatusCode.OK : HttpStatusCode.Forbidden, page.Status);
        if (!getsIn)
        {
            Assert.Equal("Du har ikke adgang", page.Heading);
            Assert.DoesNotContain("Karina", page.Html.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/borgere/{karina}/plan?pr=2026-13-45")]
    [InlineData("/borgere/{karina}/plan?dage=0")]
    [InlineData("/borgere/{karina}/plan?dage=99999")]
    [InlineData("/borgere/{karina}/plan?pr=0001-01-01")]
    public async Task A_day_that_cannot_be_is_told_beside_the_plan_of_today(string path)
    {
        var page = await OpenAsync(path, Caseworker);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("kan ikke bruges her", page.Html.QuerySelector("[data-error-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Html.QuerySelector(page.Html.QuerySelector("[data-error-summary] a")!.GetAttribute("href")!));
        Assert.NotNull(page.Html.QuerySelector(".ident"));
    }

    [Theory]
    [InlineData("/borgere/0199aaaa-0000-7000-8000-000000000000/plan", HttpStatusCode.Forbidden)]
    [InlineData("/konflikter/0199aaaa-0000-7000-8000-000000000000", HttpStatusCode.Forbidden)]
    [InlineData("/borgere/karina/plan", HttpStatusCode.NotFound)]
    [InlineData("/drift/import/0199aaaa-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_no_fault(string path, HttpStatusCode expected) =>
        Assert.Equal(expected, (await OpenAsync(path, Caseworker)).Status);

    private static void HeadingsDoNotJump(IHtmlDocument html)
    {
        var before = 0;
        foreach (var heading in html.QuerySelectorAll("main h1, main h2, main h3, main h4, main h5, main h6"))
        {
            var level = heading.TagName[1] - '0';
            Assert.True(level <= before + 1, $"{heading.TagName} »{heading.TextContent.Trim()}« follows h{before}");
            before = level;
        }
    }

    /// <summary>Rule keys, limit names and error codes are shown as what they are.</summary>
    private static bool IsCode(IElement? element) => element is not null
        && (element.TagName is "CODE" or "PRE" || element.ClassList.Contains("meta"));

    [GeneratedRegex(@"\b[a-z]+(?:[A-Z][a-z]+)*(?:\.[a-zA-Z0-9]+)*\.(?:[a-z]+[A-Z]\w*|[A-Z]\w+|title|text|none|page|intro|label|hint|one)\b")]
    private static partial Regex Key();
}
