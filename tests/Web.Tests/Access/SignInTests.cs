using System.Net;
using AngleSharp.Html.Dom;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

public sealed class SignInTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task Everybody_of_the_demonstration_is_on_the_list_and_named_as_a_test()
    {
        var list = await host.Browse().OpenAsync("/log-ind");
        var names = list.Html.QuerySelectorAll("button[name=person]").Select(button => button.TextContent.Trim()).ToList();
        Assert.Equal(DemonstrationPeople.All.Select(person => person.Name), names);
        Assert.All(names, name => Assert.Contains("Test", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_in_leads_to_the_page_that_was_wanted()
    {
        var browser = host.Browse();
        var page = await browser.SignInAsync("demo-lene", "/logget-af?lang=en");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/logget-af?lang=en", page.Address.PathAndQuery);
        Assert.Contains(browser.Cookies, cookie => cookie.Name == "smh");
    }

    [Fact]
    public async Task Signing_in_and_off_and_being_turned_away_at_a_door_are_written_down()
    {
        var browser = host.Browse();
        var page = await browser.SignInAsync("demo-hanne", "/");
        var citizen = Guid.CreateVersion7();
        await browser.OpenAsync("/drift");
        await (await host.SignInAsync("demo-leder")).OpenAsync($"/borgere/{citizen}/plan");
        await browser.SubmitAsync(page, page.Form("form[action='/log-ud']"));
        await host.Browse().OpenAsync("/log-ind/svar?code=x&state=y");

        Assert.Equal("SignIn permitted,/drift access.role,SignOff permitted", await ToldAsync("subject = 'demo-hanne'"));
        Assert.Equal("/borgere/{citizenId:guid}/plan access.role", await ToldAsync($"citizen_id = '{citizen}'"));
        Assert.StartsWith("SignIn signIn.failed", await ToldAsync("subject = 'unknown'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_a_cookie_opens_nothing_once_its_owner_has_logged_off()
    {
        var browser = host.Browse();
        var page = await browser.SignInAsync("demo-kasper", "/");
        var thief = host.Browse();
        thief.Take(Assert.Single(browser.Cookies, cookie => cookie.Name == "smh"));
        Assert.Equal(HttpStatusCode.OK, (await thief.OpenAsync("/")).Status);

        await browser.SubmitAsync(page, page.Form("form[action='/log-ud']"));

        using var answer = await thief.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Logging_off_everywhere_ends_the_sessions_of_every_machine_at_once_and_nobody_elses()
    {
        var (here, there, other) = (await host.SignInAsync("demo-jesper"), await host.SignInAsync("demo-jesper"), await host.SignInAsync("demo-line"));
        Assert.Equal(HttpStatusCode.OK, (await there.OpenAsync("/")).Status);
        var end = await here.OpenAsync("/log-ud");
        await here.SubmitAsync(end, end.Form("main form"), ("overalt", "true"));

        // What the frame of a page remembers for a second opens no request in it.
        using var answer = await there.GetAsync("/");
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.OpenAsync("/")).Status);
    }

    private Task<string> ToldAsync(string whom) => host.Database.ScalarAsync<string>(
        $"select string_agg(what || ' ' || outcome, ',' order by at) from access_log where purpose = 'Door' and {whom}");

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_never_leads_to_another_site(string returnTo)
    {
        var browser = host.Browse();
        var page = await browser.SignInAsync("demo-lene", returnTo);
        Assert.Equal("http://localhost/", page.Address.ToString());
    }

    [Fact]
    public async Task Whoever_the_municipality_has_not_registered_gets_no_session()
    {
        await host.Database.ExecuteAsync("update users set active = false where subject = 'demo-gitte'");
        var browser = host.Browse();
        var list = await browser.OpenAsync("/log-ind");
        Assert.DoesNotContain(list.Html.QuerySelectorAll("button[name=person]"), button => button.GetAttribute("value") == "demo-gitte");
        using var chosen = await browser.PostAsync(list, Form(list), ("person", "demo-gitte"));
        Assert.Equal(HttpStatusCode.BadRequest, chosen.StatusCode);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "smh");
        await host.Database.ExecuteAsync("update users set active = true where subject = 'demo-gitte'");
    }

    [Fact]
    public async Task Whoever_leaves_between_issuer_and_us_is_told_that_they_are_not_registered()
    {
        var browser = host.Browse();
        var list = await browser.OpenAsync("/log-ind");
        using var answer = await browser.PostAsync(list, Form(list), ("person", "demo-mona"));
        await host.Database.ExecuteAsync("update users set active = false where subject = 'demo-mona'");
        var page = await browser.OpenAsync(answer.Headers.Location!.ToString());
        Assert.Equal("/log-ind/ukendt", page.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "smh");
        await host.Database.ExecuteAsync("update users set active = true where subject = 'demo-mona'");
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_is_refused()
    {
        var page = await host.Browse().OpenAsync("/log-ind/svar?code=made-up&state=made-up");
        Assert.Equal("/log-ind/fejl", page.Address.AbsolutePath);
        Assert.Equal("Du blev ikke logget på", page.Heading);
    }

    [Fact]
    public async Task An_answer_is_refused_in_another_browser_than_the_one_that_asked()
    {
        var mine = host.Browse();
        var list = await mine.OpenAsync("/log-ind");
        using var answer = await mine.PostAsync(list, Form(list), ("person", "demo-lene"));
        var others = host.Browse();
        var page = await others.OpenAsync(answer.Headers.Location!.ToString());
        Assert.Equal("/log-ind/fejl", page.Address.AbsolutePath);
        Assert.DoesNotContain(others.Cookies, cookie => cookie.Name == "smh");
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var browser = host.Browse();
        var list = await browser.OpenAsync("/log-ind");
        using var answer = await browser.PostAsync(list, Form(list), ("person", "demo-lene"));
        var address = answer.Headers.Location!.ToString();
        var cookies = browser.Cookies;
        using var first = await browser.GetAsync(address);
        Assert.Contains(browser.Cookies, cookie => cookie.Name == "smh");
        browser.Forget("smh");
        foreach (var cookie in cookies)
        {
            browser.Take(cookie);
        }
        var again = await browser.OpenAsync(address);
        Assert.Equal("/log-ind/fejl", again.Address.AbsolutePath);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "smh");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var browser = await host.SignInAsync("demo-lene");
        var page = await browser.OpenAsync("/log-ud");
        var form = page.Form("main form");
        using var answer = await browser.PostAsync(page, form);
        Assert.Equal("\"cache\", \"storage\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "smh");
        var ended = await browser.OpenAsync(answer.Headers.Location!.ToString());
        Assert.Equal("Du er logget af", ended.Heading);
    }

    [Fact]
    public async Task Signing_out_needs_a_form_of_ours()
    {
        var browser = await host.SignInAsync("demo-lene");
        using var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/log-ud"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(browser.Cookies, cookie => cookie.Name == "smh");
    }

    [Fact]
    public async Task A_session_that_was_changed_on_the_way_is_none()
    {
        var browser = await host.SignInAsync("demo-administrator");
        var session = browser.Cookies.Single(cookie => cookie.Name == "smh");
        session.Value = session.Value[..^4] + "AAAA";
        using var answer = await browser.GetAsync("/drift/jobs/hangfire");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/connect/authorize", answer.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_session_opens_follows_the_database_and_not_the_cookie()
    {
        var browser = await host.SignInAsync("demo-administrator");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/drift/jobs/hangfire")).StatusCode);
        await host.Database.ExecuteAsync("update users set roles = '{leader}' where subject = 'demo-administrator'");
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/drift/jobs/hangfire")).StatusCode);
        await host.Database.ExecuteAsync("update users set roles = '{administrator}' where subject = 'demo-administrator'");
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/drift/jobs/hangfire")).StatusCode);
    }

    [Fact]
    public async Task A_clock_that_is_moved_ends_no_session_and_no_token()
    {
        var browser = await host.SignInAsync("demo-administrator");
        var client = await host.ConnectAsync();
        host.Database.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/drift/jobs/hangfire")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/places", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await host.SignInAsync("demo-administrator")).GetAsync("/drift/jobs/hangfire")).StatusCode);
    }

    [Fact]
    public async Task A_copy_of_the_database_makes_no_session()
    {
        await host.SignInAsync("demo-lene");
        var stored = await host.Database.ScalarAsync<string>("select string_agg(xml, ' ') from data_protection_keys");
        Assert.DoesNotContain("<", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("key", System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(stored.Split(' ')[0])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_by_another_name_of_the_machine_is_sent_to_the_one_that_sign_in_knows()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/logget-af?lang=en");
        using var answer = await host.Browse().SendAsync(request);
        Assert.Equal("http://localhost/logget-af?lang=en", answer.Headers.Location?.ToString());
    }

    private static IHtmlFormElement Form(Page list) => list.Form("form[action='/connect/authorize']");
}
