using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>A relative comes in when somebody of the area that tells of them has looked at it.</summary>
public sealed class RelativesPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task A_parent_comes_in_when_the_area_has_looked_and_not_before_and_no_other_area_says_so()
    {
        // Poul's number, whose own course is another.
        var index = host.Services.GetRequiredService<ICprProtection>().IndexOf(Cpr.Parse("0211489903"));
        await host.Database.ExecuteAsync("update network_members set cpr_index = $1, cpr_cipher = '\\x00' where id = 'far' and citizen_id = $2", index, host.Jonas);
        var father = await host.SignInAsync("borger-3");
        Assert.Equal(HttpStatusCode.Forbidden, (await father.OpenAsync($"/mit/{host.Jonas}")).Status);

        var rikke = await host.SignInAsync("demo-rikke");
        var address = $"/borgere/{host.Jonas}/paaroerende";
        Assert.NotNull((await rikke.OpenAsync($"/borgere/{host.Jonas}/team")).Html.QuerySelector($"a[href='{address}']"));
        var page = await rikke.OpenAsync(address);
        Assert.Contains("Venter på bekræftelse", page.Html.Body!.TextContent, StringComparison.Ordinal);
        var unseen = await rikke.SubmitAsync(page, page.Form("main form"));
        Assert.Contains("Sæt kryds ved, at du har set efter i CPR", unseen.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await father.OpenAsync($"/mit/{host.Jonas}")).Status);

        // Told anew since the page was opened: it is looked at again.
        await host.Database.ExecuteAsync("update network_members set portal = 'calendarAndGoals' where id = 'far' and citizen_id = $1", host.Jonas);
        var stale = await rikke.SubmitAsync(unseen, unseen.Form("main form"), ("Input.HasLooked", "true"));
        Assert.Contains("fortalt noget nyt", stale.Html.Body!.TextContent, StringComparison.Ordinal);
        var done = await rikke.SubmitAsync(stale, stale.Form("main form"), ("Input.HasLooked", "true"));
        Assert.Contains("Kan logge på", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await father.OpenAsync($"/mit/{host.Jonas}")).Status);

        // Another area's system does not tell of him: there is nobody to confirm.
        var others = await (await host.SignInAsync("demo-omar")).OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, others.Status);
        Assert.Null(others.Html.QuerySelector("main form"));
    }
}
