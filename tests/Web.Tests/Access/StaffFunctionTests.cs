using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Access;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>As in production, with a sign-in service that tells what the staff do: nobody is registered here beforehand.</summary>
public sealed class StaffFunctionTests(StaffFunctionTests.Product product) : RefusedSignIn(product, "", "__Host-smh"), IClassFixture<StaffFunctionTests.Product>
{
    private static int _serial;
    private readonly string _subject = $"ansat-{Interlocked.Increment(ref _serial)}";

    protected override JsonObject Honest(Uri asked) => Told(asked, "kommune-siu-unge");

    [Fact]
    public async Task Whoever_has_a_function_is_let_in_and_works_where_it_says()
    {
        await SignInAsync("kommune-siu-unge", "noget-andet", "kommune-akb");
        Assert.Equal("Ny Test Ansat caseworker AKB: SIU:Ungeenheden", await StandAsync());
        Assert.Equal("jobcenter:W77", await product.Database.ScalarAsync<string>(
            "select source || ':' || contact_id from staff_directory d join users u on u.id = d.user_id where u.subject = $1", _subject));
    }

    [Theory]
    [InlineData]
    [InlineData("noget-andet")]
    [InlineData("KOMMUNE-SIU-UNGE")]
    [InlineData("kommune-siu-unge ")]
    public async Task Whoever_has_none_is_let_in_nowhere_and_not_kept(params string[] functions)
    {
        var (browser, asked) = await AskAsync();
        Assert.False(await IsLetInAsync(browser, asked, product.Issuer.CodeFor(asked, Told(asked, functions)), told: "ukendt"));
        Assert.Equal(0L, await product.Database.ScalarAsync<long>("select count(*) from users where subject = $1", _subject));
        Assert.Equal("signIn.noFunction", await product.Database.ScalarAsync<string>("select outcome from access_log where subject = $1", _subject));
    }

    [Fact]
    public async Task What_somebody_does_no_longer_opens_nothing_in_a_session_that_is_open_already()
    {
        var before = await SignInAsync("kommune-siu-unge", "kommune-administrator");
        Assert.Equal("/drift", (await before.OpenAsync("https://sammenhaeng.test/drift")).Address.AbsolutePath);
        await product.Database.ExecuteAsync("update user_areas set valid_from = '2026-01-01' where user_id = (select id from users where subject = $1)", _subject);
        await SignInAsync("kommune-akb");
        Assert.Equal("Ny Test Ansat caseworker AKB:", await StandAsync());
        Assert.Equal("2026-10-04", await product.Database.ScalarAsync<string>(
            "select valid_to::text from user_areas a join users u on u.id = a.user_id where u.subject = $1 and a.unit = 'Ungeenheden'", _subject));
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await before.OpenAsync("https://sammenhaeng.test/drift")).Status);
    }

    [Fact]
    public async Task Whose_functions_are_all_gone_is_let_in_no_more_and_an_open_session_ends()
    {
        var before = await SignInAsync("kommune-siu-unge");
        var (browser, asked) = await AskAsync();
        Assert.False(await IsLetInAsync(browser, asked, product.Issuer.CodeFor(asked, Told(asked)), told: "ukendt"));
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await before.OpenAsync("https://sammenhaeng.test/borgere")).Status);
        await SignInAsync("kommune-siu-unge");
    }

    [Fact]
    public async Task Their_own_number_closes_their_own_course_to_them_and_is_kept_as_a_mark_alone()
    {
        await SignInAsync("kommune-siu-unge");
        await SignInAsync("kommune-siu-unge");
        await using var scope = product.Services.CreateAsyncScope();
        var index = scope.ServiceProvider.GetRequiredService<ICprProtection>().IndexOf(Cpr.Parse("0101809999"));
        Assert.Equal("self", await product.Database.ScalarAsync<string>(
            "select string_agg(r.kind, ',') from close_relations r join users u on u.id = r.user_id where u.subject = $1 and r.cpr_index = $2", _subject, index));
    }

    [Fact]
    public async Task Signing_in_in_two_windows_at_once_makes_one_of_them()
    {
        var asked = new List<(Browser Browser, Uri Asked)>();
        for (var i = 0; i < 6; i++)
        {
            asked.Add(await AskAsync());
        }
        var answers = await Task.WhenAll(asked.Select(one => IsLetInAsync(one.Browser, one.Asked, product.Issuer.CodeFor(one.Asked, Told(one.Asked, "kommune-siu-unge")))));
        Assert.All(answers, Assert.True);
        Assert.Equal(1L, await product.Database.ScalarAsync<long>("select count(*) from users where subject = $1", _subject));
    }

    [Theory]
    [InlineData("", "caseworker", "SIU", "must name the Value")]
    [InlineData("x", "", "SIU", "must have a Role")]
    [InlineData("x", "machine", null, "must have a Role")]
    [InlineData("x", "private", null, "must have a Role")]
    [InlineData("x", "caseworker", null, "must name the Area")]
    [InlineData("x", "leader", " ", "must name the Area")]
    [InlineData("x", "administrator", "SIU", "of no Area")]
    public void A_line_of_the_settings_that_is_wrong_is_told(string value, string role, string? area, string told)
    {
        var settings = new SignInSettings { Authority = "https://issuer.test" };
        settings.Levels.Add("high");
        settings.Functions.Add(new StaffFunction { Value = value, Role = role, Area = area });
        Assert.Contains(told, settings.Fault(isProduction: true), StringComparison.Ordinal);
    }

    private JsonObject Told(Uri asked, params string[] functions)
    {
        var claims = TellingIssuer.HonestClaims(asked, _subject);
        claims["name"] = "Ny Test Ansat";
        claims["employee_cpr"] = "0101809999";
        claims["jobcenter_id"] = "W77";
        claims["groups"] = new JsonArray([.. functions.Select(one => (JsonNode)one)]);
        return claims;
    }

    private async Task<Browser> SignInAsync(params string[] functions)
    {
        var (browser, asked) = await AskAsync();
        Assert.True(await IsLetInAsync(browser, asked, product.Issuer.CodeFor(asked, Told(asked, functions))));
        return browser;
    }

    private Task<string> StandAsync() => product.Database.ScalarAsync<string>(
        """
        select u.name || ' ' || array_to_string(u.roles, '+') || ' ' || coalesce(string_agg(a.area || ':' || a.unit, ' ' order by a.area), '')
        from users u left join user_areas a on a.user_id = u.id and a.valid_to is null where u.subject = $1 group by u.id
        """, _subject);

    public new sealed class Product : RefusedSignIn.Product
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            .. base.Settings,
            new("SignIn:Functions:0:Value", "kommune-siu-unge"),
            new("SignIn:Functions:0:Role", "caseworker"),
            new("SignIn:Functions:0:Area", "SIU"),
            new("SignIn:Functions:0:Unit", "Ungeenheden"),
            new("SignIn:Functions:1:Value", "kommune-akb"),
            new("SignIn:Functions:1:Role", "caseworker"),
            new("SignIn:Functions:1:Area", "AKB"),
            new("SignIn:Functions:2:Value", "kommune-administrator"),
            new("SignIn:Functions:2:Role", "administrator"),
            new("SignIn:EmployeeCprClaim", "employee_cpr"),
            new("SignIn:ContactClaims:jobcenter", "jobcenter_id"),
        ];
    }
}
