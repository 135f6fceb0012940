using System.Net;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>
/// Whoever may see a citizen puts the id of another one, or of something of another one's, into each place for an id in turn, everything
/// else in the address as it is for their own: nothing is shown, and nothing of the other citizen's is changed.
/// </summary>
public sealed class AccessMatrixSwappedIdsTests(AccessMatrixSwappedIdsTests.Host host) : AccessMatrix<AccessMatrixSwappedIdsTests.Host>(host), IClassFixture<AccessMatrixSwappedIdsTests.Host>
{
    private static readonly string[] Actors = ["ownArea", "otherArea", "coordinator", "asked", "machineOwnArea", "citizen", "guardian", "relative"];
    private static readonly string[] Parameters = ["citizenId", "id", "conflictId", "consentId", "assignmentId", "meeting", "goal", "item"];

    /// <summary>The citizens' own, what is for the one who was asked or for data protection alone, and what needs more than an id.</summary>
    private static readonly string[] NotTheirs = ["/mit/", "{assignmentId", "/adgange", "/accesses", "/historik/del", "{item"];

    private string _swapped = "";

    [Fact]
    public async Task An_id_of_another_citizen_s_in_any_place_for_one_opens_nothing()
    {
        var cells = new List<Cell>();
        var before = await OthersAsync();
        foreach (var parameter in Parameters)
        {
            _swapped = parameter;
            cells.AddRange(await AskEverythingAsync(route => IsOfCitizens(route) && route.Contains($"{{{parameter}", StringComparison.Ordinal), Actors));
        }

        Assert.Empty(Leaks(cells, AccessMatrixHost.MayMeet));
        // Nothing but the way back to the right door, and the two pages that are a button, whoever asks for them.
        Assert.Equal([], cells
            .Where(cell => cell.Status is >= HttpStatusCode.OK and < HttpStatusCode.BadRequest and not HttpStatusCode.Found)
            .Where(cell => cell.Route is not ("GET /borgere/{citizenId:guid}/cpr" or "GET /borgere/{citizenId:guid}/steder"))
            .Select(cell => $"{cell.Actor} at {cell.Route}: {(int)cell.Status}"));
        Assert.Equal(before, await OthersAsync());
        // Of every route about a citizen each place for an id has been tried.
        var untried = Routes().Where(route => IsOfCitizens(route.Name)).SelectMany(route => route.Route.RoutePattern.Parameters, (route, parameter) => (route.Name, parameter.Name))
            .Where(one => one.Item2 != "slug" && !Parameters.Contains(one.Item2));
        Assert.Empty(untried);
        Tell("swapped ids", cells, "0 leaks, none answered with a page, nothing changed");
    }

    [Fact]
    public async Task With_ids_of_one_s_own_citizen_the_same_addresses_are_there()
    {
        var cells = await AskEverythingAsync(
            route => route.StartsWith("GET", StringComparison.Ordinal) && IsOfCitizens(route) && !NotTheirs.Any(part => route.Contains(part, StringComparison.Ordinal)),
            ["ownArea", "machineOwnArea"]);
        Assert.All(
            cells.Where(cell => AccessMatrixHost.IsMachine(cell.Actor) == cell.Route.Contains("/api/", StringComparison.Ordinal)),
            cell => Assert.True(cell.Status == HttpStatusCode.OK, $"{cell.Route}: {(int)cell.Status}"));
        Assert.True(cells.Count > 40);
    }

    private static bool IsOfCitizens(string route) => new[] { "/borgere/{", "/mit/{citizenId", "/konflikter/{", "/koordinator/{", "/citizens/{", "/conflicts/{" }
        .Any(part => route.Contains(part, StringComparison.Ordinal));

    private Task<string> OthersAsync() => TheHost.Database.ScalarAsync<string>(
        """
        select concat_ws(' ', (select revision from citizens where id = $1), (select string_agg(state || revision, ',') from consent_records where citizen_id = $1),
            (select string_agg(state || revision, ',') from network_meetings where citizen_id = $1), (select string_agg(state || revision, ',') from common_goals where citizen_id = $1),
            (select string_agg(state || revision, ',') from coordinator_assignments where citizen_id = $1), (select string_agg(state || revision, ',' order by id) from conflicts where citizen_id = $1),
            (select count(*) from written_items where citizen_id = $1))
        """,
        TheHost.Other);

    protected override string IdFor(string route, string parameter) => (parameter == _swapped, parameter) switch
    {
        (_, "slug") => "plan",
        (true, "conflictId") => TheHost.OtherConflict.ToString(),
        (true, "id") when route.Contains("conflicts/{", StringComparison.Ordinal) => TheHost.OtherConflict.ToString(),
        (true, "assignmentId") => TheHost.OtherAssignment.ToString(),
        (true, "consentId") => TheHost.OtherConsent.ToString(),
        (true, "meeting") => TheHost.OtherMeeting.ToString(),
        (true, "goal") => TheHost.OtherGoal.ToString(),
        (true, "item") => Host.OtherItem,
        (true, _) => TheHost.Other.ToString(),
        _ => base.IdFor(route, parameter),
    };

    /// <summary>Another citizen, whom LOT and REG alone work with, with one of everything.</summary>
    public sealed class Host : AccessMatrixHost
    {
        public const string OtherItem = "lot-skrevet";

        public Guid Other { get; private set; }
        public Guid OtherConflict { get; private set; }
        public Guid OtherAssignment { get; private set; }
        public Guid OtherConsent { get; private set; }
        public Guid OtherMeeting { get; private set; }
        public Guid OtherGoal { get; private set; }

        private protected override async Task TellMoreAsync()
        {
            await TellAsync(Document("LOT", "lot", ("1403849904", "mark-OTH")));
            await TellAsync(Document("REG", "reg", ("1403849904", "mark-OTH")));
            await Database.RecheckAsync();
            Other = await Database.ScalarAsync<Guid>("select id from citizens where given_name like 'mark-OTH%'");
            OtherConsent = await AskAsync(Other, "LOT", "REG");
            OtherMeeting = await CallAsync(Other, "LOT");
            OtherGoal = await AgreeAsync(Other, "mark-OTH");
            OtherAssignment = await Database.ScalarAsync<Guid>(
                """
                insert into coordinator_assignments (id, citizen_id, user_id, person_id, name, kind, state, period_from, citizen_chose, mandate, proposed_at, revision)
                select gen_random_uuid(), $1, id, id, name, 'main', 'proposed', $2, false, '{}', now(), 1 from users where subject = 'demo-gitte' returning id
                """,
                Other, Database.Today);
            OtherConflict = await Database.ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and rule = 'appointment.overlap' limit 1", Other);
            await Database.ExecuteAsync(
                """
                insert into written_items (citizen_id, source, kind, id, version, area, content, written_by, written_at)
                select $1, 'sammenhaeng-lot', 'plans', $2, 1, 'LOT', '{"type":"SEL141","title":"mark-OTH plan","status":"active","from":"2026-01-01"}', id, now()
                from users where subject = 'demo-anne'
                """,
                Other, OtherItem);
        }
    }
}
