using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>The citizens' door: who comes to whose course, what they see of it, and what they answer.</summary>
public sealed class OwnCoursePageTests(OwnCoursePageTests.Host host) : IClassFixture<OwnCoursePageTests.Host>
{
    private const string Karina = "1403849902";
    private const string Jonas = "2002099903";
    /// <summary>Whose course is not here; each test says which relative of Jonas's it is.</summary>
    private const string Relative = "0211489903";

    [Fact]
    public async Task The_citizen_comes_to_the_own_plan_and_sees_all_of_it()
    {
        var browser = await host.SignInAsCitizenAsync(Karina);
        var page = await browser.OpenAsync("/mit");
        Assert.Equal($"/mit/{host.KarinasId}", page.Address.AbsolutePath);
        Assert.Equal("Min plan", page.Heading);
        var text = page.Html.Body!.TextContent;
        // What is hidden from other areas by the withdrawn consent is her own.
        Assert.Contains("Behandlingsplan alkohol", text, StringComparison.Ordinal);
        Assert.Contains("Det passer ikke sammen", text, StringComparison.Ordinal);
        Assert.DoesNotContain("onflikt", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_comes_to_anybody_elses_course()
    {
        var browser = await host.SignInAsCitizenAsync(Karina);
        foreach (var page in new[] { "", "/samtykker", "/hvem-har-set" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync($"/mit/{host.JonasId}{page}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync($"/mit/{Guid.NewGuid()}{page}")).Status);
        }
        // Behind the other door the cookie of this one is nobody's.
        using var staff = await browser.GetAsync($"/borgere/{host.KarinasId}/plan");
        Assert.Equal(HttpStatusCode.Redirect, staff.StatusCode);
        Assert.StartsWith("/connect/authorize", staff.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
        using var ours = await (await host.SignInAsync("demo-maja")).GetAsync($"/mit/{host.KarinasId}");
        Assert.Equal(HttpStatusCode.Redirect, ours.StatusCode);
        Assert.StartsWith("/connect/authorize", ours.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_comes_to_the_childs_course_and_never_to_where_the_protected_other_parent_is()
    {
        var father = await host.SignInAsRelativeAsync("far");
        var page = await father.OpenAsync("/mit");
        Assert.Equal("Plan for Jonas", page.Heading);
        foreach (var other in new[] { "", "/samtykker", "/hvem-har-set" })
        {
            var text = (await father.OpenAsync($"/mit/{host.JonasId}{other}")).Html.Source.Text;
            Assert.DoesNotContain("HOL-HJEM-MOR", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Anja", text, StringComparison.Ordinal);
            Assert.DoesNotContain("mark-mors-gade", text, StringComparison.Ordinal);
        }
        Assert.Contains("mark-mors-gade", (await (await host.SignInAsCitizenAsync(Jonas)).OpenAsync("/mit")).Html.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_comes_no_more_from_the_eighteenth_birthday_on()
    {
        var father = await host.SignInAsRelativeAsync("far");
        Assert.Equal("Plan for Jonas", (await father.OpenAsync("/mit")).Heading);
        await host.Database.ExecuteAsync("update citizens set birth_date = '2008-10-05' where id = $1", host.JonasId);
        Assert.Equal("Hvis plan vil du se?", (await father.OpenAsync("/mit")).Heading);
        Assert.Equal(HttpStatusCode.Forbidden, (await father.OpenAsync($"/mit/{host.JonasId}")).Status);
        await host.Database.ExecuteAsync("update citizens set birth_date = '2008-10-06' where id = $1", host.JonasId);
        Assert.Equal(HttpStatusCode.OK, (await father.OpenAsync($"/mit/{host.JonasId}")).Status);
        await host.Database.ExecuteAsync("update citizens set birth_date = '2009-02-20' where id = $1", host.JonasId);
    }

    [Fact]
    public async Task A_relative_who_may_see_the_calendar_sees_nothing_else()
    {
        var browser = await host.SignInAsRelativeAsync("moster");
        var page = await browser.OpenAsync("/mit");
        Assert.Contains("Du kan se aftaler", page.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Html.QuerySelector("#clash"));
        Assert.Null(page.Html.QuerySelector("#plans"));
        Assert.Null(page.Html.QuerySelector("#goals"));
        foreach (var other in new[] { "samtykker", "hvem-har-set" })
        {
            Assert.Null(page.Html.QuerySelector($"a[href$='{other}']"));
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync($"/mit/{host.JonasId}/{other}")).Status);
        }
    }

    [Fact]
    public async Task The_citizen_reads_who_has_looked_and_that_they_have_looked_themselves()
    {
        await (await host.SignInAsync("demo-maja")).OpenAsync($"/borgere/{host.KarinasId}/plan");
        var browser = await host.SignInAsCitizenAsync(Karina);
        await browser.OpenAsync($"/mit/{host.KarinasId}");
        var page = await browser.OpenAsync($"/mit/{host.KarinasId}/hvem-har-set");
        var text = page.Html.QuerySelector("main")!.TextContent;
        Assert.Contains("Arbejder i et område, der har en plan", text, StringComparison.Ordinal);
        Assert.Contains("Er borgeren selv", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_is_read_signed_and_taken_back_with_the_eid_and_acts_from_the_same_moment()
    {
        var staff = await host.SignInAsync("demo-lene");
        Assert.DoesNotContain("Behandlingsplan alkohol", await PlansAsync(staff), StringComparison.Ordinal);
        var consent = await host.AskAsync();
        var browser = await host.SignInAsCitizenAsync(Karina);
        var page = await browser.OpenAsync($"/mit/{host.KarinasId}/samtykker");
        Assert.Contains("Du kan altid skifte mening", page.Html.Body!.TextContent, StringComparison.Ordinal);

        var signed = await browser.SubmitAsync(page, page.Form($"form[action$='Answer']:has(input[value='{consent}'])"), ("SaidYes", "true"));
        Assert.Contains("Dit ja gælder fra nu af", signed.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Behandlingsplan alkohol", await PlansAsync(staff), StringComparison.Ordinal);
        Assert.Equal("mitId", await host.Database.ScalarAsync<string>(
            "select method from consent_signatures where consent_id = $1 and note = '' and written_down_by is null", consent));

        var back = await browser.SubmitAsync(signed, signed.Form($"form[action$='Withdraw']:has(input[value='{consent}'])"));
        Assert.Contains("Dit ja er taget tilbage", back.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Behandlingsplan alkohol", await PlansAsync(staff), StringComparison.Ordinal);
        Assert.Contains("Med MitID", (await (await host.SignInAsync("demo-dorte")).OpenAsync(
            $"/borgere/{host.KarinasId}/samtykker/{consent}")).Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_takes_having_shown_who_one_is_within_five_minutes_and_a_no_does_not()
    {
        var consent = await host.AskAsync("SIU", "LOT");
        var browser = await host.SignInAsCitizenAsync(Karina);
        var fresh = await browser.OpenAsync($"/mit/{host.KarinasId}/samtykker");
        await host.Database.ExecuteAsync("update sessions set proved_at = now() - interval '6 minutes' where subject like 'person:%'");
        var refused = await browser.SubmitAsync(fresh, fresh.Form($"form:has(input[value='{consent}'])"), ("SaidYes", "true"));
        Assert.Contains("Vis først med MitID, at det er dig", refused.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("select count(*) from consent_signatures where consent_id = $1", consent));
        var page = await browser.OpenAsync($"/mit/{host.KarinasId}/samtykker");
        Assert.Equal($"/mit/log-ind?igen=true&retur=%2Fmit%2F{host.KarinasId}%2Fsamtykker", page.Html.QuerySelector($"section:has(input[value='{consent}']) a.button-primary")!.GetAttribute("href"));
        var declined = await browser.SubmitAsync(page, page.Form($"form:has(input[value='{consent}'])"), ("SaidYes", "false"));
        Assert.Contains("De kan ikke se det", declined.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("declined", await host.Database.ScalarAsync<string>("select state from consent_records where id = $1", consent));
    }

    [Fact]
    public async Task A_part_of_a_yes_is_taken_back_and_nothing_chosen_is_told()
    {
        var consent = await host.AskAsync("AHL", "SIU", "{plan,goals}");
        var browser = await host.SignInAsCitizenAsync(Karina);
        var page = await browser.OpenAsync($"/mit/{host.KarinasId}/samtykker");
        page = await browser.SubmitAsync(page, page.Form($"form[action$='Answer']:has(input[value='{consent}'])"), ("SaidYes", "true"));
        var part = $"form[action$='WithdrawPart']:has(input[value='{consent}'])";
        var nothing = await browser.SubmitAsync(page, page.Form(part));
        Assert.Contains("Vælg mindst én slags oplysninger", nothing.Html.Body!.TextContent, StringComparison.Ordinal);
        var taken = await browser.SubmitAsync(nothing, nothing.Form(part), ("Part", "goals"));
        Assert.Contains("De kan stadig se resten", taken.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("plan", await host.Database.ScalarAsync<string>("select array_to_string(categories, ',') from consent_records where renews = $1 and state = 'given'", consent));
    }

    private async Task<string> PlansAsync(Browser staff) => (await staff.OpenAsync($"/borgere/{host.KarinasId}/delplaner")).Html.Body!.TextContent;

    [Fact]
    public async Task Logging_off_ends_the_session_and_a_copy_of_its_cookie_opens_nothing()
    {
        var browser = await host.SignInAsCitizenAsync(Karina);
        var page = await browser.OpenAsync($"/mit/{host.KarinasId}");
        var thief = host.Browse();
        thief.Take(Assert.Single(browser.Cookies, cookie => cookie.Name == "smh-mit"));
        Assert.Equal(HttpStatusCode.OK, (await thief.OpenAsync($"/mit/{host.KarinasId}")).Status);
        var ended = await browser.SubmitAsync(page, page.Form("form[action='/mit/log-ud']"));
        Assert.Equal(HttpStatusCode.OK, ended.Status);
        Assert.Equal("/mit/logget-af", ended.Address.AbsolutePath);
        using var answer = await thief.GetAsync($"/mit/{host.KarinasId}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public sealed class Host : WebHost, IAsyncLifetime
    {
        public Guid KarinasId { get; private set; }

        public Guid JonasId { get; private set; }

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await PrepareAsync();
            KarinasId = (await Database.ImportCaseAsync("karina")).Value;
            JonasId = (await Database.ImportCaseAsync("jonas")).Value;
            await Database.ExecuteAsync("update places set name = 'mark-mors-gade', kind = 'institution' where code = 'HOL-HJEM-MOR'");
            await Database.ExecuteAsync("update network_members set portal = 'calendar' where id = 'moster'");
            await Database.RecheckAsync();
        }

        public Task<Guid> AskAsync(string from = "AHL", string to = "AKB", string about = "{plan}") => Database.ScalarAsync<Guid>(
            """
            insert into consent_records (id, citizen_id, kind, from_area, to_area, categories, purpose, valid_to, text_version, language, signers, asked_by, asked_at, state, revision)
            select gen_random_uuid(), $1, 'healthDisclosure', $2, $3, $4::text[], 'At I kan planlægge uden om hinanden', '2027-03-01', '2026-1', 'da', '{citizen}', id, now(), 'asked', 1
            from users where subject = 'demo-dorte' returning id
            """,
            KarinasId, from, to, about);

        public async Task<Browser> SignInAsRelativeAsync(string id)
        {
            var index = Services.GetRequiredService<ICprProtection>().IndexOf(Cpr.Parse(Relative));
            await Database.ExecuteAsync("update network_members set cpr_index = null, cpr_cipher = null where cpr_index = $1", index);
            await Database.ExecuteAsync("update network_members set cpr_index = $2, cpr_cipher = '\\x00' where id = $1 and citizen_id = $3", id, index, JonasId);
            await Database.ConfirmRelativesAsync(JonasId);
            return await SignInAsCitizenAsync(Relative);
        }
    }
}
