using System.Net;
using System.Text;
using Xunit;

namespace Sammenhaeng.Web.Tests.Hosting;

/// <summary>On the real server: the one in memory holds nobody to a limit.</summary>
public sealed class LimitTests(LimitTests.Host host) : IClassFixture<LimitTests.Host>
{
    [Theory]
    [InlineData("/connect/token", 1024 * 1024)]
    [InlineData("/api/v1/places", 16 * 1024 * 1024)]
    [InlineData("/api/v1/check", 8 * 1024 * 1024)]
    [InlineData("/api/v1/sweeps", 1024 * 1024)]
    public async Task A_body_over_the_limit_of_the_route_is_413(string address, int limit)
    {
        // The body is sent when the server has said that it wants it, which it never does.
        using var patient = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) };
        using var client = new HttpClient(patient) { BaseAddress = host.ClientOptions.BaseAddress };
        var isApi = address != "/connect/token";
        using var request = new HttpRequestMessage(address == "/api/v1/places" ? HttpMethod.Put : HttpMethod.Post, address)
        {
            Content = new StringContent("a=" + new string('x', limit), Encoding.UTF8, isApi ? "application/json" : "application/x-www-form-urlencoded"),
        };
        request.Headers.ExpectContinue = true;
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        if (isApi)
        {
            request.Headers.Authorization = new("Bearer", await TokenAsync(client));
        }
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        using var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("body.tooLarge", problem.RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/connect/token", WebHost.TokenRequest("demo-secret"), TestContext.Current.CancellationToken);
        using var token = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return token.RootElement.GetProperty("access_token").GetString()!;
    }

    public class Host : WebHost
    {
        private readonly int _port = FreePort();

        public Host() => UseKestrel(_port);

        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("SignIn:Authority", $"http://127.0.0.1:{_port}")];

        private static int FreePort()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}

public sealed class RateTests(RateTests.Host host) : IClassFixture<RateTests.Host>
{
    [Fact]
    public async Task Whoever_asks_too_often_is_told_when_to_come_back()
    {
        using var client = new HttpClient { BaseAddress = host.ClientOptions.BaseAddress };
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.GetAsync("/logget-af", TestContext.Current.CancellationToken)));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("Det går for hurtigt", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/livez", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/css/smh.css", TestContext.Current.CancellationToken)).StatusCode);
    }

    public sealed class Host : LimitTests.Host
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [.. base.Settings, new("RateLimits:PerSecond", "1"), new("RateLimits:Burst", "10")];
    }
}
