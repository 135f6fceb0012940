using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using Sammenhaeng.Web.Access;
using Xunit;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>As in production: people sign in at another issuer (played by a second host), over https, and we vouch for nobody.</summary>
public sealed class ProductionSignInTests(ProductionSignInTests.Hosts hosts) : IClassFixture<ProductionSignInTests.Hosts>
{
    [Fact]
    public async Task People_sign_in_at_the_municipalitys_issuer_and_get_a_session_bound_to_this_host()
    {
        var (browser, page) = await SignInAsync();
        Assert.Equal("https://sammenhaeng.test/logget-af", page.Address.ToString());
        var session = browser.Cookies.Single(cookie => cookie.Name == "__Host-smh");
        Assert.True(session.Secure && session.HttpOnly);
        Assert.Equal("/", session.Path);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "smh");
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(page.Answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Signing_out_ends_at_the_issuer_too_and_the_form_may_lead_there()
    {
        var (browser, _) = await SignInAsync();
        var page = await browser.OpenAsync("https://sammenhaeng.test/log-ud");
        Assert.EndsWith("form-action 'self' https://issuer.test", Assert.Single(page.Answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        using var answer = await browser.PostAsync(page, page.Form("main form"));
        Assert.StartsWith("https://issuer.test/connect/endsession?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "__Host-smh");
        var ended = await browser.OpenAsync(answer.Headers.Location.ToString());
        Assert.Equal("https://sammenhaeng.test/logget-af", ended.Address.ToString());
    }

    [Fact]
    public async Task We_vouch_for_nobody_and_have_no_list_of_people()
    {
        var page = await hosts.Browse().OpenAsync(
            "https://sammenhaeng.test/connect/authorize?client_id=sammenhaeng&response_type=code&redirect_uri=https%3A%2F%2Fsammenhaeng.test%2Flog-ind%2Fsvar&scope=openid");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Empty(page.Html.QuerySelectorAll("button[name=person]"));
    }

    [Theory]
    [InlineData("/mit")]
    [InlineData("/mit/log-ind")]
    [InlineData("/mit/0199aaaa-0000-7000-8000-000000000000/samtykker")]
    public async Task Where_no_broker_of_the_national_eid_is_named_citizens_have_no_door(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await hosts.Browse().OpenAsync("https://sammenhaeng.test" + path)).Status);

    [Fact]
    public async Task Tokens_are_given_over_https_alone()
    {
        var browser = hosts.Browse();
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://sammenhaeng.test/connect/token") { Content = WebHost.TokenRequest("demo-secret") };
        using var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var again = new HttpRequestMessage(HttpMethod.Post, "https://sammenhaeng.test/connect/token") { Content = WebHost.TokenRequest("demo-secret") };
        using var given = await browser.SendAsync(again);
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
    }

    [Fact]
    public async Task Who_has_signed_in_at_a_lower_level_than_is_asked_for_gets_no_session()
    {
        var (browser, page) = await SignInAsync(strictly: true);
        Assert.Equal("/log-ind/fejl", page.Address.AbsolutePath);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "__Host-smh");
        Assert.Equal("demo-lene signIn.level", await hosts.StrictlyToldAsync());
    }

    private async Task<(Browser Browser, Page Page)> SignInAsync(bool strictly = false)
    {
        var browser = hosts.Browse(strictly);
        var list = await browser.OpenAsync("https://sammenhaeng.test/log-ind?retur=/logget-af");
        Assert.Equal("issuer.test", list.Address.Host);
        return (browser, await browser.SubmitAsync(list, list.Form("form[action='/connect/authorize']"), ("person", "demo-lene")));
    }

    public sealed class Hosts : IAsyncLifetime
    {
        private readonly Issuer _issuer = new();
        private readonly Product _product;

        private readonly Product _strict;

        public Hosts() => (_product, _strict) = (new Product(_issuer, Web.Access.Issuer.Level), new Product(_issuer, "https://data.gov.dk/concept/core/nsis/loa/Substantial"));

        public async ValueTask InitializeAsync()
        {
            await ((IAsyncLifetime)_issuer).InitializeAsync();
            await ((IAsyncLifetime)_product).InitializeAsync();
            await ((IAsyncLifetime)_strict).InitializeAsync();
            await using var scope = _issuer.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
            {
                ClientId = "our-pages",
                ClientSecret = "our-secret",
                ClientType = ClientTypes.Confidential,
                ConsentType = ConsentTypes.Implicit,
                RedirectUris = { new Uri("https://sammenhaeng.test/log-ind/svar") },
                PostLogoutRedirectUris = { new Uri("https://sammenhaeng.test/log-ud/svar") },
                Permissions =
                {
                    Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                    Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code,
                },
            });
        }

        public Browser Browse(bool strictly = false) => new(() => new ByName(
            ("issuer.test", _issuer.Server.CreateHandler()), ("sammenhaeng.test", (strictly ? _strict : _product).Server.CreateHandler())));

        public Task<string> StrictlyToldAsync() => _strict.Database.ScalarAsync<string>(
            "select string_agg(subject || ' ' || outcome, ',') from access_log where what = 'SignIn'");

        public async ValueTask DisposeAsync()
        {
            await _product.DisposeAsync();
            await _strict.DisposeAsync();
            await _issuer.DisposeAsync();
        }
    }

    private sealed class Issuer : WebHost
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [new("SignIn:Authority", "https://issuer.test"), new("Hosting:Https", "true")];
    }

    private sealed class Product(Issuer issuer, string level) : WebHost
    {
        protected override string EnvironmentName => "Production";

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("SignIn:Authority", "https://issuer.test"),
            new("SignIn:ClientId", "our-pages"),
            new("SignIn:ClientSecret", "our-secret"),
            new("SignIn:Levels:0", level),
            new("Keys:CreateIfMissing", "true"),
        ];

        protected override void Change(IServiceCollection services) => services.Configure<OpenIdConnectOptions>(
            Door.Staff.Issuer, options => options.BackchannelHttpHandler = new ByName(("issuer.test", issuer.Server.CreateHandler())));
    }

    private sealed class ByName(params (string Host, HttpMessageHandler Handler)[] hosts) : HttpMessageHandler
    {
        private readonly Dictionary<string, HttpMessageInvoker> _hosts = hosts.ToDictionary(host => host.Host, host => new HttpMessageInvoker(host.Handler));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _hosts[request.RequestUri!.Host].SendAsync(request, cancellationToken);
    }
}
