using System.Net;
using Xunit;

namespace Sammenhaeng.Web.Tests.Hosting;

public sealed class HeaderTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Strict =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    [Theory]
    [InlineData("/log-ind/fejl")]
    [InlineData("/findes-ikke")]
    [InlineData("/livez")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/log-ind")]
    public async Task Every_answer_carries_the_headers_that_guard_it(string address)
    {
        using var answer = await host.Browse().GetAsync(address);
        Assert.Equal(Strict, Header(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Vendored_files_are_kept_by_browsers_for_a_year()
    {
        using var answer = await host.Browse().GetAsync("/lib/dkfds/11.2.0/img/all-svg-icons.svg");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("public, max-age=31536000, immutable", Header(answer, "Cache-Control"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/drift/jobs/hangfire")]
    public async Task Pages_that_are_not_ours_have_a_policy_of_their_own_that_still_loads_only_from_here(string address)
    {
        var page = await (await host.SignInAsync("demo-administrator")).OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var policy = Header(page.Answer, "Content-Security-Policy");
        Assert.NotEqual(Strict, policy);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy.Split(';').Single(part => part.Trim().StartsWith("script-src", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_are_for_http_alone_and_stay_on_the_site()
    {
        var browser = host.Browse();
        using var first = await browser.GetAsync("/log-ind?lang=en");
        var set = first.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(set);
        Assert.All(set, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(set, cookie => Assert.Contains("samesite=", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_change_sent_by_another_site_is_refused()
    {
        var browser = await host.SignInAsync("demo-lene");
        foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/log-ud");
            request.Headers.Add(header, value);
            using var answer = await browser.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Contains(browser.Cookies, cookie => cookie.Name == "smh");
    }

    [Theory]
    [InlineData("br", null, "br")]
    [InlineData("gzip", "same-origin", "gzip")]
    [InlineData("br", "cross-site", null)]
    public async Task Pages_are_compressed_unless_another_site_opened_them(string accepts, string? site, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/log-ind/fejl");
        request.Headers.Add("Accept-Encoding", accepts);
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }
        using var answer = await host.Browse().SendAsync(request);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
