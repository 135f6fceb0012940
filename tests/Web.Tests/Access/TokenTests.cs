using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

public sealed class TokenTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task A_wrong_secret_gives_no_token()
    {
        using var answer = await host.CreateClient().PostAsync("/connect/token", WebHost.TokenRequest("guess"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain("access_token", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_client_cannot_become_a_person()
    {
        var request = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = "demo-client",
            ["client_secret"] = "demo-secret",
            ["username"] = "demo-lene",
            ["password"] = "x",
        });
        using var answer = await host.CreateClient().PostAsync("/connect/token", request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_opens_no_page()
    {
        var client = await host.ConnectAsync();
        using var answer = await client.GetAsync("/drift/jobs/hangfire", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
