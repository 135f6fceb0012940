using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>The bell, the list behind it, and the line by which an open page hears of what is new.</summary>
public sealed class NoticePageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private const string Line = "/varsler/nyt";

    private Task<int> TellAsync(string subject, string occasion) => host.Database.ExecuteAsync(
        """
        insert into notices (user_id, kind, citizen_id, about, occasion, made_at)
        select u.id, 'conflict', c.citizen_id, c.id, $2, $3 from users u, conflicts c where u.subject = $1 and c.fingerprint = 'appointment.overlap:A4+A5' limit 1
        """, subject, occasion, host.Database.Clock.GetUtcNow());

    private Task<int> ForgetAsync(string subject) =>
        host.Database.ExecuteAsync("delete from notices where user_id = (select id from users where subject = $1)", subject);

    private static async Task<HttpResponseMessage> ListenAsync(Browser browser)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Line);
        request.Headers.Add("Accept", "text/event-stream");
        return await browser.BeginAsync(request);
    }

    /// <summary>The next message that is more than a sign of life; null when the line has ended.</summary>
    private static async Task<string?> NextAsync(StreamReader reader)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line[6..];
            }
        }
        return null;
    }

    [Fact]
    public async Task The_bell_shows_how_much_is_unread_and_the_list_leads_to_what_it_is_about()
    {
        await ForgetAsync("demo-maja");
        await TellAsync("demo-maja", "one");
        await TellAsync("demo-maja", "two");
        var browser = await host.SignInAsync("demo-maja");
        var page = await browser.OpenAsync("/varsler");
        Assert.Contains("2 ulæste varsler", page.Html.QuerySelector(".bell")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ny konflikt: To tider samtidig", page.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Karina", page.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var open = page.Html.QuerySelector("button[formaction*=Open]")!;
        var conflict = await browser.PressAsync(page, open, ("Input.Notice", open.GetAttribute("value")!));
        Assert.StartsWith("/konflikter/", conflict.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("1 ulæst varsel", conflict.Html.QuerySelector(".bell")!.TextContent, StringComparison.Ordinal);

        page = await browser.OpenAsync("/varsler");
        var done = await browser.PressAsync(page, page.Html.QuerySelector(".actions button[formaction*=Read]")!);
        Assert.Contains("Alle varsler er markeret som læst", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.True(done.Html.QuerySelector(".bell [data-count]")!.HasAttribute("hidden"));
        Assert.Empty(done.Html.QuerySelectorAll("button[formaction*=Read]"));
    }

    [Fact]
    public async Task What_one_is_told_by_mail_is_chosen_and_an_address_that_is_none_is_told_at_its_field()
    {
        var browser = await host.SignInAsync("demo-rikke");
        var page = await browser.OpenAsync("/varsler/indstillinger");
        Assert.Contains("demo-rikke@kommune.example", page.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var form = page.Html.QuerySelector("main form button.button-primary")!;
        var wrong = await browser.PressAsync(page, form, ("Input.Address", "rikke"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal("Input.Address", wrong.Html.QuerySelector(wrong.Html.QuerySelector("[data-error-summary] a")!.GetAttribute("href")!)!.GetAttribute("name"));
        var saved = await browser.PressAsync(page, form, ("Input.Address", "rikke@kommune.example"), ("Input.Hour", "15"), ("Input.Choices[Conflict]", "AtOnce"), ("Input.Choices[FollowUp]", "Never"));
        Assert.Contains("Dine valg er gemt", saved.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("rikke@kommune.example", saved.Html.QuerySelector("[name='Input.Address']")!.GetAttribute("value"));
        Assert.Equal("15", saved.Html.QuerySelector("[name='Input.Hour'] option[selected]")!.GetAttribute("value"));
        Assert.Equal("AtOnce", saved.Html.QuerySelector("[name='Input.Choices[Conflict]'] option[selected]")!.GetAttribute("value"));
        Assert.Equal("Never", saved.Html.QuerySelector("[name='Input.Choices[FollowUp]'] option[selected]")!.GetAttribute("value"));
        // Only what may be critical can be told at once.
        var forged = await browser.PressAsync(page, form, ("Input.Choices[FollowUp]", "AtOnce"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
    }

    [Fact]
    public async Task A_mail_that_did_not_go_is_told_in_words_and_sent_again_by_a_button()
    {
        await host.Database.ExecuteAsync(
            """
            insert into mails (user_id, kind, occasion, notices, state, problem, tries, settled_at)
            select id, 'digest', '2026-10-05', 2, 'failed', 'recipient', 1, now() from users where subject = 'demo-lene'
            """);
        var browser = await host.SignInAsync("demo-administrator");
        var page = await browser.OpenAsync("/drift");
        var section = page.Html.QuerySelector("section[aria-labelledby=failed-mails]")!;
        Assert.Contains("Lene Test Holm", section.TextContent, StringComparison.Ordinal);
        Assert.Contains("Mailserveren tager ikke imod til adressen", section.TextContent, StringComparison.Ordinal);
        var done = await browser.SubmitAsync(page, (AngleSharp.Html.Dom.IHtmlFormElement)section.QuerySelector("form")!, ("mail", section.QuerySelector("button[name=mail]")!.GetAttribute("value")!));
        Assert.Contains("Mailen bliver prøvet igen", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(done.Html.QuerySelector("section[aria-labelledby=failed-mails]"));
        Assert.Equal("waiting", await host.Database.ScalarAsync<string>("select state from mails"));
        await host.Database.ExecuteAsync("delete from mails");
    }

    [Fact]
    public async Task An_open_page_hears_a_number_and_an_id_and_nothing_of_anybody_elses()
    {
        await ForgetAsync("demo-soeren");
        using var browser = await host.SignInAsync("demo-soeren");
        using var answer = await ListenAsync(browser);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), Encoding.UTF8);
        Assert.Equal("""{"unread":0,"newest":null}""", await NextAsync(reader));
        await TellAsync("demo-lene", "theirs");
        await TellAsync("demo-soeren", "mine");
        var id = await host.Database.ScalarAsync<Guid>("select id from notices where occasion = 'mine'");
        Assert.Equal($$"""{"unread":1,"newest":"{{id}}"}""", await NextAsync(reader));
    }

    [Fact]
    public async Task The_line_ends_with_the_session()
    {
        using var browser = await host.SignInAsync("demo-dorte");
        using var answer = await ListenAsync(browser);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), Encoding.UTF8);
        Assert.NotNull(await NextAsync(reader));
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISessions>().EndAllAsync("demo-dorte", TestContext.Current.CancellationToken);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Null(await NextAsync(reader));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        using var again = await ListenAsync(browser);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task Nobody_gets_more_than_a_few_lines_and_one_that_is_left_is_free_again()
    {
        using var browser = await host.SignInAsync("demo-omar");
        var lines = new List<HttpResponseMessage>();
        for (var i = 0; i < Web.Pages.Notices.NoticeHub.MostPerPerson; i++)
        {
            lines.Add(await ListenAsync(browser));
            Assert.Equal(HttpStatusCode.OK, lines[i].StatusCode);
        }
        using (var refused = await ListenAsync(browser))
        {
            Assert.Equal(HttpStatusCode.NoContent, refused.StatusCode);
        }
        lines.ForEach(line => line.Dispose());
        for (var tries = 0; ; tries++)
        {
            using var free = await ListenAsync(browser);
            if (free.StatusCode == HttpStatusCode.OK)
            {
                break;
            }
            Assert.True(tries < 50, "The places were not given back.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Whoever_does_not_ask_for_a_line_gets_none_and_whoever_is_not_signed_in_is_not_sent_elsewhere()
    {
        using var browser = await host.SignInAsync("demo-maja");
        using var answer = await browser.GetAsync(Line);
        Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
        using var nobody = await ListenAsync(host.Browse());
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }
}
