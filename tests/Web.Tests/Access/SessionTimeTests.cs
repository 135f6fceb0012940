using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Access;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>How long a session lasts: quarter of an hour without a request, ten minutes of a citizen's, eight hours in all.</summary>
public sealed class SessionTimeTests(SessionTimeTests.Host host) : IClassFixture<SessionTimeTests.Host>
{
    [Fact]
    public async Task After_a_quarter_of_an_hour_without_a_request_one_signs_in_anew()
    {
        var browser = await host.SignInAsync("demo-lene");
        host.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(browser));
        host.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(browser));
        host.Time.Advance(TimeSpan.FromMinutes(15.1));
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(browser));
    }

    [Fact]
    public async Task A_page_that_is_left_open_and_hears_of_news_is_nobody_at_work()
    {
        var browser = await host.SignInAsync("demo-lene");
        for (var minutes = 0; minutes < 15; minutes += 5)
        {
            host.Time.Advance(TimeSpan.FromMinutes(5.1));
            using var line = new HttpRequestMessage(HttpMethod.Get, "/varsler/nyt");
            line.Headers.Add("Accept", "text/event-stream");
            using var _ = await browser.BeginAsync(line);
        }
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(browser));
    }

    [Fact]
    public async Task A_citizen_signs_in_anew_after_ten_minutes_without_a_request_and_is_sent_to_their_own_door()
    {
        await host.Database.ImportCaseAsync("poul");
        var browser = await host.SignInAsync("borger-3");
        var page = (await browser.OpenAsync("/mit")).Address.AbsolutePath;
        host.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(browser, page));
        host.Time.Advance(TimeSpan.FromMinutes(10.1));
        using var answer = await browser.GetAsync(page);
        Assert.Contains("client_id=sammenhaeng-borger", answer.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_eight_hours_one_signs_in_anew_however_much_one_has_done()
    {
        var browser = await host.SignInAsync("demo-maja");
        for (var minutes = 0; minutes < 8 * 60; minutes += 10)
        {
            Assert.Equal(HttpStatusCode.OK, await OpenAsync(browser));
            host.Time.Advance(TimeSpan.FromMinutes(10));
        }
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(browser));
    }

    [Fact]
    public async Task Signing_in_again_gives_another_session()
    {
        var browser = host.Browse();
        await browser.SignInAsync("demo-lene");
        var first = Assert.Single(browser.Cookies, cookie => cookie.Name == "smh").Value;
        await browser.SignInAsync("demo-lene");
        Assert.NotEqual(first, Assert.Single(browser.Cookies, cookie => cookie.Name == "smh").Value);
        Assert.Equal(2L, await host.Database.ScalarAsync<long>(
            "select count(*) from (select id from sessions where subject = 'demo-lene' order by started_at desc limit 2) s"));
    }

    private static async Task<HttpStatusCode> OpenAsync(Browser browser, string page = "/")
    {
        using var answer = await browser.GetAsync(page);
        return answer.StatusCode;
    }

    public sealed class Host : WebHost
    {
        internal FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

        // As in production; a demonstration's people are not sent away while somebody looks at it.
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("SignIn:IdleMinutes", "15"), new("CitizenSignIn:IdleMinutes", "10")];

        protected override void Change(IServiceCollection services)
        {
            services.PostConfigureAll<CookieAuthenticationOptions>(options => options.TimeProvider = Time);
            services.PostConfigureAll<OpenIdConnectOptions>(options => options.TimeProvider = Time);
        }
    }
}
