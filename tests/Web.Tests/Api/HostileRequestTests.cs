using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

/// <summary>
/// Every route that the API describes, with something hostile in each place that a caller can fill, over a real server. A sample each
/// time; <c>./dev prove hostile</c> sends every value to every place.
/// </summary>
public sealed class HostileRequestTests(HostileRequestTests.Host host) : IClassFixture<HostileRequestTests.Host>
{
    private const string HtmlBack = "HTML comes back";
    private const string Hole = "\"@@hole@@\"";
    private const int SampleOfEachPlace = 3;

    /// <summary>What a good request holds, for each route that takes a body. A new one is added here.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["acknowledgeConflict"] = """{"due":"2026-10-12","owner":"01a00000-0000-7000-8000-000000000000"}""",
        ["acceptConflict"] = """{"reason":"Aftalt.","until":"2026-10-12"}""",
        ["resolveConflict"] = """{"agreed":"Aftalt.","showsBy":"2026-10-12"}""",
        ["reopenConflict"] = """{"reason":"Ikke alligevel."}""",
        ["searchCitizens"] = """{"cpr":"1403849902","name":"karina","birthDate":"1984-03-14"}""",
        ["startSweep"] = """{"asOf":"2026-10-05"}""",
        ["resendRejectedDocument"] = """{"text":"{}"}""",
        ["putPlaces"] = """{"defaultTravelMinutes":25,"bufferMinutes":5,"places":[{"code":"HJEM","name":"Hjemmet","kind":"home"}],"travelMinutes":[{"a":"HJEM","b":"HJEM","minutes":40}]}""",
        ["sendCourseDocuments"] = "",
        ["check"] = "",
        ["previewChange"] = "",
    };

    /// <summary>One place to fill: the address and the body, with a hole in one of them; or a header.</summary>
    private sealed record Place(string Method, string Address, string? Body, string? Header)
    {
        public override string ToString() => $"{Method} {Address} {Header}{Body?[..Math.Min(Body.Length, 300)]}";
    }

    [Fact]
    public async Task Nothing_that_is_sent_breaks_a_route_or_comes_back_as_HTML_and_every_error_says_what_is_wrong()
    {
        var isAll = Environment.GetEnvironmentVariable("SAMMENHAENG_HOSTILE") == "all";
        using var client = await host.WithTokenAsync();
        var places = await PlacesAsync(client);
        var values = HostileValue.All;
        var requests = places.SelectMany((place, number) => isAll
            ? values.Select(value => (place, value))
            : Enumerable.Range(0, SampleOfEachPlace).Select(turn => (place, value: values[((number * SampleOfEachPlace) + turn) * 37 % values.Count])));
        var sent = 0;
        var complaints = new System.Collections.Concurrent.ConcurrentBag<string>();
        var statuses = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (one, token) =>
        {
            using var request = Request(one.place, one.value);
            using var answer = await client.SendAsync(request, token);
            Interlocked.Increment(ref sent);
            statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
            var text = await answer.Content.ReadAsStringAsync(token);
            if (Complaint(answer, text) is { } complaint && (complaint != HtmlBack || IsSentThere(one.place, one.value)))
            {
                complaints.Add($"{complaint}: {(int)answer.StatusCode} for {one.place} with {one.value.Json[..Math.Min(one.value.Json.Length, 60)]} ({one.value.Url[..Math.Min(one.value.Url.Length, 60)]}): {text}");
            }
        });
        Assert.True(complaints.IsEmpty, string.Join("\n", complaints.Take(20).Prepend($"{complaints.Count} of {sent}")));
        Assert.True(sent >= places.Count * SampleOfEachPlace);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sent} hostile requests to {places.Count} places, {values.Count} values; answers: {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} × {pair.Value}"))}"));
    }

    /// <summary>Dots in a path are taken out by whoever sends it, and lead to another page, which may well be one.</summary>
    private static bool IsSentThere(Place place, HostileValue value) => !place.Address.Contains(Hole, StringComparison.Ordinal)
        || new Uri(new Uri("http://localhost"), Filled(place, value)).AbsolutePath.StartsWith(place.Address[..place.Address.IndexOfAny(['"', '?'])], StringComparison.Ordinal);

    private static string Filled(Place place, HostileValue value) => place.Address.Replace(Hole, value.Url, StringComparison.Ordinal);

    /// <summary>Null when the answer is as it should be.</summary>
    private static string? Complaint(HttpResponseMessage answer, string text)
    {
        if ((int)answer.StatusCode >= 500)
        {
            return "a fault";
        }
        if (text.Contains("<svg", StringComparison.OrdinalIgnoreCase) || text.Contains("<script", StringComparison.OrdinalIgnoreCase))
        {
            return HtmlBack;
        }
        // NUL in a path is refused by the server itself, without words, before any route is looked for.
        var isRefusedByServer = answer.StatusCode == HttpStatusCode.BadRequest && text.Length == 0
            && answer.RequestMessage!.RequestUri!.AbsolutePath.Contains("%00", StringComparison.Ordinal);
        if ((int)answer.StatusCode < 400 || isRefusedByServer)
        {
            return null;
        }
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return "no problem details";
        }
        using var problem = JsonDocument.Parse(text);
        var errors = problem.RootElement.GetProperty("errors").EnumerateArray().ToList();
        return errors.Count > 0 && errors.TrueForAll(error => error.Text("code").Length > 0 && error.Text("message").Length > 0 && error.Text("path") is not null)
            ? null
            : "no errors";
    }

    private static HttpRequestMessage Request(Place place, HostileValue value)
    {
        var request = new HttpRequestMessage(new HttpMethod(place.Method), new Uri(Filled(place, value), UriKind.Relative));
        if (place.Body is not null)
        {
            request.Content = new ByteArrayContent(HostileValue.Bytes(place.Body.Replace(Hole, value.Json, StringComparison.Ordinal)));
            request.Content.Headers.ContentType = new("application/json");
        }
        if (place.Header != "If-Match")
        {
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        }
        if (place.Header is not null)
        {
            request.Headers.TryAddWithoutValidation(place.Header, Uri.UnescapeDataString(value.Url) is var plain && plain.All(sign => sign is >= ' ' and <= '~') ? plain : value.Url);
        }
        return request;
    }

    private async Task<IReadOnlyList<Place>> PlacesAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var paths = (await answer.JsonAsync()).GetProperty("paths");
        var places = new List<Place>();
        foreach (var path in paths.EnumerateObject())
        {
            var id = await IdForAsync(path.Name);
            foreach (var operation in path.Value.EnumerateObject())
            {
                places.AddRange(PlacesOf(operation.Name.ToUpperInvariant(), path.Name, id, operation.Value));
            }
        }
        return places;
    }

    private static IEnumerable<Place> PlacesOf(string method, string path, Guid id, JsonElement operation)
    {
        var address = path.Replace("{id}", id.ToString(), StringComparison.Ordinal);
        var hasBody = operation.TryGetProperty("requestBody", out _);
        var body = hasBody ? BodyOf(operation.Text("operationId")) : null;
        var parameters = operation.TryGetProperty("parameters", out var given) ? given.EnumerateArray().ToList() : [];
        foreach (var parameter in parameters)
        {
            var name = parameter.Text("name");
            yield return parameter.Text("in") switch
            {
                "path" => new Place(method, path.Replace($"{{{name}}}", Hole, StringComparison.Ordinal), body, null),
                "query" => new Place(method, $"{address}?{name}={Hole}", body, null),
                _ => new Place(method, address, body, name),
            };
        }
        yield return new Place(method, $"{address}?{Hole}", body, null);
        foreach (var filled in body is null ? [] : WithHoles(body))
        {
            yield return new Place(method, address, filled, null);
        }
    }

    private static string BodyOf(string operation)
    {
        Assert.True(Bodies.ContainsKey(operation), $"Say what a good body of {operation} is, so that it can be spoilt.");
        var document = File.ReadAllText(RepositoryRoot.Shared("cases", "poul", "social.json"));
        return operation switch
        {
            "sendCourseDocuments" or "previewChange" => document,
            "check" => $$"""{"id":"x","asOf":"2026-10-05","horizonDays":28,"places":{"places":[{"code":"A","name":"A","kind":"office"}],"travelMinutes":[{"a":"A","b":"A","minutes":1}]},"documents":[{{document}}]}""",
            _ => Bodies[operation],
        };
    }

    /// <summary>The whole body, each value in it, the name of a field, and something after it. Of a list the first entry stands for all.</summary>
    private static IEnumerable<string> WithHoles(string body)
    {
        yield return Hole;
        yield return body + Hole;
        yield return "{" + Hole + ":1," + body.TrimStart()[1..];
        yield return "{\"unknown\":" + Hole + "," + body.TrimStart()[1..];
        var root = JsonNode.Parse(body)!;
        foreach (var way in Ways(root, []).ToList())
        {
            var copy = JsonNode.Parse(body)!;
            var at = way.SkipLast(1).Aggregate(copy, (node, step) => (step is string name ? node[name] : node[(int)step])!);
            if (way[^1] is string field)
            {
                at[field] = "@@hole@@";
            }
            else
            {
                at[(int)way[^1]] = "@@hole@@";
            }
            yield return copy.ToJsonString();
        }
    }

    private static IEnumerable<object[]> Ways(JsonNode? node, object[] way) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Ways(field.Value, [.. way, field.Key]).Prepend([.. way, field.Key])),
        JsonArray { Count: > 0 } list => Ways(list[0], [.. way, 0]).Prepend([.. way, 0]),
        _ => [],
    };

    private async Task<Guid> IdForAsync(string path) => path switch
    {
        _ when path.Contains("/citizens/{", StringComparison.Ordinal) => host.Karina,
        _ when path.Contains("/conflicts/{", StringComparison.Ordinal) => await host.ConflictAsync("appointment.overlap:A4+A5"),
        _ when path.Contains("/imports/{", StringComparison.Ordinal) => await host.Database.ScalarAsync<Guid>("select id from imports limit 1"),
        _ when path.Contains("/rejected/{", StringComparison.Ordinal) => await host.Database.ScalarAsync<Guid>("select id from rejected_documents limit 1"),
        _ => Guid.Empty,
    };

    public sealed class Host : CitizensHost
    {
        private readonly int _port = FreePort();

        public Host() => UseKestrel(_port);

        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("SignIn:Authority", $"http://127.0.0.1:{_port}")];

        public async Task<HttpClient> WithTokenAsync()
        {
            var client = new HttpClient { BaseAddress = ClientOptions.BaseAddress };
            using var answer = await client.PostAsync("/connect/token", TokenRequest("demo-secret"), TestContext.Current.CancellationToken);
            client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.JsonAsync()).Text("access_token"));
            return client;
        }

        private static int FreePort()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}
