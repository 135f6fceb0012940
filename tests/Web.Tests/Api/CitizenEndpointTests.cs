using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

public sealed class CitizenEndpointTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Search = "/api/v1/citizens/search";

    [Theory]
    [InlineData("140384-9902")]
    [InlineData("1403849902")]
    public async Task A_citizen_is_found_by_number_with_and_without_hyphen(string cpr)
    {
        var hit = Assert.Single(await SearchAsync(await host.ConnectAsync(), $$"""{"cpr":"{{cpr}}"}"""));
        Assert.Equal(host.Karina, hit.GetProperty("id").GetGuid());
        Assert.Equal(("Karina Test Mikkelsen", "1984-03-14"), (hit.Text("name"), hit.Text("birthDate")));
    }

    [Fact]
    public async Task Nobody_is_found_whom_the_client_may_not_see()
    {
        var client = await host.ConnectAsync();
        var other = await host.Database.ACitizenAsync("Hemmelig Test");
        await host.Database.APlanAsync(other, "AHL");
        var cpr = host.Database.Services.GetRequiredService<ICprProtection>().Decrypt(
            await host.Database.ScalarAsync<byte[]>("select cpr_cipher from citizens where id = $1", other.Value), other);
        Assert.Empty(await SearchAsync(client, $$"""{"cpr":"{{cpr.Digits}}"}"""));
        Assert.Empty(await SearchAsync(client, """{"name":"hemmelig"}"""));
        await host.Database.APlanAsync(other, "AKB");
        Assert.Single(await SearchAsync(client, $$"""{"cpr":"{{cpr.Digits}}"}"""));
        Assert.Single(await SearchAsync(client, """{"name":"hemmelig"}"""));
    }

    [Fact]
    public async Task Of_sixty_with_the_same_name_a_birth_date_finds_the_one_and_the_pages_all()
    {
        for (var i = 0; i < 60; i++)
        {
            await host.Database.APlanAsync(await host.Database.ACitizenAsync("Tres Test", "Navnesen"), "SIU");
        }
        var client = await host.ConnectAsync();
        var last = await host.Database.ScalarAsync<Guid>("select id from citizens where family_name = 'Navnesen' order by id desc limit 1");
        var birth = await host.Database.ScalarAsync<DateOnly>("select birth_date from citizens where id = $1", last);
        using var answer = await client.SendAsync("POST", Search, $$"""{"name":"tres navnesen","birthDate":"{{birth:yyyy-MM-dd}}"}""");
        Assert.Equal(last, Assert.Single((await answer.JsonAsync()).EnumerateArray()).GetProperty("id").GetGuid());
        Assert.False(answer.Headers.Contains("Link"));
        Assert.Equal([last], await host.Database.ScalarAsync<Guid[]>("select shown_citizens from access_log where what = 'SearchCitizens' order by at desc limit 1"));

        var found = new HashSet<Guid>();
        foreach (var (page, links) in ((int, string[])[])[(1, ["next"]), (2, ["prev", "next"]), (3, ["prev"])])
        {
            using var one = await client.SendAsync("POST", $"{Search}?page={page}&size=25", """{"name":"tres navnesen"}""");
            found.UnionWith((await one.JsonAsync()).EnumerateArray().Select(hit => hit.GetProperty("id").GetGuid()));
            Assert.Equal(links, one.Headers.GetValues("Link").Select(link => link.Split('"')[1]));
        }
        Assert.Equal(60, found.Count);
    }

    [Theory]
    [InlineData("""{"cpr":"3113849902"}""", "/cpr", "cpr.invalid")]
    [InlineData("""{"cpr":"140384_9902"}""", "/cpr", "cpr.invalid")]
    [InlineData("""{"cpr":""}""", "/cpr", "cpr.invalid")]
    [InlineData("""{"cpr":"1403849902","name":"karina"}""", "/name", "search.both")]
    [InlineData("""{"name":""}""", "/name", "search.empty")]
    [InlineData("""{"name":" "}""", "/name", "search.empty")]
    [InlineData("{}", "/name", "search.empty")]
    public async Task What_cannot_be_searched_for_is_422_with_the_path(string body, string path, string code)
    {
        var client = await host.ConnectAsync();
        using var answer = await client.SendAsync("POST", Search, body);
        await answer.IsProblemAsync(HttpStatusCode.UnprocessableEntity, path, code);
    }

    [Fact]
    public async Task A_number_that_cannot_be_is_in_no_log_and_no_answer()
    {
        const string Impossible = "3113849902";
        var client = await host.ConnectAsync();
        using var answer = await client.SendAsync("POST", Search, $$"""{"cpr":"{{Impossible}}"}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.DoesNotContain(Impossible, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var misplaced = await client.SendAsync("POST", Search, $$"""{"{{Impossible}}":1}""");
        Assert.DoesNotContain(Impossible, await misplaced.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotEmpty(host.Log.Lines);
        Assert.All(host.Log.Lines, line => Assert.DoesNotContain(Impossible, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_course_is_shown_as_of_another_day_and_nothing_of_that_is_kept()
    {
        var client = await host.ConnectAsync();
        var (asOf, days, fingerprints) = CitizensHost.Expected("jonas");
        const string Kept = "select (select count(*) from conflicts)::text || (select coalesce(sum(revision), 0) from conflicts)::text || (select count(*) from conflict_history)::text";
        var before = await host.Database.ScalarAsync<string>(Kept);
        using var answer = await client.GetAsync($"{CourseOf(host.Jonas)}?asOf={asOf:yyyy-MM-dd}&horizonDays={days}", TestContext.Current.CancellationToken);
        var course = await answer.JsonAsync();
        Assert.Equal(fingerprints.Order(StringComparer.Ordinal), course.GetProperty("conflicts").EnumerateArray().Select(one => one.Text("fingerprint")).Order(StringComparer.Ordinal));
        Assert.True(course.GetProperty("isByDate").GetBoolean());
        Assert.Equal(before, await host.Database.ScalarAsync<string>(Kept));
    }

    [Theory]
    [InlineData("asOf", "2026-02-30")]
    [InlineData("asOf", "1899-12-31")]
    [InlineData("asOf", "9999-12-31")]
    [InlineData("asOf", "%00")]
    [InlineData("horizonDays", "x")]
    [InlineData("horizonDays", "0")]
    [InlineData("horizonDays", "-1")]
    [InlineData("horizonDays", "367")]
    [InlineData("horizonDays", "99999999999999999999")]
    public async Task A_day_or_a_horizon_that_cannot_be_is_400_with_its_name(string name, string value)
    {
        var client = await host.ConnectAsync();
        using var answer = await client.GetAsync($"{CourseOf(host.Karina)}?{name}={value}", TestContext.Current.CancellationToken);
        var problem = await answer.JsonAsync(HttpStatusCode.BadRequest);
        Assert.Equal(name, Assert.Single(problem.GetProperty("errors").EnumerateArray()).Text("path"));
    }

    [Fact]
    public async Task The_content_of_another_area_is_masked()
    {
        var client = await host.ConnectAsync();
        using var answer = await client.GetAsync(CourseOf(host.Karina), TestContext.Current.CancellationToken);
        var course = await answer.JsonAsync();
        Assert.Contains(course.GetProperty("plans").EnumerateArray(), plan => plan.TryGetProperty("title", out _));
        Assert.Contains(course.GetProperty("plans").EnumerateArray(), plan => !plan.TryGetProperty("title", out _));
        Assert.DoesNotContain("alkohol", course.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_citizen_of_others_and_one_that_is_not_there_are_answered_alike()
    {
        var client = await host.ConnectAsync();
        var other = await host.Database.ACitizenAsync();
        await host.Database.APlanAsync(other, "AHL");
        foreach (var route in (string[])["course", "conflicts"])
        {
            var answers = new List<string>();
            foreach (var id in (Guid[])[other.Value, CitizenId.New().Value])
            {
                using var answer = await client.GetAsync($"/api/v1/citizens/{id}/{route}", TestContext.Current.CancellationToken);
                answers.Add(WithoutTrace(await answer.JsonAsync(HttpStatusCode.Forbidden)));
            }
            Assert.Equal(answers[0], answers[1]);
        }
    }

    [Fact]
    public async Task A_course_has_an_ETag_and_whoever_holds_it_is_told_that_nothing_has_changed()
    {
        var client = await host.ConnectAsync();
        using var first = await client.GetAsync(CourseOf(host.Poul), TestContext.Current.CancellationToken);
        var etag = first.Headers.ETag!.ToString();
        using var again = await client.SendAsync("GET", CourseOf(host.Poul), null, ("If-None-Match", etag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(etag, again.Headers.ETag!.ToString());
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var other = await client.SendAsync("GET", CourseOf(host.Poul) + "?asOf=2026-12-07", null, ("If-None-Match", etag));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Reading_a_course_writes_one_line_in_the_access_log()
    {
        var client = await host.ConnectAsync();
        const string Lines = "select count(*) from access_log where citizen_id = $1 and what = 'OpenSharedPlan' and subject = 'demo-client' and outcome = 'permitted'";
        var before = await host.Database.ScalarAsync<long>(Lines, host.Karina);
        using var answer = await client.GetAsync(CourseOf(host.Karina), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before + 1, await host.Database.ScalarAsync<long>(Lines, host.Karina));
    }

    private static string CourseOf(Guid citizen) => $"/api/v1/citizens/{citizen}/course";

    private static async Task<IReadOnlyList<JsonElement>> SearchAsync(HttpClient client, string body)
    {
        using var answer = await client.SendAsync("POST", Search, body);
        return [.. (await answer.JsonAsync()).EnumerateArray()];
    }

    private static string WithoutTrace(JsonElement problem) =>
        string.Join(' ', problem.EnumerateObject().Where(property => property.Name != "traceId").Select(property => property.ToString()));
}

public sealed class SearchLimitTests(SearchLimitTests.Host host) : IClassFixture<SearchLimitTests.Host>
{
    [Theory]
    [InlineData("""{"cpr":"1403849902"}""", 2)]
    [InlineData("""{"name":"karina"}""", 5)]
    public async Task A_program_that_searches_too_often_is_told_when_to_come_back(string body, int permits)
    {
        await using var fresh = new Host();
        await ((IAsyncLifetime)fresh).InitializeAsync();
        var client = await fresh.ConnectAsync();
        for (var i = 0; i < permits; i++)
        {
            using var answer = await client.SendAsync("POST", "/api/v1/citizens/search", body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        using var refused = await client.SendAsync("POST", "/api/v1/citizens/search", body);
        await refused.IsProblemAsync(HttpStatusCode.TooManyRequests, "", "rate.tooOften");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var other = await client.GetAsync("/api/v1/places", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_person_who_looks_up_numbers_too_often_is_told_so_on_a_page_and_others_are_not()
    {
        var browser = await host.SignInAsync("demo-maja");
        var page = await browser.OpenAsync("/borgere");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(page, page.Form("form.find"), ("Find", "1403849902"))).Status);
        }
        var refused = await browser.SubmitAsync(page, page.Form("form.find"), ("Find", "1403849902"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("Det går for hurtigt", refused.Heading);
        Assert.NotNull(refused.Answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/borgere")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(page, page.Form("form.find"), ("Find", "karina"))).Status);
        var other = await host.SignInAsync("demo-lene");
        var theirs = await other.OpenAsync("/borgere");
        Assert.Equal(HttpStatusCode.OK, (await other.SubmitAsync(theirs, theirs.Form("form.find"), ("Find", "1403849902"))).Status);
    }

    public sealed class Host : WebHost
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [new("RateLimits:SearchesPerMinute", "5"), new("RateLimits:CprLookupsPerMinute", "2")];
    }
}
