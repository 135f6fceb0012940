using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>The lists somebody works from, as pages.</summary>
public sealed class WorkListPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task Several_conflicts_are_taken_on_with_one_day_and_it_is_told_what_came_of_it()
    {
        var browser = await host.SignInAsync("demo-maja");
        var page = await browser.OpenAsync("/konflikter?regel=appointment.overlap");
        // A form with an address of its own is given no token by itself.
        Assert.NotNull(page.Form("#tag").QuerySelector("input[name=__form]"));
        var none = await browser.SubmitAsync(page, page.Form("#tag"), ("Input.Due", "2026-10-12"));
        Assert.Equal(HttpStatusCode.BadRequest, none.Status);
        Assert.Contains("Vælg mindst én konflikt", none.Html.Body!.TextContent, StringComparison.Ordinal);
        var mark = page.Html.QuerySelector("input[name='Input.Chosen']")!.GetAttribute("value")!;
        var noDay = await browser.SubmitAsync(page, page.Form("#tag"), ("Input.Chosen", mark));
        Assert.Equal(HttpStatusCode.BadRequest, noDay.Status);
        Assert.True(noDay.Html.QuerySelector($"input[value='{mark}']")!.HasAttribute("checked"));

        var done = await browser.SubmitAsync(page, page.Form("#tag"), ("Input.Chosen", mark), ("Input.Due", "2026-10-12"));
        Assert.Contains("Du har taget 1 konflikt på dig.", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Maja Test Lind", done.Html.Body!.TextContent, StringComparison.Ordinal);
        var again = await browser.SubmitAsync(page, page.Form("#tag"), ("Input.Chosen", mark), ("Input.Due", "2026-10-12"));
        Assert.Contains("Du har taget 1 konflikt på dig.", again.Html.Body!.TextContent, StringComparison.Ordinal);
        var late = await browser.SubmitAsync(page, page.Form("#tag"), ("Input.Chosen", mark), ("Input.Due", "2026-10-13"));
        Assert.Contains("En anden har ændret den imens.", late.Html.Body!.TextContent, StringComparison.Ordinal);

        var tasks = await browser.OpenAsync("/opgaver?slags=konflikt");
        Assert.NotNull(tasks.Html.QuerySelector($"a[href='/konflikter/{mark.Split(':')[0]}']"));
        Assert.Matches(@"Opgaver \(\d+\)", tasks.Html.QuerySelector("nav.main-nav")!.TextContent);
    }

    [Fact]
    public async Task What_is_new_is_new_until_its_reader_says_to_have_seen_it()
    {
        var browser = await host.SignInAsync("demo-lene");
        var page = await browser.OpenAsync("/");
        Assert.NotNull(page.Html.QuerySelector("section[aria-labelledby=news] a[href*='/historik?fra=']"));
        var seen = await browser.SubmitAsync(page, page.Form("form[action*=Seen]"));
        Assert.Contains("Markeret som set.", seen.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Intet nyt, siden du sidst så efter.", (await browser.OpenAsync("/")).Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_on_paper_says_who_printed_it_has_no_menu_and_is_written_down_as_a_print()
    {
        var browser = await host.SignInAsync("demo-maja");
        var page = await browser.OpenAsync($"/borgere/{host.Karina}/plan/udskriv");
        Assert.Contains("af Maja Test Lind. Indeholder personoplysninger.", page.Html.QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Html.QuerySelector("nav"));
        Assert.DoesNotContain("Fysioterapi", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.True(await host.Database.ScalarAsync<bool>("select exists (select from access_log where what = 'PrintSharedPlan' and citizen_id = $1)", host.Karina));
    }

    [Fact]
    public async Task The_history_of_an_item_that_is_hidden_is_as_of_one_that_is_not_there()
    {
        var browser = await host.SignInAsync("demo-maja");
        var hidden = await host.Database.ScalarAsync<string>("select id from appointments where citizen_id = $1 and source = 'sundhed' limit 1", host.Karina);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/borgere/{host.Karina}/historik/del?slags=appointments&kilde=sundhed&nr={hidden}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/borgere/{host.Karina}/historik/del?slags=appointments&kilde=sundhed&nr=ukendt")).Status);
        var own = await host.Database.ScalarAsync<string>("select id from plans where citizen_id = $1 and source = 'social' limit 1", host.Karina);
        var page = await browser.OpenAsync($"/borgere/{host.Karina}/historik/del?slags=plans&kilde=social&nr={own}");
        Assert.Contains("Udgave 1", page.Html.Body!.TextContent, StringComparison.Ordinal);
    }
}
