using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>
/// Every page the program has, for every role, in both languages and on a wide and a narrow screen: nothing for axe to say, nothing
/// beyond the edge, and a silent console. The pages are those of the routes; a new one is looked at without being named here.
/// </summary>
public sealed partial class EveryPageTests(Chromium chromium, PagesSite site) : IClassFixture<PagesSite>
{
    private const int Narrow = 320;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        },
        ResultTypes = [ResultType.Violations],
    };

    [Theory]
    [InlineData("demo-maja", "/", 17)]
    [InlineData("demo-leder", "/", 4)]
    [InlineData("demo-administrator", "/drift", 8)]
    [InlineData("demo-databeskyttelse", "/konflikter", 5)]
    public async Task No_page_fails_whoever_opens_it(string person, string lands, int least)
    {
        await using var window = await site.OpenAsync(chromium);
        var page = await window.SignInAsync(person, lands);
        var faults = new List<string>();
        var (opened, refused) = (0, false);
        // Those of the citizens' own are behind another door, and looked at there.
        foreach (var path in Paths().Where(path => !path.StartsWith("/mit", StringComparison.Ordinal)))
        {
            var status = (await page.GotoAsync(path))!.Status;
            if (status == 403)
            {
                // A closed door looks the same everywhere.
                if (refused)
                {
                    continue;
                }
                refused = true;
            }
            else
            {
                opened++;
            }
            await LookAsync(window, page, faults);
        }
        Nothing(faults);
        Assert.True(opened >= least, $"{person} came to {opened} pages.");
    }

    [Fact]
    public async Task No_page_of_the_citizens_own_fails_them()
    {
        await using var window = await site.OpenAsync(chromium);
        var own = Paths().Where(path => path.StartsWith("/mit", StringComparison.Ordinal)).ToList();
        var page = await window.SignInAsync("borger-2", site.FillIn("/mit/{citizenId:guid}"));
        var faults = new List<string>();
        foreach (var path in own)
        {
            // Whoever could not sign in is told with 403.
            Assert.Equal(path.Contains("/log-ind/", StringComparison.Ordinal) ? 403 : 200, (await page.GotoAsync(path))!.Status);
            await LookAsync(window, page, faults);
        }
        Nothing(faults);
        Assert.True(own.Count >= 7, string.Join(' ', own));
    }

    [Fact]
    public async Task Nor_does_what_people_come_to_by_doing_something()
    {
        await using var window = await site.OpenAsync(chromium);
        var faults = new List<string>();
        var page = await window.BlankAsync();
        foreach (var path in new[] { "/", "/log-ind/fejl", "/log-ind/ukendt", "/logget-af", "/was", "/findes-ikke" })
        {
            await page.GotoAsync(path);
            await LookAsync(window, page, faults);
        }
        await page.CloseAsync();
        page = await window.SignInAsync("demo-maja");
        foreach (var (address, act) in Situations())
        {
            await page.GotoAsync(site.FillIn(address));
            if (act.Length > 0)
            {
                await window.LeaveAsync(() => page.EvaluateAsync(act));
            }
            await LookAsync(window, page, faults);
        }
        Nothing(faults);
    }

    [Fact]
    public async Task Nor_do_the_pages_of_an_installation_where_nothing_has_come_in()
    {
        await using var empty = new EmptySite();
        await ((IAsyncLifetime)empty).InitializeAsync();
        var faults = new List<string>();
        foreach (var (person, paths) in new[] { ("demo-maja", new[] { "/", "/borgere", "/konflikter", "/drift/import" }), ("demo-administrator", ["/drift", "/drift/job", "/drift/import"]) })
        {
            await using var window = await empty.OpenAsync(chromium);
            var page = await window.SignInAsync(person, paths[0]);
            foreach (var path in paths)
            {
                await page.GotoAsync(path);
                await LookAsync(window, page, faults);
            }
        }
        Nothing(faults);
    }

    private static IEnumerable<(string Address, string Act)> Situations()
    {
        const string Find = "document.querySelector('#find').value = '{0}'; document.querySelector('form.find').requestSubmit()";
        yield return ("/", Find.Replace("{0}", "Test", StringComparison.Ordinal));
        yield return ("/", Find.Replace("{0}", "Ukendt", StringComparison.Ordinal));
        yield return ("/", Find.Replace("{0}", "", StringComparison.Ordinal));
        yield return ("/borgere?vis=omraade&sorter=konflikter&konflikter=true", "");
        yield return ("/borgere/{citizenId}/plan?pr=2026-11-02&dage=14", "");
        yield return ("/borgere/{citizenId}/plan?pr=2026-13-45", "");
        yield return ("/borgere/{citizenId}/tidslinje?uger=52&fra=2026-01-05", "");
        yield return ("/konflikter?alvor=H&regel=appointment.overlap&sorter=frist", "");
        yield return ("/konflikter?alvor=L&regel=appointment.overlap", "");
        yield return ("/konflikter?ansvarlig=ingen&alder=uge&marker=true", "");
        yield return ("/konflikter?marker=true", "document.querySelector('#Input_Due').value = '2026-10-12'; document.querySelector('#tag').requestSubmit()");
        yield return ("/konflikter", "document.querySelector('#tag').requestSubmit()");
        yield return ("/opgaver?slags=aftale&frist=en-uge", "");
        yield return ("/opgaver/overdragelse", "");
        yield return ("/borgere/{citizenId}/historik?fra=2026-10-01&til=2026-10-05", "");
        yield return ("/borgere/{citizenId}/historik?fra=2026-10-05&til=2026-10-01", "");
        yield return ("/borgere/{citizenId}/historik/del?slags=agreements&kilde=sammenhaeng-siu&nr=loefte", "");
        const string Save = "document.querySelector('#write').requestSubmit(document.querySelector('#write button[formaction*=Save]'))";
        foreach (var slug in new[] { "plan", "maal", "indsats", "tid", "hensyn", "aftale", "milepael", "vurdering" })
        {
            yield return ($"/borgere/{{citizenId}}/skriv/{slug}", "");
        }
        yield return ("/borgere/{citizenId}/skriv/tid", Save);
        yield return ("/borgere/{citizenId}/skriv/tid", "for (const [id, value] of [['title', 'Møde'], ['day', '2026-10-08'], ['startAt', '11:00'], ['endAt', '12:00']]) document.querySelector('#f_' + id).value = value; " + Save);
        yield return ("/borgere/{citizenId}/skriv/tid", "for (const [id, value] of [['title', 'Møde'], ['day', '2026-10-08'], ['startAt', '11:00'], ['endAt', '12:00']]) document.querySelector('#f_' + id).value = value; document.querySelector('#write').requestSubmit(document.querySelector('button[formaction*=Find]'))");
        yield return ("/borgere/{citizenId}/skriv/aftale", "document.querySelector('#f_text').value = 'Maja ringer før kl. 10'; document.querySelector('#write').requestSubmit(document.querySelector('#write button[formaction*=Check]'))");
        yield return ("/borgere/{citizenId}/skriv/aftale", "");
        yield return ("/borgere/{citizenId}/moeder/nyt?konflikt={conflictId}", "");
        yield return ("/borgere/{citizenId}/moeder/nyt", "document.querySelector('#Input_Day').value = '2026-10-15'; document.querySelector('#call').requestSubmit(document.querySelector('button[formaction*=Find]'))");
        yield return ("/borgere/{citizenId}/moeder/nyt", "document.querySelector('#Input_Title').value = ''; document.querySelector('#call').requestSubmit()");
        yield return ("/borgere/{citizenId}/moeder/{meeting}/vaegskaerm?punkt=2", "");
        yield return ("/borgere/{citizenId}/moeder/{meeting}/vaegskaerm?punkt=1", "document.querySelector('#Input_Tasks_0__Due').value = '2020-01-01'; document.querySelector('form[action*=Next]').requestSubmit()");
        yield return ("/borgere/{citizenId}/moeder/{meeting}/vaegskaerm?punkt=0", "document.querySelector('form[action*=Here]').requestSubmit()");
        yield return ("/borgere/{citizenId}/moeder/{meeting}/vaegskaerm?punkt=9", "");
        yield return ("/borgere/{citizenId}/faelles", "document.querySelector('form[action*=Matters]').requestSubmit()");
        yield return ("/borgere/{citizenId}/faelles", "document.querySelector('form[action*=Record]').requestSubmit()");
        yield return ("/borgere/{citizenId}/helhedsplan", "document.querySelector('form[action*=Assess]').requestSubmit()");
        yield return ("/borgere/{citizenId}/helhedsplan", "document.querySelector('#Input_Reason').value = 'To planer om det samme spænder ben for hinanden.'; document.querySelector('[name=\"Input.Replaces\"]').checked = true; document.querySelector('form[action*=Assess]').requestSubmit()");
        yield return ("/borgere/{citizenId}/faelles/maal", "");
        yield return ("/borgere/{citizenId}/faelles/maal", "document.querySelector('form[action*=Write]').requestSubmit()");
        yield return ("/borgere/{citizenId}/faelles/maal/{goal}", "document.querySelector('form[action*=Mark]').requestSubmit()");
        yield return ("/borgere/{citizenId}/delplaner", "location.href = document.querySelector('a[href*=\"forslag?\"]').href");
        yield return ("/borgere/{citizenId}/delplaner", "location.href = document.querySelector('main a[href$=\"/skriv\"]').href");
        yield return ("/konflikter/{conflictId}", "document.querySelector('form[action*=Resolve]').requestSubmit()");
        yield return ("/konflikter/{conflictId}", "document.querySelector('form[action*=Acknowledge]').requestSubmit()");
        yield return ("/konflikter/{conflictId}", "document.querySelector('form[action*=Accept]').requestSubmit()");
        yield return ("/konflikter/{highId}", "document.querySelector('#Input_Reason').value = 'Aftalt'; document.querySelector('#Input_Until').value = '2026-10-19'; document.querySelector('form[action*=Accept]').requestSubmit()");
        yield return ("/konflikter/{criticalId}", "");
        yield return ("/borgere/{citizenId}/koordinator", "document.querySelector('#Input_From').value = ''; document.querySelector('form[action*=Name]').requestSubmit()");
        yield return ("/borgere/{citizenId}/samtykker", "document.querySelector('form[action*=Ask]').requestSubmit()");
        yield return ("/borgere/{citizenId}/samtykker/{consentId}", "document.querySelector('form[action*=Answer]').requestSubmit()");
        yield return ("/borgere/{citizenId}/maa-jeg-dele", "document.querySelector('#Input_Area').value = 'LOT'; document.querySelector('section[aria-labelledby=what] form').requestSubmit()");
        yield return ("/borgere/{citizenId}/maa-jeg-dele", "document.querySelector('section[aria-labelledby=what] form').requestSubmit()");
        yield return ("/borgere/0199aaaa-0000-7000-8000-000000000000/plan", "");
    }

    /// <summary>The routes of our pages with what they ask for filled in. Pages without a view of their own lead on to one that has.</summary>
    private IEnumerable<string> Paths()
    {
        var routes = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => route is not ("/connect/authorize" or "/log-ind" or "/mit/log-ind"))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.InRange(routes.Count, 20, 200);
        return routes.Select(site.FillIn);
    }

    /// <summary>In Danish as on a desk and in English as on a telephone; beyond the edge of a narrow screen in both.</summary>
    private static async Task LookAsync(Window window, IPage page, List<string> faults)
    {
        await page.SetViewportSizeAsync(Narrow, 900);
        await MeasureAsync(page, faults);
        await page.SetViewportSizeAsync(1440, 900);
        await AnalyseAsync(page, faults);
        // A page that answers a form cannot be asked for again, and paper has the language it was asked for in.
        var english = page.Locator("footer a[hreflang=en]");
        var again = await english.CountAsync() > 0 && page.Url == await english.EvaluateAsync<string>("link => link.href.replace(/[?&]lang=..$/, '')");
        if (again)
        {
            await english.ClickAsync();
        }
        await page.SetViewportSizeAsync(Narrow, 900);
        await AnalyseAsync(page, faults);
        if (again)
        {
            await MeasureAsync(page, faults);
            await page.Context.ClearCookiesAsync(new() { NameRegex = LanguageCookie() });
        }
        await page.SetViewportSizeAsync(1440, 900);
        faults.AddRange(window.Complaints().Select(complaint => $"{page.Url}: {complaint}"));
    }

    private static async Task AnalyseAsync(IPage page, List<string> faults)
    {
        // The way that comes instead opens a second page for each look, for the sake of frames, of which we have none.
#pragma warning disable CS0618
        var found = await page.Locator("html").RunAxeLegacy(Rules);
#pragma warning restore CS0618
        faults.AddRange(found.Violations.Select(one => $"{Where(page)}: {one.Id}: {one.Help}: {string.Join(" | ", one.Nodes.Take(3).Select(node => node.Html))}"));
    }

    private static async Task MeasureAsync(IPage page, List<string> faults)
    {
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        if (wide > Narrow)
        {
            faults.Add($"{Where(page)}: {wide} px wide");
        }
    }

    /// <summary>Shows all of them, each in full.</summary>
    private static void Nothing(List<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));

    private static string Where(IPage page) => $"{new Uri(page.Url).PathAndQuery} at {page.ViewportSize!.Width} px";

    [GeneratedRegex("smh-lang$")]
    private static partial Regex LanguageCookie();
}
