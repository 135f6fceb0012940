using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Reference;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class ProtectedPlacePageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task Where_a_protected_citizen_is_to_be_found_stands_on_no_page_of_another_area()
    {
        await host.Database.ExecuteAsync("update citizens set protection = 'none' where id = $1", host.Karina);
        var unprotected = await host.SignInAsync("demo-dorte");
        Assert.Contains("alkoholbehandling", (await unprotected.OpenAsync("/")).Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await host.Database.ExecuteAsync(
            """
            with place as (insert into places (code, name, kind) values ('S-TESTSTED', 'Mærkested Test', 'office')),
            met as (update appointments set place = 'S-TESTSTED' where citizen_id = $1 and source = 'sundhed' and plan_id is not null and place is not null returning plan_id),
            shared as (insert into plan_shares (citizen_id, source, plan_id, position, area, ground, reason)
                select distinct $1::uuid, 'sundhed', plan_id, 99, 'SIU', 'statutoryDuty', 'Prøve' from met on conflict do nothing)
            update citizens set protection = 'threat' where id = $1
            """,
            host.Karina);
        host.Services.GetRequiredService<IReferenceData>().Expire();
        Assert.True(await host.Database.ScalarAsync<long>("select count(*) from appointments where place = 'S-TESTSTED'") > 0);
        var other = await host.SignInAsync("demo-maja");
        foreach (var part in new[] { "plan", "tidslinje", "konflikter", "delplaner", "team" })
        {
            var page = await other.OpenAsync($"/borgere/{host.Karina}/{part}");
            Assert.DoesNotContain("Mærkested", page.Html.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("TESTSTED", page.Html.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }
        Assert.Contains("beskyttet sted", (await other.OpenAsync($"/borgere/{host.Karina}/tidslinje")).Html.Body!.TextContent, StringComparison.Ordinal);
        // Those whose appointments they are say why they need to know.
        var own = await host.SignInAsync("demo-dorte");
        Assert.DoesNotContain("Mærkested", (await own.OpenAsync($"/borgere/{host.Karina}/tidslinje")).Html.Body!.TextContent, StringComparison.Ordinal);
        // Nor does the start page tell it by what a meeting is called.
        var day = (await own.OpenAsync("/")).Html.QuerySelector("main")!.TextContent;
        Assert.Contains("Et møde med en beskyttet borger", day, StringComparison.Ordinal);
        Assert.DoesNotContain("alkoholbehandling", day, StringComparison.Ordinal);
        var asks = await own.OpenAsync($"/borgere/{host.Karina}/steder");
        Assert.DoesNotContain("Mærkested", asks.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Vælg, hvorfor", (await own.SubmitAsync(asks, asks.Form("main form"))).Html.Body!.TextContent, StringComparison.Ordinal);
        var told = await own.SubmitAsync(asks, asks.Form("main form"), ("Reason", "Transport"));
        Assert.Contains("Mærkested", told.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await host.Database.ScalarAsync<long>("select count(*) from access_log where citizen_id = $1 and what = 'RevealPlaces.Transport' and outcome = 'permitted'", host.Karina));
        var asksToo = await other.OpenAsync($"/borgere/{host.Karina}/steder");
        Assert.DoesNotContain("Mærkested", (await other.SubmitAsync(asksToo, asksToo.Form("main form"), ("Reason", "Transport"))).Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_writes_on_a_conflict_does_not_name_where_a_protected_citizen_lives()
    {
        var conflict = await host.ConflictAsync("appointment.overlap:A4+A5");
        await host.Database.ExecuteAsync(
            """
            insert into conflict_history (id, conflict_id, change, at, by, note, severity, evidence)
            select gen_random_uuid(), $1, 'acknowledged', now(), u.id, 'Vi henter nøglen i Karinas hjem, Jyderup, og mødes der.', 2, '{}' from users u where u.subject = 'demo-dorte'
            """,
            conflict);
        var browser = await host.SignInAsync("demo-dorte");
        await host.Database.ExecuteAsync("update citizens set protection = 'none' where id = $1", host.Karina);
        Assert.Contains("i Karinas hjem, Jyderup, og", (await browser.OpenAsync($"/konflikter/{conflict}")).Html.Body!.TextContent, StringComparison.Ordinal);
        await host.Database.ExecuteAsync("update citizens set protection = 'threat' where id = $1", host.Karina);
        var page = (await browser.OpenAsync($"/konflikter/{conflict}")).Html.Body!.TextContent;
        Assert.Contains("i [beskyttet sted], og mødes der", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Jyderup", page, StringComparison.Ordinal);
    }
}
