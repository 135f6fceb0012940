using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

public sealed class ClientsVerbTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task A_system_that_is_registered_is_let_in_for_its_areas_until_it_is_ended()
    {
        var (exit, output, errors) = await RunAsync("register", "test-omsorg", "--name", "Omsorgssystem (Test)", "--areas", "AHL,KOF", "--sources", "eoj,omsorg");
        Assert.True(exit == 0, errors);
        var first = SecretIn(output);
        (exit, output, errors) = await RunAsync();
        Assert.True(exit == 0, errors);
        Assert.Contains("test-omsorg: Omsorgssystem (Test), for AHL, KOF, sends as eoj, omsorg\n", output, StringComparison.Ordinal);
        using var system = await LetInAsync(first);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(system));

        // Told again it is for other areas and sources, and its secret is the same.
        (exit, output, _) = await RunAsync("register", "test-omsorg", "--name", "Omsorgssystem (Test)", "--areas", "AHL");
        Assert.Equal((0, "test-omsorg is let in for AHL and sends no documents. Its secret is as it was.\n"), (exit, output));
        Assert.Equal("AHL", await host.Database.ScalarAsync<string>(
            "select string_agg(area, ',') from user_areas a join users u on u.id = a.user_id where u.subject = 'test-omsorg' and coalesce(a.valid_to, $1) >= $1", Database.Today));

        Assert.Equal("", await host.Database.ScalarAsync<string>("select array_to_string(sources, ',') from users where subject = 'test-omsorg'"));

        var second = SecretIn((await RunAsync("new-secret", "test-omsorg")).Output);
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync(first));
        Assert.Equal(HttpStatusCode.OK, await TokenAsync(second));
        Assert.False(await host.Database.ScalarAsync<bool>("select exists (select from openiddict_applications where strpos(client_secret, $1) > 0)", second));

        // At once, whatever token it holds; who somebody is, is remembered for a second.
        Assert.Equal(0, (await RunAsync("end", "test-omsorg")).Exit);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(system));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenAsync(second));
        Assert.Contains("test-omsorg: Omsorgssystem (Test), let in no more\n", (await RunAsync()).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "register", "demo-lene", "--name", "Test", "--areas", "AHL")]
    [InlineData(3, "register", "test-system", "--name", "Test", "--areas", "AHL,XYZ")]
    [InlineData(2, "register", "Test System", "--name", "Test", "--areas", "AHL")]
    [InlineData(2, "register", "test-system", "--areas", "AHL")]
    [InlineData(2, "register", "test-system", "--name", "Test", "--areas", "AHL", "--sources", "Social")]
    [InlineData(2, "register", "test-system", "--name", "Test")]
    [InlineData(2, "register", "test-system", "--name", "Test", "--areas", "AHL", "--sources", "0101801234")]
    [InlineData(3, "register", "test-system", "--name", "Test", "--areas", "AHL", "--sources", "social")]
    [InlineData(3, "new-secret", "test-system")]
    [InlineData(3, "end", "test-system")]
    [InlineData(3, "end", "demo-lene")]
    [InlineData(2, "nonsense")]
    public async Task What_is_no_system_gets_no_secret_and_no_person_is_ended(int expected, params string[] args)
    {
        var (exit, output, errors) = await RunAsync(args);
        Assert.Equal((expected, ""), (exit, output));
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.True(await host.Database.ScalarAsync<bool>("select active from users where subject = 'demo-lene'"));
    }

    private Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args) => RunningProgram.RunAsync(host.Database, ["clients", .. args]);

    private static string SecretIn(string output) => output.Split("test-omsorg: secret ")[1].Trim();

    private async Task<HttpStatusCode> TokenAsync(string secret)
    {
        using var client = host.CreateClient();
        using var answer = await client.PostAsync("/connect/token", Asking(secret));
        return answer.StatusCode;
    }

    private async Task<HttpClient> LetInAsync(string secret)
    {
        var client = host.CreateClient();
        using var answer = await client.PostAsync("/connect/token", Asking(secret));
        var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", told.GetProperty("access_token").GetString());
        return client;
    }

    private static FormUrlEncodedContent Asking(string secret) => new(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = "test-omsorg",
        ["client_secret"] = secret,
    });

    private static async Task<HttpStatusCode> AskAsync(HttpClient system)
    {
        using var answer = await system.GetAsync(new Uri("/api/v1/imports", UriKind.Relative));
        return answer.StatusCode;
    }
}
