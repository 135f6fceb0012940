using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class SearchTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private async Task<Page> SearchAsync(string person, string text)
    {
        var browser = await host.SignInAsync(person);
        var page = await browser.OpenAsync("/borgere");
        return await browser.SubmitAsync(page, page.Form("form.find"), ("Find", text));
    }

    [Theory]
    [InlineData("karina")]
    [InlineData("140384-9902")]
    [InlineData("  1403849902 ")]
    public async Task One_hit_leads_straight_to_the_plan_and_no_address_holds_what_was_searched_for(string text)
    {
        var page = await SearchAsync("demo-maja", text);
        Assert.Equal($"/borgere/{host.Karina}/plan", page.Address.PathAndQuery);
    }

    [Fact]
    public async Task Several_hits_are_listed_to_choose_from()
    {
        var page = await SearchAsync("demo-rikke", "test");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(page.Html.QuerySelectorAll("main .rows li").Length > 1);
        Assert.DoesNotContain("test", page.Address.PathAndQuery, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("karina")]
    [InlineData("1403849902")]
    public async Task Whom_one_does_not_work_with_is_not_found(string text)
    {
        var page = await SearchAsync("demo-ulla", text);
        Assert.Equal("Ingen borgere fundet", page.Heading);
        Assert.DoesNotContain("140384", page.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_in_the_address_is_no_search()
    {
        var page = await (await host.SignInAsync("demo-maja")).OpenAsync("/borgere?find=karina&Find=karina");
        Assert.StartsWith("Mine borgere", page.Heading, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("';drop table citizens;--")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\\")]
    public async Task Odd_signs_find_nobody_and_break_nothing(string text) =>
        Assert.Equal("Ingen borgere fundet", (await SearchAsync("demo-maja", text)).Heading);
}
