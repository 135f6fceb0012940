using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Demonstration;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>
/// Everybody of the demonstration signs in and follows every link they are given, as people do. Of the three worked citizens nobody comes to
/// a word that is hidden from them, whichever page it stands on; what is hidden is worked out from the documents alone.
/// </summary>
public sealed partial class SmokeTests(SmokeTests.Host host) : IClassFixture<SmokeTests.Host>
{
    // Sorted and narrowed a list is the same list: in CI each address is followed with two of its questions, in the proof with all.
    private static readonly int MostQuestions = Environment.GetEnvironmentVariable("SAMMENHAENG_SMOKE") == "all" ? int.MaxValue : 2;
    private const int MostPages = 1000;
    private static readonly string[] Citizens = ["karina", "jonas", "poul"];

    public sealed class Host : CitizensHost;

    private sealed record Walk(int Pages, List<string> Leaks, bool NamesACitizen);

    [Fact]
    public async Task Everybody_who_follows_every_link_comes_to_nothing_that_is_hidden_from_them()
    {
        var walks = new Dictionary<string, Walk>();
        await CoordinateAsync("demo-ulla");
        foreach (var person in DemonstrationPeople.All.Where(one => one.Areas.Count <= 1))
        {
            walks[person.Subject] = await WalkAsync(person);
        }

        Assert.Equal([], walks.SelectMany(walk => walk.Value.Leaks.Select(leak => $"{walk.Key}: {leak}")));
        Assert.All(
            DemonstrationPeople.All.Where(one => one.Roles.Contains(Roles.Leader) || one.Roles.Contains(Roles.Administrator)),
            person => Assert.False(walks[person.Subject].NamesACitizen, $"{person.Subject} was told a citizen's name"));
        Assert.True(walks["demo-ulla"].NamesACitizen, "The coordinator came to no citizen.");
        Assert.True(walks.Values.Sum(walk => walk.Pages) > 300, $"Only {walks.Values.Sum(walk => walk.Pages)} pages.");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{walks.Count} people, {walks.Values.Sum(walk => walk.Pages):N0} pages, {Citizens.Length} citizens: 0 words that were hidden from whoever came to them"));
    }

    [Fact]
    public async Task A_withdrawal_that_is_forgotten_is_found()
    {
        await using var other = new Host();
        await ((IAsyncLifetime)other).InitializeAsync();
        Assert.Equal(1, await other.Database.ExecuteAsync("update consents set revoked_at = null where revoked_at is not null and from_areas = '{AHL}' and to_areas = '{AKB}'"));
        var walk = await new SmokeTests(other).WalkAsync(DemonstrationPeople.All.Single(one => one.Subject == "demo-lene"));
        Assert.Contains(walk.Leaks, leak => leak.Contains("Behandlingsplan alkohol", StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine($"a withdrawal that is forgotten: {walk.Leaks.Count} words found");
    }

    /// <summary>
    /// At the citizens' door: each of the three sees all of their own and nothing of the others'; of whom somebody is a relative of, as much as
    /// they are let in to. Jonas's father, here with Poul's number, never where Jonas's mother is.
    /// </summary>
    [Fact]
    public async Task Citizens_and_their_relatives_who_follow_every_link_come_to_nothing_that_is_hidden_from_them()
    {
        await BecomeAsync("borger-3", "far", host.Jonas);
        await BecomeAsync("borger-1", "bente", host.Karina);
        await BecomeAsync("borger-1", "grethe", host.Poul);
        var home = await ProtectedHomesAsync();
        var everything = Citizens.ToDictionary(citizen => citizen, citizen => new Dictionary<string, Regex>(Told.Of(citizen).HiddenFromRelative()));
        var nothing = new Dictionary<string, Regex>();
        var walks = new Dictionary<string, Walk>
        {
            ["karina"] = await WalkAsync("borger-2", new() { ["karina"] = nothing, ["jonas"] = everything["jonas"], ["poul"] = everything["poul"] }, $"/mit/{host.Karina}"),
            ["jonas"] = await WalkAsync("borger-1", new()
            {
                ["jonas"] = nothing,
                ["karina"] = new(Told.Of("karina").HiddenFromRelative("appointments")),
                ["poul"] = new(Told.Of("poul").HiddenFromRelative("appointments", "goals")),
            }),
            ["poul"] = await WalkAsync("borger-3", new()
            {
                ["poul"] = nothing,
                ["karina"] = everything["karina"],
                ["jonas"] = new() { ["a protected home"] = home, ["the protected mother"] = new Regex("Anja") },
            }),
        };

        Assert.Equal([], walks.SelectMany(walk => walk.Value.Leaks.Select(leak => $"{walk.Key}: {leak}")));
        // Their pages are few, and each walk comes to its end.
        Assert.All(walks.Values, walk => Assert.InRange(walk.Pages, 3, MostQuestions == int.MaxValue ? MostPages - 1 : 60));
        TestContext.Current.TestOutputHelper?.WriteLine($"{walks.Count} private persons, {walks.Values.Sum(walk => walk.Pages)} pages: 0 words that were hidden from whoever came to them");
    }

    private async Task BecomeAsync(string person, string relative, Guid of)
    {
        await host.Database.ExecuteAsync(
            "update network_members set cpr_index = $1, cpr_cipher = '\\x00' where id = $2 and citizen_id = $3",
            host.Services.GetRequiredService<ICprProtection>().IndexOf(Cpr.Parse(DemonstrationCitizens.All.Single(one => one.Key == person).Cpr)), relative, of);
        await host.Database.ConfirmRelativesAsync(of);
    }

    private async Task<Regex> ProtectedHomesAsync()
    {
        var homes = await host.Database.ScalarAsync<string[]>(
            """
            select array_agg(word) from (
                select distinct unnest(array[r.place collate "default", p.name collate "default"]) as word from residences r
                join network_members m on m.citizen_id = r.citizen_id and m.source = r.source and m.id = r.party_id
                left join places p on p.code = r.place
                where m.protection <> 'none') w where word is not null
            """);
        return new Regex($"(?<![\\w-])({string.Join('|', homes.Select(Regex.Escape))})(?![\\w-])");
    }

    private async Task CoordinateAsync(string subject) => await host.Database.ExecuteAsync(
        """
        insert into coordinator_assignments (id, citizen_id, user_id, person_id, name, kind, state, period_from, citizen_chose, mandate, proposed_at, revision)
        select gen_random_uuid(), $1, id, id, name, 'deputy', 'active', '2026-10-01', false, '{}', now(), 1 from users where subject = $2
        """,
        host.Karina, subject);

    private async Task<Walk> WalkAsync(DemonstrationPerson person)
    {
        var area = person.Areas.Count == 0 ? "none" : person.Areas[0];
        var areas = (await host.Database.ScalarAsync<string[]>("select array_agg(code || '=' || name) from core_areas")).ToDictionary(one => one[..3], one => one[4..]);
        var hidden = Citizens.ToDictionary(
            citizen => citizen,
            citizen => Told.Of(citizen).HiddenFrom(area, Database.Today, areas).Where(one => one.Key.StartsWith("text ", StringComparison.Ordinal)).ToDictionary());
        // Where a protected parent lives is for nobody.
        hidden["jonas"]["a protected home"] = await ProtectedHomesAsync();
        return await WalkAsync(person.Subject, hidden, "/");
    }

    /// <param name="person">Of the demonstration, behind either door.</param>
    /// <param name="hidden">What is hidden from them, by citizen.</param>
    /// <param name="from">The page they begin at.</param>
    private async Task<Walk> WalkAsync(string person, Dictionary<string, Dictionary<string, Regex>> hidden, string from = "/mit")
    {
        var names = await host.Database.ScalarAsync<string[]>("select array_agg(given_name || ' ' || family_name) from citizens");
        var walk = new Walk(0, [], false);
        using var browser = await host.SignInAsync(person);
        await foreach (var (address, text) in FollowAsync(browser, from))
        {
            walk = walk with { Pages = walk.Pages + 1, NamesACitizen = walk.NamesACitizen || names.Any(name => text.Contains(name, StringComparison.Ordinal)) };
            walk.Leaks.AddRange(Citizens.SelectMany(citizen => Told.LeaksIn(text, hidden[citizen]).Select(leak => $"{citizen}, {leak} at {address}")));
        }
        return walk;
    }

    /// <summary>Every page that can be come to from the first one, once, with its text; a pack as the text of what is in it.</summary>
    private static async IAsyncEnumerable<(string Address, string Text)> FollowAsync(Browser browser, string from)
    {
        var (seen, waiting, questions) = (new HashSet<string>(StringComparer.Ordinal) { from }, new Queue<string>([from]), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var pages = 0; pages < MostPages && waiting.TryDequeue(out var address); pages++)
        {
            using var answer = await browser.GetAsync(address);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                Assert.True((int)answer.StatusCode is (>= 300 and < 400) or 403 or 404, $"{address} answers {(int)answer.StatusCode}");
                continue;
            }
            if (answer.Content.Headers.ContentType?.MediaType == "application/zip")
            {
                yield return (address, await UnpackAsync(answer));
                continue;
            }
            // All places of the municipality, to choose one from, tell of nobody.
            var text = PlacesToChooseFrom().Replace(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), "");
            yield return (address, text);
            var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(text);
            foreach (var link in html.QuerySelectorAll("a[href^='/']").OfType<IHtmlAnchorElement>().Select(one => one.GetAttribute("href")!.Split('#')[0]))
            {
                if (!link.Contains("/log-", StringComparison.Ordinal) && !link.Contains("lang=", StringComparison.Ordinal) && seen.Add(link))
                {
                    var path = link.Split('?')[0];
                    questions[path] = questions.GetValueOrDefault(path) + 1;
                    if (questions[path] <= MostQuestions)
                    {
                        waiting.Enqueue(link);
                    }
                }
            }
        }
    }

    [GeneratedRegex("<select[^>]*name=\"(?:f|Input)\\.[Pp]lace\".*?</select>", RegexOptions.Singleline)]
    private static partial Regex PlacesToChooseFrom();

    private static async Task<string> UnpackAsync(HttpResponseMessage answer)
    {
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var text = "";
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text += await reader.ReadToEndAsync();
        }
        return text;
    }
}
