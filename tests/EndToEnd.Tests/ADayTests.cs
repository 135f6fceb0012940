using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Sammenhaeng.Infrastructure.Integration.Mail;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>Karina's day with a mail server, and a morning after it.</summary>
public sealed class ADay() : Site(Database.Today)
{
    private readonly MorningClock _clock = new(Database.Today);

    public MailCatcher Mails { get; } = new(folder: null);

    public void ComesTomorrow() => _clock.Days++;

    public async Task RecheckAsync()
    {
        await Services.GetRequiredService<DispatchEvents>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<RecheckDueCitizens>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<DispatchEvents>().RunAsync(CancellationToken.None);
    }

    public async Task SendDigestsAsync()
    {
        await Services.GetRequiredService<MakeMails>().DigestsAsync(CancellationToken.None);
        await Services.GetRequiredService<SendMails>().RunAsync(CancellationToken.None);
    }

    protected override async Task FillAsync()
    {
        await Mails.StartAsync(CancellationToken.None);
        await base.FillAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mails.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Mail:Host", "127.0.0.1").UseSetting("Mail:Port", Mails.Port.ToString(CultureInfo.InvariantCulture)).UseSetting("Mail:Security", "None")
            .UseSetting("Mail:From", "sammenhaeng@kommune.example").UseSetting("Mail:BaseAddress", Address);
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
    }

    /// <summary>Eight o'clock, ticking; and the same of days that come.</summary>
    private sealed class MorningClock(DateOnly day) : TimeProvider
    {
        private readonly TimeSpan _ahead = new DateTimeOffset(day.ToDateTime(new TimeOnly(8, 0)), TimeSpan.FromHours(2)) - System.GetUtcNow();

        public int Days { get; set; }

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead + TimeSpan.FromDays(Days);
    }
}

/// <summary>A day in the life of those who help Karina, by keyboard alone, and every page of it looked at on a wide and a narrow screen.</summary>
public sealed class ADayTests(Chromium chromium, ADay site) : IClassFixture<ADay>
{
    private readonly List<string> _faults = [];

    [Fact]
    public async Task From_the_flagged_plan_to_the_mail_of_the_next_morning()
    {
        await using var lene = await site.OpenAsync(chromium);
        await using var maja = await site.OpenAsync(chromium);
        await ImportedAndFlaggedAsync(lene);
        await CoordinatorAsync(lene, maja);
        await ProposedAsync(maja);
        await MovedAsync(maja);
        await KeptWithReasonAsync(maja);
        await MetAsync(maja);
        await NextMorningAsync(maja);
        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
        Assert.Empty(maja.Complaints());
        Assert.Empty(lene.Complaints());
    }

    private async Task ImportedAndFlaggedAsync(Window window)
    {
        var page = await SignInAsync(window, "demo-lene");
        await LookAsync(page);
        await page.GotoAsync("/drift/import");
        await LookAsync(page);
        Assert.NotEqual(0, await page.Locator("tbody a[href^='/drift/import/']").CountAsync());
        await window.TabToAsync("#find");
        await page.Keyboard.TypeAsync("Karina");
        await page.Locator("#find-hits a").First.WaitForAsync();
        await LookAsync(page);
        await window.TabToAsync("#find-hits a");
        await window.PressAsync("Enter");
        await LookAsync(page);
        Assert.Contains("konflikter", await page.Locator("#conflicts").InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task CoordinatorAsync(Window asks, Window answers)
    {
        var page = asks.Page;
        await page.GotoAsync($"/borgere/{site.Karina}/koordinator");
        await asks.TabToAsync("#Input_Person");
        await page.Keyboard.TypeAsync("Maja Test Lind");
        await LookAsync(page);
        await asks.TabToAsync("form[action*=Name] button[type=submit]");
        await asks.PressAsync("Enter");
        var other = await SignInAsync(answers, "demo-maja");
        await answers.TabToAsync("main a[href^='/koordinator/']");
        await answers.PressAsync("Enter");
        await LookAsync(other);
        await answers.TabToAsync("form[action*=Accept] button");
        await answers.PressAsync("Enter");
        Assert.Contains("koordinator", await other.Locator(".alert-success").InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>The school is asked for the first time at which its meeting clashes with nothing, says yes, and the conflict is called solved.</summary>
    private async Task ProposedAsync(Window maja)
    {
        var page = maja.Page;
        await OpenConflictAsync(maja, "appointment.overlap:A4+A5");
        await maja.TabToAsync(".ways li li button");
        await maja.PressAsync("Enter");
        Assert.Contains("Netværksmøde om Emil", await page.Locator("#Input_Text").InputValueAsync(), StringComparison.Ordinal);
        await LookAsync(page);
        await maja.TabToAsync("form[action*=Propose] button");
        await maja.PressAsync("Enter");

        await using var anne = await site.OpenAsync(chromium);
        var school = await SignInAsync(anne, "demo-anne");
        await school.GotoAsync($"/borgere/{site.Karina}/forslag");
        await anne.TabToAsync("button[value=Accept]");
        await anne.PressAsync("Enter");
        await LookAsync(school);
        Assert.Empty(anne.Complaints());

        await OpenConflictAsync(maja, "appointment.overlap:A4+A5");
        await maja.TabToAsync("#Input_Agreed");
        await page.Keyboard.TypeAsync("Skolen flytter netværksmødet.");
        await maja.TabToAsync("form[action*=Resolve] button");
        await maja.PressAsync("Enter");
        Assert.Contains("Løst", await page.Locator(".page-head").InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>What Maja writes herself clashes, and is moved to a time that is offered: the conflict closes by itself.</summary>
    private async Task MovedAsync(Window maja)
    {
        var page = maja.Page;
        await page.GotoAsync($"/borgere/{site.Karina}/skriv/tid");
        await LookAsync(page);
        await maja.TabToAsync("#f_title");
        await page.Keyboard.TypeAsync("Samtale om post");
        await maja.TabToAsync("#f_day");
        await maja.TypeDateAsync(new DateOnly(2026, 10, 8));
        await maja.TabToAsync("#f_startAt");
        await maja.TypeTimeAsync(new TimeOnly(10, 15));
        await maja.TabToAsync("#f_endAt");
        await maja.TypeTimeAsync(new TimeOnly(10, 45));
        await maja.TabToAsync("#write button[formaction*=Save]");
        await maja.PressAsync("Enter");
        await LookAsync(page);
        await maja.TabToAsync("button[formaction*=Save]");
        await maja.PressAsync("Enter");
        await site.RecheckAsync();
        var conflict = await site.ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and rule = 'appointment.overlap' and state = 'open'", site.Karina);
        await OpenConflictAsync(maja, conflict);
        await maja.TabToAsync(".ways form[action*='handler=Move'] button.button-secondary");
        await maja.PressAsync("Enter");
        Assert.Equal("Samtale om post", await page.Locator("#f_title").InputValueAsync());
        await LookAsync(page);
        await maja.TabToAsync("#write button[formaction*=Save]");
        await maja.PressAsync("Enter");
        Assert.Contains("planen", await page.Locator(".alert-success").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        await site.RecheckAsync();
        Assert.Equal("autoClosed", await site.ScalarAsync<string>("select state from conflicts where id = $1", conflict));
    }

    private async Task KeptWithReasonAsync(Window maja)
    {
        var page = maja.Page;
        await OpenConflictAsync(maja, "goal.opposing:G1+G2");
        await maja.TabToAsync("#Input_Reason");
        await page.Keyboard.TypeAsync("Karina vil beholde begge til mødet.");
        await maja.TabToAsync("#Input_Until");
        await maja.TypeDateAsync(site.Day.AddDays(14));
        await maja.TabToAsync("form[action*=Accept] button");
        await maja.PressAsync("Enter");
        if (await page.Locator(".interrupt").CountAsync() > 0)
        {
            await LookAsync(page);
            await maja.TabToAsync(".interrupt button");
            await maja.PressAsync("Enter");
        }
        Assert.Contains("Beholdt med begrundelse", await page.Locator(".page-head").InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task MetAsync(Window maja)
    {
        var page = maja.Page;
        await page.GotoAsync($"/borgere/{site.Karina}/moeder/nyt");
        await maja.TabToAsync("#Input_CitizensPoints");
        await page.Keyboard.TypeAsync("Min post");
        await maja.TabToAsync("#Input_Day");
        await maja.TypeDateAsync(site.Day.AddDays(10));
        await maja.TabToAsync("button[formaction*='handler=Find']");
        await maja.PressAsync("Enter");
        await maja.TabToAsync("button[formaction*='handler=Use']");
        await maja.PressAsync("Enter");
        await maja.TabToAsync("#call .actions .button-primary");
        await maja.PressAsync("Enter");
        await maja.TabToAsync("a[href$='/vaegskaerm']");
        await maja.PressAsync("Enter");
        await maja.TabToAsync("#part-Present");
        await page.Keyboard.PressAsync("Space");
        await maja.TabToAsync("#Input_Others");
        await maja.PressAsync("Enter");
        await maja.TabToAsync("#Input_Decision");
        await page.Keyboard.TypeAsync("Posten læses sammen");
        await maja.TabToAsync("#Input_Tasks_0__Owner");
        await page.Keyboard.TypeAsync("Karina");
        await maja.TabToAsync("#Input_Tasks_0__Text");
        await page.Keyboard.TypeAsync("tager posten med");
        await maja.PressAsync("Enter");
        await page.GotoAsync(page.Url.Split('?')[0] + "?punkt=99");
        await maja.TabToAsync("form[action*=End] button");
        await maja.PressAsync("Enter");
        await maja.TabToAsync("form[action*=Yes] button");
        await maja.PressAsync("Enter");
        Assert.Equal(1L, await site.ScalarAsync<long>("select count(*) from network_meetings where citizen_id = $1 and state = 'frozen'", site.Karina));
        Assert.Equal(1L, await site.ScalarAsync<long>("select count(*) from agreements where citizen_id = $1 and text = 'tager posten med' and ended_at is null", site.Karina));
    }

    private async Task NextMorningAsync(Window maja)
    {
        await site.RecheckAsync();
        await site.ScalarAsync<int>("with told as (update users set email = 'maja@kommune.example' where subject = 'demo-maja' returning 1) select count(*)::int from told");
        site.ComesTomorrow();
        await site.SendDigestsAsync();
        var mail = Assert.Single(site.Mails.Caught, caught => caught.To == "maja@kommune.example");
        Assert.DoesNotContain("Karina", mail.Text, StringComparison.OrdinalIgnoreCase);
        var page = maja.Page;
        await page.GotoAsync("/varsler");
        await LookAsync(page);
        await page.GotoAsync("/");
        await LookAsync(page);
    }

    private async Task OpenConflictAsync(Window window, string fingerprint) => await OpenConflictAsync(
        window, await site.ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and fingerprint = $2", site.Karina, fingerprint));

    private async Task OpenConflictAsync(Window window, Guid conflict)
    {
        await window.Page.GotoAsync($"/konflikter/{conflict}");
        if (await window.Page.Locator("[hx-get*=loesninger], .ways").CountAsync() > 0)
        {
            await window.Page.Locator(".ways").WaitForAsync();
        }
        await LookAsync(window.Page);
        await window.Page.GotoAsync($"/konflikter/{conflict}");
        await window.Page.Locator(".ways, #genaabn").First.WaitForAsync();
    }

    private static async Task<IPage> SignInAsync(Window window, string subject)
    {
        var page = await window.BlankAsync();
        await page.GotoAsync("/");
        await window.TabToAsync($"button[value={subject}]");
        await window.PressAsync("Enter");
        await page.Locator("footer").WaitForAsync();
        return page;
    }

    private async Task LookAsync(IPage page)
    {
        foreach (var width in new[] { 320, 1440 })
        {
            await page.SetViewportSizeAsync(width, 900);
#pragma warning disable CS0618 // As in EveryPageTests.
            var found = await page.Locator("html").RunAxeLegacy(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
#pragma warning restore CS0618
            _faults.AddRange(found.Violations.Select(one => $"{page.Url} at {width}: {one.Id}: {one.Help}: {string.Join(" | ", one.Nodes.Take(3).Select(node => node.Html))}"));
        }
    }
}
