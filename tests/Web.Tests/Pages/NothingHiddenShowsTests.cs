using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>
/// What is hidden from somebody has no title, no area, no source and no id, in no page and no answer, attributes and all. Only the
/// fingerprint names bare ids, as the API promises.
/// </summary>
public sealed partial class NothingHiddenShowsTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    private static readonly string[] Pages = ["plan", "tidslinje", "konflikter", "delplaner", "team", "koordinator", "samtykker", "maa-jeg-dele"];
    private static readonly string[] Citizens = ["karina", "jonas", "poul"];

    public static TheoryData<string> Caseworkers => [.. DemonstrationPeople.All.Where(person => person.Areas.Count == 1 && person.Roles.Contains("caseworker")).Select(person => person.Subject)];

    public static TheoryData<string> AreaCodes => ["AKB", "AHL", "SIU", "LOT", "REG"];

    private Guid IdOf(string citizen) => citizen switch { "karina" => host.Karina, "jonas" => host.Jonas, _ => host.Poul };

    private async Task<Dictionary<string, string>> AreaNamesAsync() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(await host.Database.ScalarAsync<string>("select jsonb_object_agg(code, name)::text from core_areas"))!;

    [Theory]
    [MemberData(nameof(Caseworkers))]
    public async Task No_page_gives_away_what_is_hidden(string person)
    {
        var area = DemonstrationPeople.All.Single(one => one.Subject == person).Areas[0];
        var browser = await host.SignInAsync(person);
        var leaks = new List<string>();
        var names = await AreaNamesAsync();
        foreach (var citizen in Citizens)
        {
            var hidden = Told.Of(citizen).HiddenFrom(area, Database.Today, names);
            var day = CitizensHost.Expected(citizen).AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var addresses = Pages.SelectMany(page => new[] { "", "?pr=" + day, "?pr=2026-09-01" }.Select(query => $"/borgere/{IdOf(citizen)}/{page}{query}"))
                .Concat((await ConflictsAsync(citizen)).Select(id => $"/konflikter/{id}"));
            foreach (var address in addresses)
            {
                using var answer = await browser.GetAsync(address);
                if (answer.StatusCode == HttpStatusCode.Forbidden)
                {
                    break;
                }
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var text = NotContent().Replace(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), "");
                leaks.AddRange(Told.LeaksIn(text, hidden).Select(leak => $"{citizen} {address[(address.LastIndexOf('/') + 1)..]}: {leak}"));
            }
        }
        Assert.Empty(leaks);
    }

    [Theory]
    [MemberData(nameof(AreaCodes))]
    public async Task No_answer_of_the_interface_gives_away_what_is_hidden(string area)
    {
        using var client = await host.ConnectAsync();
        await host.Database.ExecuteAsync("update user_areas set valid_to = greatest(valid_from, '2020-12-31') where user_id = (select id from users where subject = $1)", DemonstrationClients.Id);
        await host.Database.ExecuteAsync(
            "insert into user_areas (user_id, area, valid_from) select id, $2, '2021-01-01' from users where subject = $1 on conflict do nothing", DemonstrationClients.Id, area);
        await host.Database.ExecuteAsync(
            "update user_areas set valid_to = null where area = $2 and user_id = (select id from users where subject = $1)", DemonstrationClients.Id, area);
        var leaks = new List<string>();
        var asked = 0;
        var names = await AreaNamesAsync();
        foreach (var citizen in Citizens)
        {
            var hidden = Told.Of(citizen).HiddenFrom(area, Database.Today, names);
            var day = CitizensHost.Expected(citizen).AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var routes = new[] { "course", "course?asOf=" + day, "course?asOf=2026-09-01", "conflicts" }.Select(route => $"/api/v1/citizens/{IdOf(citizen)}/{route}")
                .Concat((await ConflictsAsync(citizen)).Select(id => $"/api/v1/conflicts/{id}"));
            foreach (var route in routes)
            {
                using var answer = await client.GetAsync(route);
                if (answer.StatusCode == HttpStatusCode.Forbidden)
                {
                    break;
                }
                asked++;
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                var lines = new StringBuilder();
                Flatten(json.RootElement, "", lines);
                leaks.AddRange(Told.LeaksIn(lines.ToString(), hidden).Select(leak => $"{citizen} {route[(route.LastIndexOf('/') + 1)..]}: {leak}"));
            }
        }
        Assert.NotEqual(0, asked);
        Assert.Empty(leaks);
    }

    [Theory]
    [InlineData("/borgere?vis=omraade&omraade=AHL", "/borgere?vis=omraade")]
    [InlineData("/konflikter?vis=omraade&omraade=AHL", "/konflikter?vis=omraade")]
    public async Task A_list_is_not_narrowed_by_an_area_that_is_not_ones_own(string narrowed, string whole)
    {
        var browser = await host.SignInAsync("demo-lene");
        async Task<IEnumerable<string?>> RowsAsync(string address) =>
            (await browser.OpenAsync(address)).Html.QuerySelectorAll("tbody tr a").Select(link => link.GetAttribute("href"));
        var all = await RowsAsync(whole);
        Assert.NotEmpty(all);
        Assert.Equal(all, await RowsAsync(narrowed));
    }

    private async Task<Guid[]> ConflictsAsync(string citizen) =>
        await host.Database.ScalarAsync<Guid[]>("select coalesce(array_agg(id), array[]::uuid[]) from conflicts where citizen_id = $1", IdOf(citizen));

    private static void Flatten(JsonElement element, string name, StringBuilder lines)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var one in element.EnumerateObject().Where(one => one.Name is not ("fingerprint" or "etag")))
                {
                    Flatten(one.Value, one.Name, lines);
                }
                break;
            case JsonValueKind.Array:
                foreach (var one in element.EnumerateArray())
                {
                    Flatten(one, name, lines);
                }
                break;
            default:
                lines.Append(name).Append("=\"").Append(element.ToString()).AppendLine("\"");
                break;
        }
    }

    /// <summary>
    /// Sealed values such as those against forgery, and versions of files: random, so now and then they spell a code. And the list of all
    /// areas to choose from, which is the same for everybody.
    /// </summary>
    [GeneratedRegex("value=\"CfDJ8[\\w-]+\"|\\?v=[\\w-]+|<option value=\"[A-Z]{3}\"( selected=\"selected\")?( lang=\"da\")?>[^<]+</option>")]
    private static partial Regex NotContent();
}
