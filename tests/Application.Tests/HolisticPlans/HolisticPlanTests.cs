using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Proposals;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.HolisticPlans;

public sealed class HolisticPlanTests : HolisticPlanDatabase
{
    [Fact]
    public async Task It_takes_effect_when_the_areas_and_the_citizen_have_said_yes_and_not_before()
    {
        await BeginAsync(Own, Theirs);
        Assert.Equal(["holistic.areaNotAgreed", "holistic.noConsent"], (await OpenAsync()).Missing);
        Assert.Equal(HolisticRefusals.AreaNotAgreed, (await PutInForceAsync()).Refusal);
        var asked = await AskAsync();
        await AreaSaysAsync(asked, ProposalAct.Decline);
        Assert.Contains("holistic.areaNotAgreed", (await OpenAsync()).Missing);
        await AreaSaysAsync(await AskAsync(), ProposalAct.Accept);
        Assert.Equal(["holistic.noConsent"], (await OpenAsync()).Missing);
        await ConsentAsync(yes: false);
        Assert.Equal(HolisticRefusals.NoConsent, (await PutInForceAsync()).Refusal);
        Assert.Equal(PlanStatus.Active, (await LineAsync(KarinaDatabase.Lene, Own)).Status);
        await ConsentAsync();
        Assert.Empty((await OpenAsync()).Missing);
        Assert.True((await PutInForceAsync()).Succeeded);
        Assert.Equal((HolisticPlanState.InForce, Testing.Database.Today), ((await OpenAsync()).State, (await OpenAsync()).InForceOn));
    }

    [Fact]
    public async Task The_plans_it_replaces_stay_readable_as_replaced_and_what_stood_in_them_stands_in_it_once()
    {
        var before = await PlanAsync(KarinaDatabase.Lene);
        await InForceAsync();
        var view = await PlanAsync(KarinaDatabase.Lene);
        foreach (var key in new[] { Own, Theirs, Written })
        {
            var line = view.Plans.Single(plan => plan.Key == key);
            Assert.Equal((PlanStatus.Replaced, false, "Helhedsorienteret plan", Testing.Database.Today), (line.Status, line.IsActive, line.ReplacedBy, line.ReplacedOn));
            Assert.NotNull(line.Title);
        }
        Assert.Equal(("Helhedsorienteret plan", true, "Lene Test Holm"), (view.Plans.Single(plan => plan.Key == Whole).Title, view.Plans.Single(plan => plan.Key == Whole).IsActive, view.Plans.Single(plan => plan.Key == Whole).Owner));
        string?[] Active(SharedPlanView of) => [.. of.Goals.Where(goal => goal.IsActive && goal.Text is not null).Select(goal => goal.Text).Order()];
        Assert.Equal(Active(before), Active(view));
        Assert.NotEmpty(Active(view));
        Assert.Equal(("replaced", PlanStatus.Replaced), (
            await Database.ScalarAsync<string>("select status from all_plans where source = 'social' and id = 'P2'"), (await LineAsync(KarinaDatabase.Maja, Theirs)).Status));
        Assert.Equal("active", await Database.ScalarAsync<string>("select status from plans where source = 'social' and id = 'P2'"));
    }

    [Fact]
    public async Task Nothing_clashes_that_did_not_before_and_no_conflict_is_about_a_plan_that_is_replaced()
    {
        await InForceAsync();
        await Database.RecheckAsync();
        Assert.Equal(0L, await Database.ScalarAsync<long>(
            "select count(*) from conflicts where is_found and subject_key ~ '(^|[+>/])(P1|P2)($|[+>/])'"));
        Assert.Equal(0L, await Database.ScalarAsync<long>("select count(*) from conflicts where is_found and rule = 'plan.replacedStillActive'"));
        // The help itself is there once: as what it was taken from, and as itself in the new plan, would be support from two places.
        var live = (await PlanAsync(KarinaDatabase.Lene)).Interventions.Where(one => one.Plan == Whole).Select(one => one.Title).ToList();
        Assert.NotEmpty(live);
        Assert.Equal(live.Count, live.Distinct().Count());
    }

    [Fact]
    public async Task A_replaced_plan_and_what_stands_in_it_is_written_in_by_nobody()
    {
        await InForceAsync();
        foreach (var (id, values, seen) in new[] { ("plan", APlan("Andet"), 1), ("maal", AGoal(), 1), ("nyt", AGoal(), 0), ("maal", AGoal(Whole.Id), 1) })
        {
            var answer = await WriteAsync(id, values, seen);
            Assert.Equal((WriteResult.Refused, "refusal.written.replaced"), (answer.Result, Assert.Single(answer.Errors).Code));
        }
        Assert.Equal(HolisticRefusals.PlanIsReplaced, (await Database.SendAsync(KarinaDatabase.Lene, new UndoItem(Karina, WrittenKind.Goal, "AKB", "maal", 1))).Refusal);
        var choices = (await Database.SendAsync(KarinaDatabase.Lene, new OpenItem(Karina, WrittenKind.Goal, "AKB", null, Language.Da))).Choices[FieldChoices.Plans];
        Assert.Equal([Whole.Id], choices.Select(choice => choice.Value));
        Assert.Equal(WriteResult.Saved, (await WriteAsync("nyt", AGoal(Whole.Id))).Result);
    }

    [Fact]
    public async Task Nobody_proposes_to_change_a_plan_that_is_replaced()
    {
        await InForceAsync();
        Assert.Equal(HolisticRefusals.PlanIsReplaced, (await Database.SendAsync(
            KarinaDatabase.Lene, new ProposeChange(Karina, "plans", Theirs, "Flyt opfølgningen en uge."))).Refusal);
    }

    [Fact]
    public async Task It_begins_and_ends_on_its_own_page_alone()
    {
        await InForceAsync();
        var ended = Values(WrittenKind.Plan, ("title", "Helhedsorienteret plan"), ("type", "HOP"), ("from", "2026-10-05"), ("status", "completed"), ("sensitivity", "normal"));
        Assert.Equal("refusal.written.holistic", Assert.Single((await WriteAsync(Whole.Id, ended, 1)).Errors).Code);
        Assert.Equal("refusal.written.holistic", Assert.Single((await WriteAsync("en-til", ended.With("status", "active"))).Errors).Code);
        Assert.Equal(WriteResult.Saved, (await WriteAsync(Whole.Id, ended.With("status", "underReview").With("nextFollowUp", "2027-02-01"), 1)).Result);
        Assert.DoesNotContain(
            (await Database.SendAsync(KarinaDatabase.Lene, new OpenItem(Karina, WrittenKind.Plan, "AKB", null, Language.Da))).Choices[FieldChoices.PlanTypes], type => type.Value == "HOP");
    }

    [Theory]
    [InlineData("insert into written_items (citizen_id, source, kind, id, version, area, content, written_by, written_at) select citizen_id, source, kind, id, 2, area, content, written_by, now() from written_items where id = 'plan'")]
    [InlineData("insert into written_items (citizen_id, source, kind, id, version, area, content, written_by, written_at) select citizen_id, source, kind, 'nyt', 1, area, content, written_by, now() from written_items where id = 'maal'")]
    [InlineData("insert into written_items (citizen_id, source, kind, id, version, area, content, is_removed, written_by, written_at) select citizen_id, source, kind, id, 2, area, content, true, written_by, now() from written_items where kind = 'plans' and id <> 'plan'")]
    [InlineData("update plans set title = 'Andet' where source = 'sammenhaeng-akb' and id = 'plan'")]
    [InlineData("delete from holistic_plans")]
    [InlineData("truncate holistic_plan_texts")]
    [InlineData("update holistic_plan_texts set text = 'x'")]
    [InlineData("delete from holistic_plan_replacements")]
    [InlineData("update holistic_plan_replacements set until_on = from_on")]
    [InlineData("update holistic_plans set reason = reason || ' Og mere.'")]
    [InlineData("update holistic_plans set state = 'draft', in_force_on = null, in_force_by = null")]
    [InlineData("insert into holistic_plans (id, citizen_id, lead_area, state, is_complex, is_compound, has_several_plans, needs_coordination, reason, started_by, started_at, taken_over, revision) select gen_random_uuid(), citizen_id, lead_area, 'draft', false, false, false, false, '', started_by, now(), '{}', 1 from holistic_plans")]
    public async Task The_database_locks_what_is_replaced_and_keeps_what_was(string change)
    {
        await InForceAsync();
        await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(change));
    }

    private static readonly string[] Tests = ["is_complex", "is_compound", "has_several_plans", "needs_coordination"];

    [Fact]
    public async Task The_database_looks_once_more_before_it_takes_effect()
    {
        await BeginAsync(Own, Theirs);
        await ConsentAsync();
        await RefusedAsync("", "holistic_plan_areas_agree");
        var day = await Database.ScalarAsync<DateTime>("select next_follow_up::timestamp from holistic_plans");
        foreach (var (change, back) in Tests.Select(test => ($"{test} = false", $"{test} = true")).Concat(
            [("next_follow_up = null", $"next_follow_up = '{day:yyyy-MM-dd}'"), ("reason = 'Kort'", $"reason = '{Reason}'")]))
        {
            await RefusedAsync(change, "holistic_plan_tests_are_met");
            await Database.ExecuteAsync($"update holistic_plans set {back}");
        }
        await Database.ExecuteAsync("delete from holistic_plan_replacements");
        await RefusedAsync("", "holistic_plan_areas_agree");
    }

    [Fact]
    public async Task To_the_database_a_yes_of_an_area_is_one_to_this_plan_of_this_citizen()
    {
        await BeginAsync(Theirs);
        await AreaSaysAsync(await AskAsync(), ProposalAct.Accept);
        await RefusedAsync("", "holistic_plan_has_consent");
        await Database.ExecuteAsync("alter table proposals disable trigger user");
        var other = await Database.ACitizenAsync("Ulla Test", "Testesen");
        foreach (var change in new[]
        {
            "target_kind = 'goals'", "target_source = 'jobcenter'", "target_id = 'P1'", $"citizen_id = '{other.Value}'", "state = 'declined'", "state = 'waiting', decided_by = null, decided_at = null",
        })
        {
            await Database.ExecuteAsync($"update proposals set {change}");
            await RefusedAsync("", "holistic_plan_areas_agree");
            await Database.ExecuteAsync(
                "update proposals set target_kind = 'plans', target_source = 'social', target_id = 'P2', citizen_id = $1, state = 'accepted', decided_by = proposed_by, decided_at = now()", Karina.Value);
        }
        await RefusedAsync("", "holistic_plan_has_consent");
    }

    [Fact]
    public async Task Without_a_consent_to_this_plan_the_database_lets_it_take_no_effect()
    {
        await BeginAsync(Own);
        await RefusedAsync("", "holistic_plan_has_consent");
        await ConsentAsync(yes: false);
        await RefusedAsync("", "holistic_plan_has_consent");
        await ConsentAsync();
        await Database.ExecuteAsync("alter table consent_records disable trigger user");
        var today = Testing.Database.Today;
        foreach (var change in new[]
        {
            $"valid_to = '{today.AddDays(-1):yyyy-MM-dd}'", $"valid_to = '{today.AddDays(9):yyyy-MM-dd}', given_on = '{today.AddDays(1):yyyy-MM-dd}'",
            $"given_on = '{today:yyyy-MM-dd}', state = 'withdrawn', withdrawn_on = '{today:yyyy-MM-dd}', withdrawn_by = 'citizen', withdrawal_written_down_by = asked_by",
            "state = 'given', withdrawn_on = null, withdrawn_by = null, withdrawal_written_down_by = null, to_area = 'SIU', holistic_plan_id = null, kind = 'gdprConsent'",
        })
        {
            await Database.ExecuteAsync($"update consent_records set {change} where given_on is not null");
            await RefusedAsync("", "holistic_plan_has_consent");
        }
    }

    private async Task RefusedAsync(string change, string constraint)
    {
        if (change.Length > 0)
        {
            await Database.ExecuteAsync($"update holistic_plans set {change}");
        }
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => Database.ExecuteAsync("update holistic_plans set state = 'inForce', in_force_on = $1, in_force_by = started_by", Testing.Database.Today));
        Assert.Equal(constraint, refused.ConstraintName);
    }

    [Fact]
    public async Task What_a_system_tells_of_a_replaced_plan_is_taken_in_and_brings_it_to_no_life()
    {
        var consent = await InForceAsync();
        var document = Sending.Case("karina", "social");
        document["exportedAt"] = "2026-10-05T09:30:00+02:00";
        document["plans"]![0]!["title"] = "Handleplan, rettet";
        Assert.Equal(1, (await Database.ImportAsync(document)).Accepted);
        var line = await LineAsync(KarinaDatabase.Maja, Theirs);
        Assert.Equal(("Handleplan, rettet", PlanStatus.Replaced), (line.Title, line.Status));
        await WithdrawAsync(consent);
        Assert.Equal(("Handleplan, rettet", PlanStatus.Active), ((await LineAsync(KarinaDatabase.Maja, Theirs)).Title, (await LineAsync(KarinaDatabase.Maja, Theirs)).Status));
    }

    private async Task WithdrawAsync(ConsentRecordId consent)
    {
        var revision = (await Database.SendAsync(KarinaDatabase.Lene, new OpenConsent(Karina, consent))).Revision;
        Assert.True((await Database.SendAsync(KarinaDatabase.Lene, new WithdrawConsent(Karina, consent, revision, ConsentSigners.Citizen))).Succeeded);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_and_whoever_has_not_seen_the_latest_is_told()
    {
        await BeginAsync(Own);
        await ConsentAsync();
        var seen = (await OpenAsync()).Revision;
        Assert.True((await Database.SendAsync(KarinaDatabase.Lene, new PutHolisticPlanInForce(Karina, Id, seen))).Succeeded);
        await Assert.ThrowsAsync<StaleRevisionException>(() => Database.SendAsync(KarinaDatabase.Lene, new PutHolisticPlanInForce(Karina, Id, seen)));
        await Assert.ThrowsAsync<StaleRevisionException>(() => Database.SendAsync(KarinaDatabase.Lene, new AssessHolisticPlan(Karina, Id, 0, All, Reason, [Own])));
        Assert.Equal(HolisticRefusals.NotDraft, (await PutInForceAsync()).Refusal);
        Assert.Equal(1L, await Database.ScalarAsync<long>("select count(*) from plans where type = 'HOP'"));
    }

    [Fact]
    public async Task What_it_says_is_taken_over_from_a_plan_it_replaces_and_what_it_said_is_kept()
    {
        Assert.True((await AssessAsync(KarinaDatabase.Lene, Own, Written)).Succeeded);
        var part = (await OpenAsync()).Parts.Single(one => one.Code == "ownGoals");
        Assert.Contains(part.Sources, source => source.Key == Written);
        Assert.True((await TextsAsync([], ("ownGoals", Written))).Succeeded);
        part = (await OpenAsync()).Parts.Single(one => one.Code == "ownGoals");
        Assert.Equal(("– Jeg vil arbejde igen", "Tilbage i arbejde", false), (part.Text, part.TakenFrom, part.IsMissing));
        Assert.True((await TextsAsync(new() { ["ownGoals"] = "Karina vil arbejde igen." })).Succeeded);
        Assert.Equal(2, (await OpenAsync()).Parts.Single(one => one.Code == "ownGoals").Versions.Count);
        await Assert.ThrowsAsync<AccessDeniedException>(() => TextsAsync([], ("ownGoals", Theirs)));
    }

    [Fact]
    public async Task As_long_as_it_holds_it_stays_complete_and_can_be_worded_anew()
    {
        await InForceAsync();
        Assert.Equal(HolisticRefusals.StaysComplete, (await TextsAsync(new() { ["employment"] = " " })).Refusal);
        Assert.True((await TextsAsync(new() { ["employment"] = "Praktik i ti timer." })).Succeeded);
        Assert.Equal(HolisticRefusals.NotDraft, (await AssessAsync(KarinaDatabase.Lene, Own)).Refusal);
    }

    [Fact]
    public async Task Only_plans_that_one_sees_all_of_and_the_law_names_are_replaced()
    {
        Assert.Equal(HolisticRefusals.NotReplaceable, (await AssessAsync(KarinaDatabase.Maja, Own)).Refusal);
        Assert.Equal(HolisticRefusals.NotReplaceable, (await AssessAsync(KarinaDatabase.Dorte, new ItemKey("sundhed", "P3"))).Refusal);
        Assert.Equal(HolisticRefusals.NotReplaceable, (await AssessAsync(KarinaDatabase.Lene, new ItemKey("skole-familie", "P4"))).Refusal);
        await Assert.ThrowsAsync<AccessDeniedException>(() => AssessAsync(KarinaDatabase.Stranger, Own));
        Assert.Equal([Own, Theirs, Written], (await OpenAsync()).Plans.Select(plan => plan.Key).OrderBy(key => key.Source, StringComparer.Ordinal).ThenBy(key => key.Id, StringComparer.Ordinal).OrderBy(key => key == Written));
    }
}
