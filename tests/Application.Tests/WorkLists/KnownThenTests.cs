using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.History;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.WorkLists;

/// <summary>
/// Karina's plan as of a day that has passed. The social services, where Maja is, tell of her anew; Lene's area sees their plan as long as it is
/// shared with it, and Dorte's never.
/// </summary>
public sealed class KnownThenTests : IAsyncLifetime
{
    private static readonly DateOnly First = Database.Today;

    private readonly KarinaDatabase _database = new();
    private readonly JsonNode _document = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Shared("cases", "karina", "social.json")))!;
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_plan_of_a_day_that_has_passed_is_as_it_was_known_that_day()
    {
        await TellAsync(social => Appointment(social)["title"] = "Nyt navn, Test");
        await TellAsync(social => social["appointments"]!.AsArray().Clear());
        _database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("Bostøttebesøg", await TitlesAsync(KarinaDatabase.Maja, First));
        Assert.DoesNotContain("Bostøttebesøg", await TitlesAsync(KarinaDatabase.Maja, First.AddDays(1)));
        Assert.Equal(["Nyt navn, Test"], (await TitlesAsync(KarinaDatabase.Maja, First.AddDays(1))).Except(await TitlesAsync(KarinaDatabase.Maja, First)));
        Assert.DoesNotContain("Nyt navn, Test", await TitlesAsync(KarinaDatabase.Maja, First.AddDays(2)));
        Assert.Equal(await TitlesAsync(KarinaDatabase.Maja, null), await TitlesAsync(KarinaDatabase.Maja, First.AddDays(2)));
        Assert.Equal((First.AddDays(1), null), ((await PlanAsync(KarinaDatabase.Maja, First.AddDays(1))).KnownOn, (await PlanAsync(KarinaDatabase.Maja, null)).KnownOn));
    }

    [Fact]
    public async Task Conflicts_are_those_that_the_rules_find_in_what_was_known()
    {
        var before = (await PlanAsync(KarinaDatabase.Maja, null)).Conflicts.Select(line => line.Fingerprint).ToList();
        await TellAsync(social => social["plans"]![0]!["nextFollowUp"] = "2027-01-31");
        await _database.RecheckAsync();
        Assert.Equal(before.Order(), (await PlanAsync(KarinaDatabase.Maja, First)).Conflicts.Select(line => line.Fingerprint).Order());
        Assert.Contains(before, line => line.StartsWith("followup.overdue", StringComparison.Ordinal));
        Assert.DoesNotContain((await PlanAsync(KarinaDatabase.Maja, null)).Conflicts, line => line.Rule == "followup.overdue" && line.Fingerprint.EndsWith("P2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_days_before_anything_was_kept_it_is_said_so_and_today_is_judged()
    {
        await TellAsync(social => Appointment(social)["title"] = "Nyt navn, Test");
        var before = await PlanAsync(KarinaDatabase.Maja, First.AddDays(-1));
        Assert.Equal((null, First), (before.KnownOn, before.KeptFrom));
        Assert.Contains(before.Appointments, one => one.Title == "Nyt navn, Test");
        await _database.ExecuteAsync("update course_sources set versions_from = first_seen_at + interval '1 day'");
        Assert.Null((await PlanAsync(KarinaDatabase.Maja, First)).KnownOn);
    }

    [Fact]
    public async Task What_was_shared_then_and_is_not_now_opens_nothing_of_the_past()
    {
        await TellAsync(social => social["plans"]![0]!["sharedWith"] = new JsonArray());
        Assert.Contains((await PlanAsync(KarinaDatabase.Maja, First)).Plans.Single(plan => plan.Key.Id == "P2").SharedWith, share => share.HasGround);
        Assert.Empty((await PlanAsync(KarinaDatabase.Maja, null)).Plans.Single(plan => plan.Key.Id == "P2").SharedWith);
        var seen = await PlanAsync(KarinaDatabase.Lene, First);
        Assert.Equal(First, seen.KnownOn);
        Assert.DoesNotContain(seen.Plans, plan => plan.Key.Id == "P2");
        Assert.DoesNotContain(seen.Appointments, one => one.Title == "Bostøttebesøg");
        Assert.DoesNotContain(seen.Goals, goal => goal.Text?.Contains("regninger", StringComparison.Ordinal) == true);
        Assert.Contains(await HistoryAsync(KarinaDatabase.Maja, "plan_shares"), line => line.Area?.Code == "SIU");
        Assert.DoesNotContain(await HistoryAsync(KarinaDatabase.Lene, "plan_shares"), line => line.Area?.Code == "SIU");
    }

    [Fact]
    public async Task A_consent_that_was_withdrawn_since_opens_nothing_of_the_past()
    {
        await TellAsync(social => social["consents"]![0]!["revokedAt"] = "2026-10-06");
        Assert.True((await PlanAsync(KarinaDatabase.Maja, First)).Consents.Single(one => one.Key.Id == "S1").IsLive);
        Assert.DoesNotContain((await PlanAsync(KarinaDatabase.Lene, First)).Appointments, one => one.Title == "Bostøttebesøg");
    }

    [Fact]
    public async Task What_is_shared_today_is_shared_with_its_past()
    {
        await TellAsync(social => Appointment(social)["title"] = "Nyt navn, Test");
        Assert.Contains("Bostøttebesøg", await TitlesAsync(KarinaDatabase.Lene, First));
        Assert.DoesNotContain("Bostøttebesøg", await TitlesAsync(KarinaDatabase.Dorte, First));
    }

    [Fact]
    public async Task What_another_area_told_of_a_plan_before_it_was_handed_over_is_that_areas()
    {
        await TellAsync(social => (social["area"], social["plans"]![0]!["sharedWith"], Appointment(social)["title"]) = ("AKB", new JsonArray(), "Hos jobcentret, Test"));
        Assert.Contains("Hos jobcentret, Test", await TitlesAsync(KarinaDatabase.Lene, null));
        var seen = await PlanAsync(KarinaDatabase.Lene, First);
        Assert.DoesNotContain(seen.Plans, plan => plan.Key.Id == "P2");
        Assert.DoesNotContain("Bostøttebesøg", seen.Appointments.Select(one => one.Title));
        foreach (var what in new[] { "plans", "appointments", "goals" })
        {
            Assert.DoesNotContain(await HistoryAsync(KarinaDatabase.Lene, what), line => line.Area?.Code == "SIU");
        }
    }

    [Fact]
    public async Task Whoever_is_protected_today_has_no_name_in_the_past()
    {
        await TellAsync(social => social["network"]![0]!["protection"] = "nameAndAddress");
        Assert.DoesNotContain((await PlanAsync(KarinaDatabase.Maja, First)).Network, one => one.Name == "Bente Test Mikkelsen");
        var lines = await HistoryAsync(KarinaDatabase.Maja, "network_members");
        Assert.DoesNotContain(lines, line => line.Title == "Bente Test Mikkelsen");
        Assert.Contains(lines, line => line.Fields.Any(field => field is { Name: "protection", After: "navne- og adressebeskyttelse" }));
    }

    [Fact]
    public async Task Sharing_is_told_by_whom_it_is_with_whatever_its_place_in_the_list()
    {
        await TellAsync(social => social["plans"]![0]!["sharedWith"] = JsonNode.Parse(
            """[{"area":"AHL","ground":"statutoryDuty","reason":"Sundhedsloven, Test"},{"area":"AKB","ground":"consent"}]"""));
        var line = Assert.Single(await HistoryAsync(KarinaDatabase.Maja, "plan_shares"), line => LocalTime.DateOf(line.At) > First);
        Assert.Equal((HistoryKind.Added, "Handleplan (SEL § 141): Aktiv Hele Livet"), (line.Kind, line.Title));
        await TellAsync(social => social["plans"]![0]!["sharedWith"] = JsonNode.Parse("""[{"area":"AHL","ground":"essentialImportance","reason":"Sundhedsloven, Test"}]"""));
        var (changed, ended) = ((await HistoryAsync(KarinaDatabase.Maja, "plan_shares"))[0], (await HistoryAsync(KarinaDatabase.Maja, "plan_shares"))[1]);
        Assert.Equal([HistoryKind.Changed, HistoryKind.Ended], new[] { changed.Kind, ended.Kind }.Order());
        Assert.Equal(2, (await PlanAsync(KarinaDatabase.Maja, First.AddDays(1))).Plans.Single(plan => plan.Key.Id == "P2").SharedWith.Count);
        Assert.Equal(3L, await _database.ScalarAsync<long>("select count(*) from item_versions where collection = 'plan_shares'"));
    }

    [Fact]
    public async Task What_was_told_anew_in_the_same_moment_was_never_known()
    {
        await TellAsync(social => (social["plans"]![0]!["sharedWith"], social["citizen"]!["limits"]!["inPersonPerWeek"]) = (JsonNode.Parse("""[{"area":"KOF","ground":"statutoryDuty","reason":"Aldrig kendt, Test"}]"""), 9));
        await TellAsync(social => (social["plans"]![0]!["sharedWith"], social["citizen"]!["limits"]!["inPersonPerWeek"]) = (JsonNode.Parse("""[{"area":"AHL","ground":"statutoryDuty","reason":"Sundhedsloven, Test"}]"""), 3), days: 0);
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from item_versions where collection in ('plan_shares', 'citizens') and known_from = known_until"));
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from item_versions where collection = 'citizens'"));
        Assert.DoesNotContain(await HistoryAsync(KarinaDatabase.Maja, "plan_shares"), line => line.Title!.Contains("Kultur", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_given_here_is_known_from_when_it_was_given_until_it_was_stopped()
    {
        _database.Clock.Advance(TimeSpan.FromDays(1));
        var plan = new ItemKey("social", "P2");
        await _database.ExecuteAsync("alter table consent_records disable trigger user");
        var consent = await _database.ScalarAsync<Guid>(
            """
            insert into consent_records (id, citizen_id, kind, from_area, to_area, categories, purpose, valid_to, text_version, language, signers, asked_by, asked_at, state, given_on, withdrawn_on, revision)
            values (gen_random_uuid(), $1, 'gdprConsent', 'SIU', 'KOF', '{plan}', 'Aftaler om praktik', $2, '2026-1', 'da', '{citizen}', $3, $4, 'withdrawn', $4, $5, 1) returning id
            """, _karina.Value, First.AddMonths(3), _database.MajaId.Value, First.AddDays(1), First.AddDays(2));
        var share = (await _database.SendAsync(KarinaDatabase.Maja, new Application.Consent.SharePlan(
            _karina, plan, "AHL", ShareGround.EssentialImportance, "Sygeplejen skal kunne lægge besøg uden om (§ 28).", First.AddMonths(3)))).Value;
        _database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new Application.Consent.StopSharing(_karina, share, 1))).Succeeded);
        _database.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var (day, isShared) in new[] { (0, false), (1, true), (2, false) })
        {
            var known = await PlanAsync(KarinaDatabase.Maja, First.AddDays(day));
            Assert.Equal((day, isShared), (day, known.Plans.Single(one => one.Key == plan).SharedWith.Any(one => one.Area == "Aktiv Hele Livet")));
            Assert.Equal((day, day == 0 ? (bool?)null : isShared), (day, known.Consents.SingleOrDefault(one => one.Key.Id == consent.ToString())?.IsLive));
        }
        Assert.DoesNotContain((await PlanAsync(KarinaDatabase.Dorte, First.AddDays(1))).Plans, one => one.Key == plan);
    }

    [Fact]
    public async Task Codes_are_told_by_their_names()
    {
        await TellAsync(social =>
        {
            var goal = social["goals"]![0]!;
            (goal["theme"], goal["direction"], goal["origin"], goal["status"]) = ("economy", "maintain", "joint", "achieved");
            (social["plans"]![0]!["status"], social["plans"]![0]!["type"]) = ("underReview", "SUL119");
            (social["interventions"]![0]!["purposeGroup"], social["interventions"]![0]!["demands"]) = ("mentoring", new JsonArray("crowds", "night-work"));
            (Appointment(social)["mode"], Appointment(social)["status"]) = ("phone", "held");
            social["network"]![0]!["portal"] = "full";
            (social["consents"]![0]!["kind"], social["consents"]![0]!["to"]) = ("gdprConsent", new JsonArray("AKB", "AHL"));
            social["contacts"]![1]!["coordinator"] = JsonNode.Parse("""{"kind":"deputy","from":"2026-10-05","mandate":["grant","pauseIntervention"]}""");
        });
        var told = (await HistoryAsync(KarinaDatabase.Maja, null)).SelectMany(line => line.Fields).Select(field => (field.Name, field.After)).ToHashSet();
        Assert.All(
            [
            ("theme", "Økonomi"),
            ("direction", "bevare"),
            ("origin", "fælles"),
            ("status", "nået"),
            ("status", "til opfølgning"),
            ("status", "holdt"),
            ("purpose_group", "Mentor"),
            ("demands", "Mange mennesker, Natarbejde"),
            ("mode", "telefon"),
            ("portal", "fuld adgang"),
            ("kind", "samtykke efter databeskyttelsesforordningen"),
            ("coordinator_mandate", "bevilge, sætte en indsats i bero"),
            ("to_areas", "Alle Kan Bidrage, Aktiv Hele Livet"),
            ],
            ((string, string?) field) => Assert.Contains(field, told));
    }

    private static JsonNode Appointment(JsonNode social) => social["appointments"]![0]!;

    private async Task TellAsync(Action<JsonNode> change, int days = 1)
    {
        _database.Clock.Advance(TimeSpan.FromDays(days));
        change(_document);
        _document["exportedAt"] = _database.Clock.GetUtcNow().AddHours(days == 0 ? 0 : -1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(_document));
        Assert.Equal(0, (await _database.SendAsync(new ImportDocuments(stream, DocumentFormat.One, ImportOrigin.Console))).Value.Rejected);
    }

    private Task<SharedPlanView> PlanAsync(Caller caller, DateOnly? day) => _database.SendAsync(caller, new OpenSharedPlan(_karina, day, null, Language.Da));

    private async Task<List<string>> TitlesAsync(Caller caller, DateOnly? day) =>
        [.. (await PlanAsync(caller, day)).Appointments.Select(one => one.Title).OfType<string>().Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<HistoryLine>> HistoryAsync(Caller caller, string? what) =>
        (await _database.SendAsync(caller, new OpenHistory(_karina, First.AddDays(-1), First.AddDays(30), what, 1, Language.Da))).Lines;
}
