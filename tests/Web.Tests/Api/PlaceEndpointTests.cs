using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

/// <summary>The places, and with them what all writes of the API have in common.</summary>
public sealed class PlaceEndpointTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Table =
        """
        {"defaultTravelMinutes":25,"bufferMinutes":5,
         "places":[{"code":"HJEM","name":"Hjemmet","kind":"home"},{"code":"JOB","name":"Jobcenter","kind":"office"}],
         "travelMinutes":[{"a":"JOB","b":"HJEM","minutes":40}]}
        """;

    [Fact]
    public async Task What_is_put_is_what_is_got()
    {
        var client = await host.ConnectAsync();
        using var put = await PutAsync(client, Table, await ETagAsync(client));
        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        using var got = await client.GetAsync("/api/v1/places", TestContext.Current.CancellationToken);
        Assert.Equal(put.Headers.ETag, got.Headers.ETag);
        using var json = JsonDocument.Parse(await got.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(25, json.RootElement.GetProperty("defaultTravelMinutes").GetInt32());
        Assert.Equal(["HJEM", "JOB"], json.RootElement.GetProperty("places").EnumerateArray().Select(place => place.GetProperty("code").GetString()));
        Assert.Equal(40, json.RootElement.GetProperty("travelMinutes")[0].GetProperty("minutes").GetInt32());
    }

    [Fact]
    public async Task Without_If_Match_nothing_is_written()
    {
        var client = await host.ConnectAsync();
        using var answer = await PutAsync(client, Table, null);
        await IsProblemAsync(answer, HttpStatusCode.PreconditionRequired, "If-Match", "revision.required");
    }

    [Theory]
    [InlineData("\"999999\"")]
    [InlineData("W/\"1\"")]
    [InlineData("*")]
    [InlineData("\"x\"")]
    public async Task An_ETag_that_is_not_the_newest_is_refused(string etag)
    {
        var client = await host.ConnectAsync();
        using var answer = await PutAsync(client, Table, etag);
        await IsProblemAsync(answer, HttpStatusCode.PreconditionFailed, "If-Match", "revision.stale");
    }

    [Fact]
    public async Task Two_who_have_read_the_same_cannot_both_write()
    {
        var client = await host.ConnectAsync();
        var etag = await ETagAsync(client);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PutAsync(client, Table, etag)));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_changes_nothing_again()
    {
        var client = await host.ConnectAsync();
        var etag = await ETagAsync(client);
        using var first = await PutAsync(client, Table, etag, "a-key-of-ours");
        using var again = await PutAsync(client, Table, etag, "a-key-of-ours");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(first.Headers.ETag!.ToString(), await ETagAsync(client));
        using var other = await PutAsync(client, Table.Replace("25", "26", StringComparison.Ordinal), etag, "a-key-of-ours");
        await IsProblemAsync(other, HttpStatusCode.UnprocessableEntity, "Idempotency-Key", "idempotency.reused");
        using var strange = await PutAsync(client, Table, etag, "a key");
        await IsProblemAsync(strange, HttpStatusCode.BadRequest, "Idempotency-Key", "idempotency.malformed");
    }

    [Theory]
    [InlineData("""{"code":"HJEM","name":"Hjemmet","kind":"home"}""", """{"code":"HJEM","name":"Igen","kind":"home"}""", "/places/1/code", "places.twice")]
    [InlineData("\"JOB\",\"b\":\"HJEM\"", "\"JOB\",\"b\":\"NOWHERE\"", "/travelMinutes/0/b", "places.unknown")]
    [InlineData("\"minutes\":40", "\"minutes\":1441", "/travelMinutes/0/minutes", "value.inclusiveBetween")]
    [InlineData("\"minutes\":40", "\"minutes\":-1", "/travelMinutes/0/minutes", "value.inclusiveBetween")]
    [InlineData("\"name\":\"Hjemmet\"", "\"name\":\"\"", "/places/0/name", "value.notEmpty")]
    [InlineData("\"places\":[", "\"places\":[null,", "/places/0", "value.notNull")]
    [InlineData("\"travelMinutes\":[", "\"travelMinutes\":[null,", "/travelMinutes/0", "value.notNull")]
    public async Task What_cannot_be_is_refused_with_its_path(string part, string replacement, string path, string code)
    {
        var client = await host.ConnectAsync();
        var body = path == "/places/1/code"
            ? Table.Replace("""{"code":"JOB","name":"Jobcenter","kind":"office"}""", replacement, StringComparison.Ordinal).Replace("\"JOB\"", "\"HJEM\"", StringComparison.Ordinal)
            : Table.Replace(part, replacement, StringComparison.Ordinal);
        using var answer = await PutAsync(client, body, await ETagAsync(client));
        await IsProblemAsync(answer, HttpStatusCode.UnprocessableEntity, path, code);
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("""{"defaultTravelMinutes":"x","bufferMinutes":5,"places":[],"travelMinutes":[]}""", "/defaultTravelMinutes")]
    [InlineData("""{"defaultTravelMinutes":1e400,"bufferMinutes":5,"places":[],"travelMinutes":[]}""", "/defaultTravelMinutes")]
    [InlineData("""{"defaultTravelMinutes":1,"bufferMinutes":5,"places":[],"travelMinutes":[],"unknown":1}""", "/unknown")]
    [InlineData("""{"defaultTravelMinutes":1,"defaultTravelMinutes":2,"bufferMinutes":5,"places":[],"travelMinutes":[]}""", "/defaultTravelMinutes")]
    [InlineData("""{"defaultTravelMinutes":1,"bufferMinutes":5,"places":[{"code":"A\u0000","name":"n","kind":"k"}],"travelMinutes":[]}""", "/places/0/code")]
    [InlineData("""{"defaultTravelMinutes":1,"bufferMinutes":5,"places":[{"code":"A\ud800","name":"n","kind":"k"}],"travelMinutes":[]}""", "/places/0/code")]
    [InlineData("""{"defaultTravelMinutes":1,"bufferMinutes":5,"places":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]],"travelMinutes":[]}""", null)]
    [InlineData("""{"bufferMinutes":5,"places":[],"travelMinutes":[]}""", null)]
    public async Task What_is_no_JSON_of_the_right_shape_is_400_and_never_a_fault(string body, string? path)
    {
        var client = await host.ConnectAsync();
        using var answer = await PutAsync(client, body, await ETagAsync(client));
        await IsProblemAsync(answer, HttpStatusCode.BadRequest, path, "json.malformed");
    }

    [Fact]
    public async Task Without_a_token_or_with_a_session_alone_nothing_is_told()
    {
        using var anonymous = await host.CreateClient().GetAsync("/api/v1/places", TestContext.Current.CancellationToken);
        await IsProblemAsync(anonymous, HttpStatusCode.Unauthorized, null, null);
        using var session = await (await host.SignInAsync("demo-administrator")).GetAsync("/api/v1/places");
        await IsProblemAsync(session, HttpStatusCode.Unauthorized, null, null);
    }

    [Fact]
    public async Task A_client_whose_user_has_left_is_let_in_no_more()
    {
        await using var other = new WebHost();
        await ((IAsyncLifetime)other).InitializeAsync();
        var client = await other.ConnectAsync();
        await other.Database.ExecuteAsync("update users set active = false where subject = 'demo-client'");
        using var answer = await client.GetAsync("/api/v1/places", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<string> ETagAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/v1/places", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.ETag!.ToString();
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string body, string? etag, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/places") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task IsProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string? path, string? code)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        var errors = problem.RootElement.GetProperty("errors").EnumerateArray().ToList();
        if (code is not null)
        {
            Assert.Contains(errors, error => error.GetProperty("code").GetString() == code
                && (path is null || error.GetProperty("path").GetString() == path));
        }
    }
}
