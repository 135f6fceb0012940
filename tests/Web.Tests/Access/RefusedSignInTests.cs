using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Access;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>As in production, with an issuer that tells what nobody should believe: a session comes of the honest answer alone.</summary>
public abstract class RefusedSignIn(RefusedSignIn.Product product, string root, string cookie)
{
    /// <summary>What is wrong with an answer, by name, and the change that makes it so.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> Wrong = new(StringComparer.Ordinal)
    {
        ["another's nonce"] = claims => claims["nonce"] = "other",
        ["no nonce"] = claims => claims.Remove("nonce"),
        ["for another client"] = claims => claims["aud"] = "another-client",
        ["for no client"] = claims => claims.Remove("aud"),
        ["of another issuer"] = claims => claims["iss"] = "https://evil.test",
        ["of no issuer"] = claims => claims.Remove("iss"),
        ["expired"] = claims => claims["exp"] = DateTimeOffset.UtcNow.AddMinutes(-10).ToUnixTimeSeconds(),
        ["without an end"] = claims => claims.Remove("exp"),
        ["not valid yet"] = claims => claims["nbf"] = DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeSeconds(),
        ["of a lower level"] = claims => claims["acr"] = "https://data.gov.dk/concept/core/nsis/loa/Low",
        ["of no level"] = claims => claims.Remove("acr"),
        ["of nobody"] = claims => { claims.Remove("sub"); claims.Remove("cpr"); },
        ["of somebody unknown here"] = claims =>
        {
            (claims["sub"], claims["cpr"]) = ("somebody-else", "0202809902");
            claims.Remove("groups");
        },
    };

    public static TheoryData<string> Wrongs => [.. Wrong.Keys];

    [Fact]
    public async Task The_honest_answer_gives_a_session()
    {
        var (browser, asked) = await AskAsync();
        Assert.Equal("S256", QueryHelpers.ParseQuery(asked.Query)["code_challenge_method"]);
        Assert.True(await IsLetInAsync(browser, asked, product.Issuer.CodeFor(asked, Honest(asked))));
    }

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task An_answer_that_is_wrong_gives_none(string what)
    {
        var (browser, asked) = await AskAsync();
        var claims = Honest(asked);
        Wrong[what](claims);
        Assert.False(await IsLetInAsync(browser, asked, product.Issuer.CodeFor(asked, claims)));
    }

    [Theory]
    [InlineData(nameof(TellingIssuer.Signing.ByAnother))]
    [InlineData(nameof(TellingIssuer.Signing.ByNobody))]
    [InlineData(nameof(TellingIssuer.Signing.LeftOut))]
    [InlineData(nameof(TellingIssuer.Signing.BySharedSecret))]
    [InlineData(nameof(TellingIssuer.Signing.ByThePublicKeyAsASecret))]
    public async Task A_token_that_the_issuer_has_not_signed_gives_none(string signing)
    {
        var (browser, asked) = await AskAsync();
        Assert.False(await IsLetInAsync(browser, asked, product.Issuer.CodeFor(asked, Honest(asked), Enum.Parse<TellingIssuer.Signing>(signing))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made-up")]
    public async Task An_answer_to_no_question_of_ours_gives_none(string? state)
    {
        var (browser, asked) = await AskAsync();
        Assert.False(await IsLetInAsync(browser, asked, product.Issuer.CodeFor(asked, Honest(asked)), state, isState: true));
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        var (browser, asked) = await AskAsync();
        var code = product.Issuer.CodeFor(asked, Honest(asked));
        Assert.True(await IsLetInAsync(browser, asked, code));
        browser.Forget(cookie);
        Assert.False(await IsLetInAsync(browser, asked, code));
        // Nor with a new code: the question has been answered.
        Assert.False(await IsLetInAsync(browser, asked, product.Issuer.CodeFor(asked, Honest(asked))));
    }

    [Fact]
    public async Task An_answer_that_another_browser_brings_gives_none()
    {
        var (_, asked) = await AskAsync();
        Assert.False(await IsLetInAsync(product.Browse(), asked, product.Issuer.CodeFor(asked, Honest(asked))));
    }

    [Fact]
    public async Task An_error_of_the_issuer_is_told_in_words_of_ours_and_nothing_of_its_own_is_shown()
    {
        var (browser, asked) = await AskAsync();
        var page = await browser.OpenAsync($"{Callback}?error=access_denied&error_description=%3Cscript%3Eevil&state={Uri.EscapeDataString(StateOf(asked))}");
        Assert.Equal($"{root}/log-ind/fejl", page.Address.AbsolutePath);
        Assert.DoesNotContain("evil", page.Html.Source.Text, StringComparison.Ordinal);
    }

    protected Product TheProduct => product;

    /// <summary>What an honest issuer would say of somebody who is known behind this door.</summary>
    protected abstract JsonObject Honest(Uri asked);

    private string Callback => $"https://sammenhaeng.test{root}/log-ind/svar";

    private static string StateOf(Uri asked) => QueryHelpers.ParseQuery(asked.Query)["state"].ToString();

    protected async Task<(Browser Browser, Uri Asked)> AskAsync(string also = "")
    {
        var browser = product.Browse();
        using var answer = await browser.GetAsync($"https://sammenhaeng.test{root}/log-ind?retur={root}/logget-af{also}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(TellingIssuer.Address + "/authorize?", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        return (browser, answer.Headers.Location);
    }

    protected async Task<bool> IsLetInAsync(
        Browser browser, Uri asked, string code, string? state = null, bool isState = false, string? told = null)
    {
        var sent = isState ? state : StateOf(asked);
        var address = QueryHelpers.AddQueryString(Callback, new Dictionary<string, string?> { ["code"] = code, ["state"] = sent });
        var page = await browser.OpenAsync(address);
        var hasCookie = browser.Cookies.Any(one => one.Name == cookie);
        using var own = await browser.GetAsync($"https://sammenhaeng.test{(root.Length == 0 ? "/" : root)}");
        Assert.Equal(hasCookie, own.Headers.Location?.ToString().StartsWith(TellingIssuer.Address, StringComparison.Ordinal) != true);
        if (!hasCookie)
        {
            Assert.StartsWith($"{root}/log-ind/{told}", page.Address.AbsolutePath, StringComparison.Ordinal);
        }
        return hasCookie;
    }

    public class Product : WebHost
    {
        internal TellingIssuer Issuer { get; } = new();

        internal new Browser Browse() => new(() => Server.CreateHandler());

        protected override string EnvironmentName => "Production";

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("SignIn:Authority", TellingIssuer.Address),
            new("SignIn:ClientId", TellingIssuer.ClientId),
            new("SignIn:ClientSecret", TellingIssuer.ClientSecret),
            new("SignIn:Levels:0", TellingIssuer.Level),
            new("CitizenSignIn:Authority", TellingIssuer.Address),
            new("CitizenSignIn:ClientId", TellingIssuer.ClientId),
            new("CitizenSignIn:ClientSecret", TellingIssuer.ClientSecret),
            new("Keys:CreateIfMissing", "true"),
        ];

        protected override void Change(IServiceCollection services) =>
            services.ConfigureAll<OpenIdConnectOptions>(options => options.BackchannelHttpHandler = Issuer);

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Issuer.Dispose();
        }
    }
}

public sealed class RefusedSignInTests(RefusedSignIn.Product product) : RefusedSignIn(product, "", "__Host-smh"), IClassFixture<RefusedSignIn.Product>
{
    protected override JsonObject Honest(Uri asked) => TellingIssuer.HonestClaims(asked, "demo-lene");

    [Fact]
    public async Task No_issuer_of_the_staffs_names_a_private_person()
    {
        var (browser, asked) = await AskAsync();
        Assert.False(await IsLetInAsync(browser, asked, TheProduct.Issuer.CodeFor(asked, TellingIssuer.HonestClaims(asked, $"person:{Guid.NewGuid():N}"))));
    }

    /// <summary>Somebody else at the same machine signs in again: what they are asked, what the issuer tells, and whether that is lately.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(-290, true)]
    [InlineData(-310, false)]
    [InlineData(-86_400, false)]
    [InlineData(86_400, true)]
    [InlineData(null, false)]
    public async Task A_session_is_fresh_when_the_issuer_says_that_they_have_just_shown_who_they_are(int? seconds, bool isFresh)
    {
        var (browser, asked) = await AskAsync("&igen=true");
        var query = QueryHelpers.ParseQuery(asked.Query);
        Assert.Equal(("login", "0"), (query["prompt"].ToString(), query["max_age"].ToString()));
        var claims = Honest(asked);
        claims.Remove("auth_time");
        if (seconds is { } some)
        {
            claims["auth_time"] = DateTimeOffset.UtcNow.AddSeconds(some).ToUnixTimeSeconds();
        }
        Assert.True(await IsLetInAsync(browser, asked, TheProduct.Issuer.CodeFor(asked, claims)));
        var page = await browser.OpenAsync("https://sammenhaeng.test/akut-adgang");
        Assert.Equal(isFresh, page.Html.QuerySelector("main form[method=post]") is not null);
    }
}

/// <summary>The citizens' door refuses the same, and whoever comes without a number or by a level that is not enough for it.</summary>
public sealed class RefusedCitizenSignInTests(RefusedCitizenSignInTests.KnownCitizen product)
    : RefusedSignIn(product, "/mit", "__Host-smh-mit"), IClassFixture<RefusedCitizenSignInTests.KnownCitizen>
{
    protected override JsonObject Honest(Uri asked)
    {
        var claims = TellingIssuer.HonestClaims(asked, "national-eid-of-somebody");
        claims["cpr"] = "1403849902";
        return claims;
    }

    [Theory]
    [InlineData(null, "fejl")]
    [InlineData("", "fejl")]
    [InlineData("1403849", "fejl")]
    [InlineData("9999999999", "fejl")]
    [InlineData("0202809902", "ukendt")]
    public async Task Without_a_number_that_some_course_tells_of_nobody_comes_in_and_nothing_is_kept_of_them(string? number, string told)
    {
        var (browser, asked) = await AskAsync();
        var claims = Honest(asked);
        claims["cpr"] = number;
        var known = await TheProduct.Database.ScalarAsync<long>("select count(*) from private_persons");
        Assert.False(await IsLetInAsync(browser, asked, TheProduct.Issuer.CodeFor(asked, claims), told: told));
        Assert.Equal(known, await TheProduct.Database.ScalarAsync<long>("select count(*) from private_persons"));
    }

    [Fact]
    public async Task A_level_that_is_not_enough_is_told_and_the_highest_does()
    {
        var (browser, asked) = await AskAsync();
        Assert.Equal(
            "https://data.gov.dk/concept/core/nsis/loa/Substantial https://data.gov.dk/concept/core/nsis/loa/High",
            QueryHelpers.ParseQuery(asked.Query)["acr_values"].ToString());
        var claims = Honest(asked);
        claims["acr"] = "https://data.gov.dk/concept/core/nsis/loa/Low";
        Assert.False(await IsLetInAsync(browser, asked, TheProduct.Issuer.CodeFor(asked, claims), told: "niveau"));
        (browser, asked) = await AskAsync();
        claims = Honest(asked);
        claims["acr"] = "https://data.gov.dk/concept/core/nsis/loa/High";
        Assert.True(await IsLetInAsync(browser, asked, TheProduct.Issuer.CodeFor(asked, claims)));
    }

    [Fact]
    public async Task The_number_goes_no_further_than_the_door()
    {
        var (browser, asked) = await AskAsync();
        Assert.True(await IsLetInAsync(browser, asked, TheProduct.Issuer.CodeFor(asked, Honest(asked))));
        Assert.DoesNotContain("1403849902", string.Join(' ', browser.Cookies.Select(one => one.Value)), StringComparison.Ordinal);
        Assert.DoesNotContain("1403849902", string.Join('\n', TheProduct.Log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("1403849902", asked.ToString(), StringComparison.Ordinal);
        Assert.Equal("permitted", await TheProduct.Database.ScalarAsync<string>(
            "select outcome from access_log where what = 'SignIn' and subject like 'person:%' order by at desc limit 1"));
    }

    public sealed class KnownCitizen : Product, IAsyncLifetime
    {
        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await PrepareAsync();
            await Database.ImportCaseAsync("karina");
        }
    }
}
