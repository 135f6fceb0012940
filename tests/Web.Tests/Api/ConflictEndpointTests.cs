using System.Net;
using System.Text.Json;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

public sealed class ConflictEndpointTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private string List => $"/api/v1/citizens/{host.Karina}/conflicts";

    [Fact]
    public async Task Conflicts_are_listed_by_state_with_all_that_another_system_needs()
    {
        var client = await host.ConnectAsync();
        using var answer = await client.GetAsync(List, TestContext.Current.CancellationToken);
        var all = (await answer.JsonAsync()).EnumerateArray().ToList();
        Assert.Equal(CitizensHost.Expected("karina").Fingerprints.Order(StringComparer.Ordinal), all.Select(one => one.Text("fingerprint")).Order(StringComparer.Ordinal));
        Assert.All(all, one =>
        {
            Assert.NotEqual(Guid.Empty, one.GetProperty("id").GetGuid());
            Assert.Matches("^\"[0-9]+\"$", one.Text("etag"));
            Assert.Contains(one.Text("severity"), (string[])["L", "M", "H", "K"]);
            Assert.NotEqual(default, one.GetProperty("firstSeen").GetDateTimeOffset());
            Assert.NotEqual(default, one.GetProperty("lastSeen").GetDateTimeOffset());
            Assert.All(one.GetProperty("subjects").EnumerateArray(), subject => Assert.NotEqual("", subject.Text("kind")));
            Assert.NotEqual("", one.GetProperty("text").Text("da"));
            Assert.NotEqual("", one.GetProperty("text").Text("en"));
        });
        Assert.Contains(all, one => one.TryGetProperty("owner", out _));

        var counted = 0;
        foreach (var state in (string[])["open", "acknowledged", "resolved", "accepted", "autoClosed"])
        {
            using var some = await client.GetAsync($"{List}?state={state}", TestContext.Current.CancellationToken);
            var of = (await some.JsonAsync()).EnumerateArray().ToList();
            Assert.All(of, one => Assert.Equal(state, one.Text("state")));
            counted += of.Count;
        }
        Assert.Equal(all.Count, counted);

        using var first = await client.GetAsync($"{List}?size=3", TestContext.Current.CancellationToken);
        Assert.Equal(3, (await first.JsonAsync()).GetArrayLength());
        Assert.Contains("rel=\"next\"", Assert.Single(first.Headers.GetValues("Link")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0")]
    [InlineData("")]
    public async Task An_unknown_state_is_400(string state)
    {
        var client = await host.ConnectAsync();
        using var answer = await client.GetAsync($"{List}?state={state}", TestContext.Current.CancellationToken);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "state", "value.unknown");
    }

    [Fact]
    public async Task Each_action_needs_the_ETag_that_was_read_and_gives_the_next()
    {
        var client = await host.ConnectAsync();
        var (address, etag) = await ConflictAsync(client, "appointment.travel:A6>A7");
        var owner = await UserAsync("demo-maja");
        foreach (var (action, body, state) in ((string, string, string)[])
            [("acknowledge", $$"""{"due":"2026-10-12","owner":"{{owner}}"}""", "acknowledged"),
             ("resolve", """{"agreed":"Tiden flyttes.","showsBy":"2026-10-09"}""", "resolved"),
             ("reopen", """{"reason":"Det kunne den ikke."}""", "open"),
             ("accept", """{"reason":"Borgeren vil selv.","until":"2026-11-01"}""", "accepted")])
        {
            using var without = await client.SendAsync("POST", $"{address}/{action}", body);
            await without.IsProblemAsync(HttpStatusCode.PreconditionRequired, "If-Match", "revision.required");
            using var stale = await client.SendAsync("POST", $"{address}/{action}", body, ("If-Match", "\"999\""));
            await stale.IsProblemAsync(HttpStatusCode.PreconditionFailed, "If-Match", "revision.stale");
            using var done = await client.SendAsync("POST", $"{address}/{action}", body, ("If-Match", etag));
            Assert.True(done.StatusCode == HttpStatusCode.NoContent, $"{action}: {done.StatusCode} {await done.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            using var read = await client.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(state, (await read.JsonAsync()).Text("state"));
            Assert.NotEqual(etag, done.Headers.ETag!.ToString());
            Assert.Equal(read.Headers.ETag!.ToString(), etag = done.Headers.ETag!.ToString());
        }
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_one_line_of_history()
    {
        var client = await host.ConnectAsync();
        var (address, etag) = await ConflictAsync(client, "load.appointments:2026-W41");
        const string Body = """{"reason":"Ugen er aftalt med borgeren.","until":"2026-10-12"}""";
        using var first = await client.SendAsync("POST", $"{address}/accept", Body, ("If-Match", etag), ("Idempotency-Key", "one-accept"));
        using var again = await client.SendAsync("POST", $"{address}/accept", Body, ("If-Match", etag), ("Idempotency-Key", "one-accept"));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.StatusCode, again.StatusCode));
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(1L, await host.Database.ScalarAsync<long>("select count(*) from conflict_history where conflict_id = $1 and change = 'accepted'", IdOf(address)));
    }

    [Fact]
    public async Task A_critical_one_cannot_be_accepted()
    {
        var client = await host.ConnectAsync();
        var (address, etag) = await ConflictAsync(client, "consent.breach:P3>AKB");
        using var answer = await client.SendAsync("POST", $"{address}/accept", """{"reason":"Det går nok.","until":"2026-11-01"}""", ("If-Match", etag));
        await answer.IsProblemAsync(HttpStatusCode.Conflict, "", "conflict.criticalCannotBeAccepted");
    }

    [Fact]
    public async Task Only_a_caseworker_who_works_with_the_citizen_can_be_made_owner()
    {
        var client = await host.ConnectAsync();
        var (address, etag) = await ConflictAsync(client, "goal.opposing:G1+G2");
        await host.Database.ExecuteAsync("update users set active = false where subject = 'demo-kasper'");
        var machine = await UserAsync("demo-client");
        foreach (var owner in (Guid[])
            [Guid.CreateVersion7(), machine, await UserAsync("demo-leder"), await UserAsync("demo-administrator"),
             await UserAsync("demo-databeskyttelse"), await UserAsync("demo-ulla"), await UserAsync("demo-kasper"),
             // Works with Karina, in an area of which the caller is not to know that it has her.
             await UserAsync("demo-dorte")])
        {
            using var answer = await client.SendAsync("POST", $"{address}/acknowledge", $$"""{"due":"2026-10-12","owner":"{{owner}}"}""", ("If-Match", etag));
            await answer.IsProblemAsync(HttpStatusCode.Conflict, "", "conflict.unknownOwner");
        }
        using var unchanged = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal((etag, "open"), (unchanged.Headers.ETag!.ToString(), (await unchanged.JsonAsync()).Text("state")));
        using var done = await client.SendAsync("POST", $"{address}/acknowledge", $$"""{"due":"2026-10-12","owner":"{{await UserAsync("demo-maja")}}"}""", ("If-Match", etag));
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
    }

    [Fact]
    public async Task A_system_that_names_no_owner_leaves_it_to_whom_the_conflict_falls_and_never_takes_it_itself()
    {
        var client = await host.ConnectAsync();
        var (nobodys, etag) = await ConflictAsync(client, "coordinator.missing:citizen");
        await host.Database.ExecuteAsync("update conflicts set item_owner_source = null, item_owner_id = null where id = $1", IdOf(nobodys));
        using var refused = await client.SendAsync("POST", $"{nobodys}/acknowledge", """{"due":"2026-10-12"}""", ("If-Match", etag));
        await refused.IsProblemAsync(HttpStatusCode.Conflict, "", "conflict.unknownOwner");

        var (somebodys, next) = await ConflictAsync(client, "followup.overdue:P2");
        using var done = await client.SendAsync("POST", $"{somebodys}/acknowledge", """{"due":"2026-10-12"}""", ("If-Match", next));
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        using var read = await client.GetAsync(somebodys, TestContext.Current.CancellationToken);
        Assert.Equal("Maja Test Lind", (await read.JsonAsync()).Text("owner"));
    }

    [Fact]
    public async Task The_page_makes_nobody_owner_either_whom_its_list_does_not_show()
    {
        var browser = await host.SignInAsync("demo-maja");
        var page = await browser.OpenAsync($"/konflikter/{await host.ConflictAsync("load.contacts:citizen")}");
        var refused = await browser.SubmitAsync(page, page.Form("form[action*=Acknowledge]"),
            ("Input.Due", "2026-10-12"), ("Input.Owner", (await UserAsync("demo-leder")).ToString()));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Den ansvarlige skal være en sagsbehandler", refused.Html.Body!.TextContent, StringComparison.Ordinal);
        var hidden = await browser.SubmitAsync(page, page.Form("form[action*=Acknowledge]"),
            ("Input.Due", "2026-10-12"), ("Input.Owner", (await UserAsync("demo-dorte")).ToString()));
        Assert.Equal(HttpStatusCode.Conflict, hidden.Status);
        Assert.All(
            page.Html.QuerySelectorAll("select[name='Input.Owner'] option").Select(option => option.GetAttribute("value") ?? "").Where(value => value.Length > 0),
            value => Assert.True(Guid.TryParse(value, out _)));
        var done = await browser.SubmitAsync(page, page.Form("form[action*=Acknowledge]"),
            ("Input.Due", "2026-10-12"), ("Input.Owner", (await UserAsync("demo-maja")).ToString()));
        Assert.Equal(HttpStatusCode.OK, done.Status);
    }

    [Theory]
    [InlineData("acknowledge", """{"due":"2026-10-04"}""", 409, "", "conflict.dueHasPassed")]
    [InlineData("accept", """{"reason":"x","until":"2027-10-06"}""", 409, "", "conflict.dayIsTooFar")]
    [InlineData("accept", """{"reason":"x","until":"2026-10-04"}""", 409, "", "conflict.untilHasPassed")]
    [InlineData("resolve", """{"agreed":"x","showsBy":"2026-10-04"}""", 409, "", "conflict.showsByHasPassed")]
    [InlineData("reopen", "{}", 409, "", "conflict.isOpen")]
    [InlineData("accept", """{"reason":"","until":"2026-11-01"}""", 422, "/reason", "value.notEmpty")]
    [InlineData("resolve", """{"agreed":" "}""", 422, "/agreed", "value.notEmpty")]
    [InlineData("accept", """{"until":"2026-11-01"}""", 400, "/reason", "json.malformed")]
    [InlineData("accept", """{"reason":"x","until":"2026-02-30"}""", 400, "/until", "json.malformed")]
    [InlineData("resolve", """{"agreed":null}""", 400, "/agreed", "json.malformed")]
    [InlineData("acknowledge", """{"due":"2026-10-12","owner":"me"}""", 400, "/owner", "json.malformed")]
    [InlineData("acknowledge", "", 400, "", "request.malformed")]
    public async Task What_is_past_missing_or_no_day_is_refused_and_changes_nothing(string action, string body, int status, string path, string code)
    {
        var client = await host.ConnectAsync();
        var (address, etag) = await ConflictAsync(client, "intervention.duplicate:I2+I3");
        using var answer = await client.SendAsync("POST", $"{address}/{action}", body, ("If-Match", etag));
        await answer.IsProblemAsync((HttpStatusCode)status, path, code);
        Assert.Equal(etag, (await ConflictAsync(client, "intervention.duplicate:I2+I3")).ETag);
    }

    [Fact]
    public async Task A_conflict_of_others_is_403_like_one_that_is_not_there_and_nothing_changes()
    {
        var client = await host.ConnectAsync();
        var other = await host.Database.ACitizenAsync();
        await host.Database.APlanAsync(other, "AHL");
        await host.Database.APlanAsync(other, "REG");
        await host.Database.ExecuteAsync("insert into due_citizens (citizen_id) values ($1)", other.Value);
        await host.Database.RecheckAsync();
        var theirs = await host.Database.ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 limit 1", other.Value);
        foreach (var id in (Guid[])[theirs, Guid.CreateVersion7()])
        {
            using var read = await client.GetAsync($"/api/v1/conflicts/{id}", TestContext.Current.CancellationToken);
            await read.IsProblemAsync(HttpStatusCode.Forbidden, "", "access.relation");
            using var act = await client.SendAsync("POST", $"/api/v1/conflicts/{id}/resolve", """{"agreed":"x"}""", ("If-Match", "\"1\""));
            await act.IsProblemAsync(HttpStatusCode.Forbidden, "", "access.relation");
        }
        Assert.Equal("open", await host.Database.ScalarAsync<string>("select state from conflicts where id = $1", theirs));
    }

    private static Guid IdOf(string address) => Guid.Parse(address.Split('/')[^1]);

    private Task<Guid> UserAsync(string subject) => host.Database.ScalarAsync<Guid>("select id from users where subject = $1", subject);

    /// <summary>From the list, as another system would: its ETag opens a change.</summary>
    private async Task<(string Address, string ETag)> ConflictAsync(HttpClient client, string fingerprint)
    {
        using var answer = await client.GetAsync(List, TestContext.Current.CancellationToken);
        JsonElement found = Assert.Single((await answer.JsonAsync()).EnumerateArray(), one => one.Text("fingerprint") == fingerprint);
        return ($"/api/v1/conflicts/{found.GetProperty("id").GetGuid()}", found.Text("etag"));
    }
}
