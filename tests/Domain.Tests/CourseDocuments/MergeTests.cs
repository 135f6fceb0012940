using CsCheck;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

public sealed class MergeTests
{
    private const string First = "2026-10-01T04:00:00+02:00";
    private const string Second = "2026-10-02T04:00:00+02:00";
    private const string Third = "2026-10-03T04:00:00+02:00";

    [Fact]
    public void A_snapshot_ends_what_it_leaves_out_and_keeps_its_plans_as_completed()
    {
        var course = Merge(
            Snapshot(First).With("/plans", Plans("P1", "P2")).With("/goals", Goals("G1", "P2")),
            Snapshot(Second).With("/plans", Plans("P1")));

        Assert.Equal(["P1 Active 2026-01-01..", "P2 Completed 2026-01-01..2026-10-02"], PlansOf(course));
        Assert.Equal(0, course.Goals.Count);
    }

    [Theory]
    [InlineData("\"2026-09-15\"", "2026-09-15")]
    [InlineData("\"2026-10-02\"", "2026-10-02")]
    [InlineData("\"2027-01-01\"", "2026-10-02")]
    [InlineData("null", "2026-10-02")]
    public void A_plan_so_ended_ends_on_the_day_of_the_export_unless_it_ended_before(string to, string end)
    {
        var course = Merge(Snapshot(First).With("/plans", Plans("P1")).With("/plans/0/to", to), Snapshot(Second));

        Assert.Equal(["P1 Completed 2026-01-01.." + end], PlansOf(course));
    }

    [Fact]
    public void The_day_of_the_export_is_local_and_no_plan_ends_before_it_begins()
    {
        var course = Merge(
            Snapshot(First).With("/plans", Plans("P1", "P2")).With("/plans/1/from", "\"2027-01-01\""),
            Snapshot("2026-10-02T22:30:00Z"));

        Assert.Equal(["P1 Completed 2026-01-01..2026-10-03", "P2 Completed 2027-01-01..2027-01-01"], PlansOf(course));
    }

    [Fact]
    public void What_has_ended_may_be_told_again()
    {
        var course = Merge(Snapshot(First).With("/plans", Plans("P1")), Snapshot(Second), Patch(Third).With("/plans", Plans("P1")));

        Assert.Equal(["P1 Active 2026-01-01.."], PlansOf(course));
    }

    [Fact]
    public void A_patch_adds_and_changes_and_ends_nothing()
    {
        var course = Merge(
            Snapshot(First).With("/plans", Plans("P1", "P2")),
            Patch(Second).With("/plans", Plans("P2", "P3")).With("/plans/0/status", "\"underReview\""));

        Assert.Equal(["P1 Active 2026-01-01..", "P2 UnderReview 2026-01-01..", "P3 Active 2026-01-01.."], PlansOf(course));
    }

    [Fact]
    public void A_document_older_than_the_last_snapshot_of_its_source_is_ignored()
    {
        var merge = new CourseMerge();

        Assert.Equal(MergeResult.Merged, merge.Add(Snapshot(Second).Document(), out _));
        Assert.Equal(MergeResult.Older, merge.Add(Patch(First).With("/plans", Plans("P1")).Document(), out _));
        Assert.Equal(MergeResult.Older, merge.Add(Snapshot(First).With("/plans", Plans("P1")).Document(), out _));
        Assert.Equal(MergeResult.Merged, merge.Add(Snapshot(First, "sundhed").With("/plans", Plans("P1")).Document(), out _));
        Assert.Equal(MergeResult.Merged, merge.Add(Patch(Second).With("/plans", Plans("P2")).Document(), out _));
        Assert.Equal(["P1 Active 2026-01-01..", "P2 Active 2026-01-01.."], PlansOf(Course(merge)));
    }

    [Fact]
    public void Of_an_item_the_latest_export_wins_whatever_came_first()
    {
        var older = Patch(First).With("/plans", Plans("P1", "P2")).With("/plans/0/status", "\"draft\"").With("/plans/1/status", "\"draft\"");
        var newer = Patch(Second).With("/plans", Plans("P1")).With("/plans/0/sharedWith", "[{\"area\":\"AKB\",\"ground\":\"consent\"}]");

        var course = Merge(newer, older);

        Assert.Equal(["P1 Active 2026-01-01..", "P2 Draft 2026-01-01.."], PlansOf(course));
        Assert.Equal("P1", course.Shares[0].PlanId);
        Assert.Equal(1, course.Shares.Count);
    }

    [Fact]
    public void A_late_snapshot_leaves_alone_what_a_later_patch_told()
    {
        var course = Merge(
            Patch(First).With("/plans", Plans("P0")),
            Patch(Third).With("/plans", Plans("P1")),
            Snapshot(Second).With("/plans", Plans("P1", "P2")).With("/plans/0/status", "\"draft\""));

        Assert.Equal(["P0 Completed 2026-01-01..2026-10-02", "P1 Active 2026-01-01..", "P2 Active 2026-01-01.."], PlansOf(course));
    }

    [Fact]
    public void An_item_told_again_has_the_parts_it_is_told_with()
    {
        var shared = "[{\"area\":\"AKB\",\"ground\":\"consent\"},{\"area\":\"AHL\",\"ground\":\"consent\"}]";
        var course = Merge(
            Snapshot(First).With("/plans", Plans("P1")).With("/plans/0/sharedWith", shared),
            Patch(Second).With("/plans", Plans("P1")).With("/plans/0/sharedWith", "[{\"area\":\"LOT\",\"ground\":\"consent\"}]"));

        Assert.Equal(["LOT"], course.Shares.Span.ToArray().Select(share => share.Area));
    }

    [Fact]
    public void One_source_does_not_end_what_another_tells_even_under_the_same_id()
    {
        var course = Merge(Snapshot(First).With("/plans", Plans("P1")), Snapshot(Second, "sundhed").With("/plans", Plans("P1")), Snapshot(Third, "region"));

        Assert.Equal(["P1 Active 2026-01-01..", "P1 Active 2026-01-01.."], PlansOf(course));
    }

    [Fact]
    public void A_household_is_replaced_as_a_whole_and_ended_by_a_snapshot_without_one()
    {
        var network = """[{ "id": "mor", "name": "M Test", "relation": "Mor" }, { "id": "far", "name": "F Test", "relation": "Far" }]""";
        var first = Snapshot(First).With("/network", network).With("/household", Household("mor", "far"));
        var second = Patch(Second).With("/household", Household("far"));

        Assert.Equal(["far"], Parties(Merge(first, second)));
        Assert.Equal(["mor", "far"], Parties(Merge(first, Patch(Second))));
        Assert.Equal([], Parties(Merge(first, second, Snapshot(Third).With("/network", network))));
        Assert.Equal([], Parties(Merge(first, Patch(Second).With("/household", Household()))));
        Assert.Equal(["far"], Parties(Merge(Patch(First).With("/network", network), Patch(Third).With("/household", Household("far")), Patch(Second).With("/household", Household("mor")))));
    }

    [Fact]
    public void A_reference_may_point_to_what_was_sent_before_also_when_it_has_ended()
    {
        var merge = new CourseMerge();
        var goal = Patch(Third).With("/goals", Goals("G1", "P1")).Document();

        Assert.Equal(MergeResult.Refused, merge.Add(goal, out var errors));
        Assert.Equal("/goals/0/plan reference.unknown", errors[0].Path + " " + errors[0].Code);
        merge.Add(Snapshot(First, "sundhed").With("/plans", Plans("P1")).Document(), out _);
        Assert.Equal(MergeResult.Refused, merge.Add(goal, out _));
        merge.Add(Snapshot(First).With("/plans", Plans("P1")).Document(), out _);
        merge.Add(Snapshot(Second).Document(), out _);
        Assert.Equal(MergeResult.Merged, merge.Add(goal, out _));
        Assert.Equal(1, Course(merge).Goals.Count);
    }

    [Fact]
    public void An_intervention_left_in_an_ended_plan_is_found_without_a_plan_after_a_week()
    {
        var course = Merge(
            Snapshot(First).With("/plans", Plans("P1")).With("/interventions", Interventions),
            Snapshot(Second).With("/interventions", Interventions));

        Assert.Empty(Fingerprints(course, "2026-10-09", "intervention.noPlan"));
        Assert.Equal(["intervention.noPlan:I1"], Fingerprints(course, "2026-10-10", "intervention.noPlan"));
    }

    [Fact]
    public void A_share_whose_consent_is_left_out_has_no_ground()
    {
        var consent = """[{ "id": "S1", "kind": "gdprConsent", "from": ["SIU"], "to": ["AKB"], "categories": ["plan"], "purpose": "x", "givenBy": "citizen", "givenAt": "2026-01-01" }]""";

        Assert.Empty(Fingerprints(Merge(Shared(First).With("/consents", consent)), "2026-10-05", "consent.breach"));
        Assert.Equal(
            ["consent.breach:P1>AKB"],
            Fingerprints(Merge(Shared(First).With("/consents", consent), Shared(Second)), "2026-10-05", "consent.breach"));

        static ADocument Shared(string at) => Snapshot(at).With("/plans", Plans("P1")).With("/plans/0/sharedWith", "[{\"area\":\"AKB\",\"ground\":\"consent\"}]");
    }

    [Fact]
    public void Another_citizen_or_another_birth_date_is_refused()
    {
        var merge = new CourseMerge();
        merge.Add(Snapshot(First).Document(), out _);

        Assert.Equal(MergeResult.Refused, merge.Add(Snapshot(Second, "sundhed").WithText("/citizen/birthDate", "1884-03-14").Document(), out var errors));
        Assert.Equal("/citizen/birthDate cpr.otherBirthDate", errors[0].Path + " " + errors[0].Code);
        Assert.Equal(MergeResult.Refused, merge.Add(Snapshot(Second, "sundhed").WithText("/citizen/cpr", "1403849903").Document(), out errors));
        Assert.Equal("/citizen/cpr cpr.otherCitizen", errors[0].Path + " " + errors[0].Code);
        Assert.Equal(MergeResult.Merged, merge.Add(Snapshot(Second, "sundhed").WithText("/citizen/cpr", "140384-9902").Document(), out _));
    }

    [Fact]
    public void Home_and_limits_are_told_last_protection_is_the_strictest_and_the_dates_are_the_latest()
    {
        var social = Snapshot(Second).With("/citizen/homePlace", "\"A\"").With("/citizen/protection", "\"nameAndAddress\"")
            .With("/citizen/lastContactOn", "\"2026-09-01\"").With("/citizen/coordinatorDeclinedUntil", "\"2026-11-01\"")
            .With("/citizen/limits", "{\"inPersonPerWeek\":3}");
        var health = Snapshot(First, "sundhed").With("/citizen/homePlace", "\"B\"").With("/citizen/protection", "\"threat\"")
            .With("/citizen/lastContactOn", "\"2026-09-20\"").With("/citizen/coordinatorDeclinedUntil", "\"2026-10-01\"")
            .With("/citizen/limits", "{\"inPersonPerDay\":1,\"prefersBundledDays\":true}");

        var citizen = Merge(social, health).Citizen;

        Assert.Equal(("A", Protection.Threat), (citizen.HomePlace, citizen.Protection));
        Assert.Equal((new DateOnly(2026, 9, 20), new DateOnly(2026, 11, 1)), (citizen.LastContactOn, citizen.CoordinatorDeclinedUntil));
        Assert.Equal((3, null, null, false), (citizen.InPersonPerWeek, citizen.InPersonPerDay, citizen.ActiveContacts, citizen.PrefersBundledDays));
        Assert.Equal(new DateOnly(1984, 3, 14), citizen.BirthDate);
    }

    [Fact]
    public void A_fact_left_out_is_no_longer_told_after_a_snapshot_and_stays_after_a_patch_but_limits_stay()
    {
        var told = Snapshot(First).With("/citizen/homePlace", "\"A\"").With("/citizen/protection", "\"threat\"")
            .With("/citizen/lastContactOn", "\"2026-09-01\"").With("/citizen/limits", "{\"inPersonPerWeek\":3}");

        Assert.True(Merge(told, Snapshot(Second)).Citizen is { HomePlace: null, Protection: Protection.None, LastContactOn: null, InPersonPerWeek: 3 });
        Assert.True(Merge(told, Patch(Second)).Citizen is { HomePlace: "A", Protection: Protection.Threat, LastContactOn: not null, InPersonPerWeek: 3 });
        Assert.True(Merge(told, Patch(Second).With("/citizen/homePlace", "null")).Citizen is { HomePlace: null });
        Assert.True(Merge(told, Patch(Second).With("/citizen/limits", "{}")).Citizen is { InPersonPerWeek: null });
        Assert.True(Merge(told, Patch(Third, "sundhed").With("/citizen/homePlace", "null")).Citizen is { HomePlace: null });
        Assert.True(Merge(told, Patch(Third, "sundhed")).Citizen is { HomePlace: "A" });
        Assert.True(Merge(Patch(Second).With("/citizen/homePlace", "\"A\""), Patch(First).With("/citizen/homePlace", "\"B\"")).Citizen is { HomePlace: "A" });
        Assert.True(Merge(told, Patch(First, "sundhed").With("/citizen/homePlace", "\"B\"")).Citizen is { HomePlace: "B" });
        Assert.True(Merge(told, Patch(First, "region").With("/citizen/homePlace", "\"B\"")).Citizen is { HomePlace: "A" });
    }

    [Fact]
    public void Telling_everything_again_in_order_changes_nothing_and_patches_may_come_in_any_order()
    {
        var documents = Gen.Select(Gen.Int[0, 1], Gen.Int[1, 9], Gen.Int[0, 15], Gen.Bool, (source, day, plans, snapshot) =>
            ADocument.Bare(source == 0 ? "social" : "sundhed", snapshot ? "snapshot" : "patch", $"2026-10-0{day}T12:00:00Z")
                .With("/plans", Plans([.. Enumerable.Range(0, 4).Where(i => (plans & (1 << i)) != 0).Select(i => "P" + i)]))
                .With("/citizen/homePlace", $"\"H{plans}\"").Document()).Array[1, 8];

        documents.Sample(sequence =>
        {
            var once = Described(sequence);
            Assert.Equal(once, Described([.. sequence, .. sequence.Reverse().TakeWhile((_, i) => i == 0)]));
            var patches = sequence.Where(document => document.Mode == DocumentMode.Patch).DistinctBy(document => (document.Source, document.ExportedAt)).ToArray();
            Assert.Equal(Described(patches), Described([.. patches.Reverse()]));
        }, iter: 500);

        static string Described(CourseDocument[] sequence)
        {
            var merge = new CourseMerge();
            foreach (var document in sequence)
            {
                merge.Add(document, out _);
            }
            var course = Course(merge);
            return string.Join(" | ", PlansOf(course).Append(course.Citizen.HomePlace));
        }
    }

    private const string Interventions =
        """[{ "id": "I1", "plan": "P1", "title": "x", "purposeGroup": "mentoring", "from": "2026-01-01", "status": "active" }]""";

    private static ADocument Snapshot(string at, string source = "social") => ADocument.Bare(source, "snapshot", at);

    private static ADocument Patch(string at, string source = "social") => ADocument.Bare(source, "patch", at);

    private static string Plans(params string[] ids) => "[" + string.Join(',', ids.Select(id =>
        $$"""{ "id": "{{id}}", "type": "SEL85", "title": "x", "status": "active", "from": "2026-01-01" }""")) + "]";

    private static string Goals(string id, string plan) =>
        $$"""[{ "id": "{{id}}", "plan": "{{plan}}", "theme": "health", "direction": "develop", "origin": "joint", "text": "x" }]""";

    private static string Household(params string[] parties) => "{ \"residences\": [" + string.Join(',', parties.Select(party =>
        $$"""{ "party": "{{party}}", "place": "HER", "weeks": "even" }""")) + "] }";

    private static CourseBuilder Merge(params ADocument[] documents)
    {
        var merge = new CourseMerge();
        foreach (var document in documents)
        {
            Assert.Equal(MergeResult.Merged, merge.Add(document.Document(), out _));
        }
        return Course(merge);
    }

    private static CourseBuilder Course(CourseMerge merge)
    {
        var course = new CourseBuilder();
        merge.Fill(course);
        return course;
    }

    private static string[] PlansOf(CourseBuilder course) =>
        [.. course.Plans.Span.ToArray().OrderBy(plan => plan.Key.Id).ThenBy(plan => plan.Key.Source, StringComparer.Ordinal)
            .Select(plan => $"{plan.Key.Id} {plan.Status} {plan.Period.From:yyyy-MM-dd}..{plan.Period.End:yyyy-MM-dd}")];

    private static string[] Parties(CourseBuilder course) => [.. course.Residences.Span.ToArray().Select(residence => residence.PartyId)];

    private static IEnumerable<string> Fingerprints(CourseBuilder course, string asOf, string rule) =>
        new Conflicts.ConflictEngine().Judge(course.Build(DateOnly.Parse(asOf), Application.Reference.SeedReference.Snapshot))
            .Where(finding => finding.Rule == rule).Select(finding => finding.Fingerprint);
}
