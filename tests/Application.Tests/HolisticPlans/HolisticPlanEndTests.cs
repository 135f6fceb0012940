using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.History;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Proposals;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.HolisticPlans;

public sealed class HolisticPlanEndTests : HolisticPlanDatabase
{
    [Fact]
    public async Task In_the_moment_the_citizen_takes_the_yes_back_it_ends_and_the_others_are_written_in_again()
    {
        var before = await PlanAsync(KarinaDatabase.Lene);
        var consent = await InForceAsync();
        await Database.DispatchAsync();
        var mine = Assert.Single((await Database.SendAsync(Herself, new OpenOwnConsents(Karina))).Consents, one => one.Id == consent);
        Assert.True(mine is { IsOfPlan: true, CanWithdraw: true });
        Assert.True((await Database.SendAsync(Herself, new WithdrawOwnConsent(Karina, consent, mine.Revision))).Succeeded);

        var view = await OpenAsync();
        Assert.Equal((HolisticPlanState.Ended, HolisticPlanEnd.ConsentWithdrawn, Testing.Database.Today), (view.State, view.EndedWhy, view.EndedOn));
        var plans = await PlanAsync(KarinaDatabase.Lene);
        Assert.All([Own, Theirs, Written], key => Assert.Equal((PlanStatus.Active, null), (plans.Plans.Single(plan => plan.Key == key).Status, plans.Plans.Single(plan => plan.Key == key).ReplacedBy)));
        Assert.Equal(PlanStatus.Completed, plans.Plans.Single(plan => plan.Key == Whole).Status);
        Assert.Equal(before.Goals.Select(goal => goal.Text).Order(), plans.Goals.Select(goal => goal.Text).Order());
        Assert.Equal(before.Interventions.Select(one => one.Key.Id).Order(), plans.Interventions.Select(one => one.Key.Id).Order());
        Assert.Equal(WriteResult.Saved, (await WriteAsync("plan", APlan("Tilbage igen"), 1)).Result);
        Assert.Equal("refusal.written.holistic", Assert.Single((await WriteAsync("nyt", AGoal(Whole.Id))).Errors).Code);

        foreach (var by in new[] { KarinaDatabase.Lene, KarinaDatabase.Dorte })
        {
            // Everything happened in one moment here, and fills more than a page.
            var lines = new List<HistoryLine>();
            for (var page = 1; page == 1 || lines.Count == (page - 1) * OpenHistory.Size; page++)
            {
                lines.AddRange((await Database.SendAsync(by, new OpenHistory(Karina, Testing.Database.Today, Testing.Database.Today, null, page, Language.Da))).Lines);
            }
            Assert.Equal(["began", "ended"], lines.Where(line => line.Kind == HistoryKind.Holistic).Select(line => line.What).Order());
        }

        await Database.DispatchAsync();
        Assert.Equal((1L, 1L), (await ToldAsync("maja", "holisticPlanEnded"), await ToldAsync("lene", "holisticPlanEnded")));
        Assert.Equal((1L, 0L), (await ToldAsync("maja", "holisticPlanInForce"), await ToldAsync("lene", "holisticPlanInForce")));
    }

    [Fact]
    public async Task What_was_first_written_in_it_stays_and_is_found_to_be_help_without_a_plan()
    {
        var consent = await InForceAsync();
        Assert.Equal(WriteResult.Saved, (await WriteAsync("nyt", Values(
            WrittenKind.Intervention, ("plan", Whole.Id), ("title", "Mentor"), ("purposeGroup", "everydayStructure"), ("from", "2026-09-01"), ("status", "active")))).Result);
        await WithdrawAsync(consent);
        var seen = await Database.SendAsync(KarinaDatabase.Lene, new Application.Plans.OpenSharedPlan(Karina, Testing.Database.Today.AddDays(8), null, Language.Da));
        Assert.Contains(seen.Conflicts, line => line.Rule == "intervention.noPlan" && line.Fingerprint == "intervention.noPlan:nyt");
    }

    [Fact]
    public async Task On_a_day_it_held_the_plan_is_known_to_have_held_whatever_is_so_now()
    {
        Database.Clock.Advance(TimeSpan.FromDays(1));
        await InForceAsync();
        Database.Clock.Advance(TimeSpan.FromDays(2));
        Assert.True((await Database.SendAsync(KarinaDatabase.Lene, new EndHolisticPlan(Karina, Id, (await OpenAsync()).Revision))).Succeeded);
        Database.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var (day, status, holds) in new (int, PlanStatus?, bool?)[] { (0, PlanStatus.Active, null), (1, PlanStatus.Replaced, true), (2, PlanStatus.Replaced, true), (3, PlanStatus.Active, false) })
        {
            var seen = await Database.SendAsync(KarinaDatabase.Lene, new OpenSharedPlan(Karina, Testing.Database.Today.AddDays(day), null, Language.Da));
            Assert.Equal((day, status, holds), (day, seen.Plans.Single(plan => plan.Key == Own).Status, seen.Content?.Holistic is { } holistic ? holistic.EndedOn is null : (bool?)null));
        }
    }

    [Fact]
    public async Task A_consent_that_is_renewed_ends_nothing_and_one_that_runs_out_does()
    {
        await InForceAsync();
        await ConsentAsync();
        Assert.Equal(HolisticPlanState.InForce, (await OpenAsync()).State);
        Assert.Equal(1L, await Database.ScalarAsync<long>("select count(*) from consent_records where state = 'given' and holistic_plan_id is not null"));
        await RunJobAsync();
        Assert.Equal(HolisticPlanState.InForce, (await OpenAsync()).State);
        await Database.ExecuteAsync("alter table consent_records disable trigger consent_records_stay");
        await Database.ExecuteAsync("update consent_records set valid_to = $1 where holistic_plan_id is not null", Testing.Database.Today.AddDays(-1));
        await Database.ExecuteAsync("alter table consent_records enable trigger consent_records_stay");
        await RunJobAsync();
        Assert.Equal((HolisticPlanState.Ended, HolisticPlanEnd.ConsentWithdrawn), ((await OpenAsync()).State, (await OpenAsync()).EndedWhy));
        Assert.Equal(PlanStatus.Active, (await LineAsync(KarinaDatabase.Lene, Own)).Status);
    }

    [Fact]
    public async Task Ended_by_the_area_the_consent_ends_with_it_and_another_can_begin()
    {
        var consent = await InForceAsync();
        Assert.Equal(HolisticRefusals.NotYourArea, (await Database.SendAsync(KarinaDatabase.Maja, new EndHolisticPlan(Karina, Id, (await OpenAsync()).Revision))).Refusal);
        Assert.Equal(HolisticPlanState.Ended, (await Database.SendAsync(KarinaDatabase.Lene, new EndHolisticPlan(Karina, Id, (await OpenAsync()).Revision))).Value);
        Assert.Equal(HolisticPlanEnd.Finished, (await OpenAsync()).EndedWhy);
        Assert.Equal(ConsentState.Withdrawn, (await Database.SendAsync(KarinaDatabase.Lene, new OpenConsent(Karina, consent))).State);
        Assert.Equal(PlanStatus.Active, (await LineAsync(KarinaDatabase.Lene, Own)).Status);
        await Database.DispatchAsync();
        Assert.Equal(1L, await ToldAsync("maja", "holisticPlanEnded"));
        Assert.True((await Database.SendAsync(KarinaDatabase.Lene, new AssessHolisticPlan(Karina, HolisticPlanId.New(), 0, All, Reason, [Own]))).Succeeded);
    }

    [Fact]
    public async Task The_citizen_reads_what_was_replaced_and_what_the_one_plan_says()
    {
        Assert.Null((await OwnAsync()).Holistic);
        await BeginAsync(Own);
        Assert.Null((await OwnAsync()).Holistic);
        await ConsentAsync();
        Assert.True((await PutInForceAsync()).Succeeded);
        var own = (await OwnAsync()).Holistic!;
        Assert.Equal((HolisticPlanState.InForce, Testing.Database.Today), (own.State, own.InForceOn));
        Assert.Equal("Min Plan", Assert.Single(own.Replaces)[..8]);
        Assert.Contains(own.Parts, part => part.Text == "Det om employment");
    }

    [Fact]
    public async Task An_area_that_it_is_not_between_is_told_that_there_is_one_and_no_more()
    {
        await BeginAsync(Own);
        var seen = await OpenAsync(KarinaDatabase.Dorte);
        Assert.Equal((null, true, 0, ""), (seen.Id, seen.OthersHaveOne, seen.Parts.Count, seen.Reason));
        Assert.Equal(HolisticRefusals.HasOne, (await Database.SendAsync(
            KarinaDatabase.Dorte, new AssessHolisticPlan(Karina, HolisticPlanId.New(), 0, All, Reason, []))).Refusal);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.SendAsync(KarinaDatabase.Dorte, new WriteHolisticTexts(Karina, Id, 1, new Dictionary<string, string>(), null)));
        Assert.Null((await SeenByAsync(KarinaDatabase.Dorte)).Holistic);
    }

    [Theory]
    [InlineData("AKB", 1)]
    [InlineData("SIU", 1)]
    [InlineData("AHL", 0)]
    [InlineData("LOT", 0)]
    public async Task By_the_database_alone_it_is_for_the_areas_it_is_between(string area, int plans)
    {
        await BeginAsync(Own, Theirs);
        Assert.Equal(plans, await SeenAsync(area, "holistic_plans"));
        Assert.Equal(plans > 0, await SeenAsync(area, "holistic_plan_texts") > 0);
        // That a plan is replaced is told with the plan.
        Assert.Equal(2, await SeenAsync(area, "holistic_plan_replacements"));
    }

    [Fact]
    public async Task By_the_database_alone_it_is_written_by_the_area_that_leads_it_and_in_ones_own_name()
    {
        await BeginAsync(Own, Theirs);
        await AskAsync();
        var (maja, lene) = (("SIU", Database.MajaId), ("AKB", Database.LeneId));
        string Another(string area, Domain.Staff.UserId by) =>
            $"""
            insert into holistic_plans (id, citizen_id, lead_area, state, is_complex, is_compound, has_several_plans, needs_coordination, reason, started_by, started_at, taken_over, revision)
            select gen_random_uuid(), citizen_id, '{area}', 'draft', false, false, false, false, '', '{by.Value}', now(), array[]::text[], 1 from holistic_plans
            """;
        string Text(Domain.Staff.UserId by) => $"insert into holistic_plan_texts (number, holistic_plan_id, part, text, by, at) values (900, '{Id.Value}', 'employment', 'x', '{by.Value}', now())";
        foreach (var (who, change) in new[]
        {
            (maja, Another("AKB", Database.MajaId)), (maja, Another("SIU", Database.LeneId)), (maja, Text(Database.MajaId)), (lene, Text(Database.MajaId)),
            (maja, $"insert into holistic_plan_replacements (holistic_plan_id, citizen_id, source, plan_id, type, area, is_own) values ('{Id.Value}', '{Karina.Value}', 'sundhed', 'P3', 'x', 'AHL', true)"),
        })
        {
            Assert.Equal((change, PostgresErrorCodes.InsufficientPrivilege), (change, (await Assert.ThrowsAsync<PostgresException>(() => AsAsync(who, change))).SqlState));
        }
        foreach (var change in new[] { "update holistic_plans set reason = reason || ' Og mere.'", "update holistic_plan_replacements set proposal_id = null", "delete from holistic_plan_replacements" })
        {
            Assert.Equal((change, 0), (change, await AsAsync(maja, change)));
            Assert.True(await AsAsync(lene, change) > 0, change);
        }
        Assert.Equal(1, await AsAsync(lene, Text(Database.LeneId)));
    }

    private async Task<int> SeenAsync(string area, string table)
    {
        await using var command = new NpgsqlCommand($"select count(*)::int from {table}");
        return await AsAsync((area, Database.MajaId), command, async () => (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }

    private async Task<int> AsAsync((string, Domain.Staff.UserId) who, string change)
    {
        await using var command = new NpgsqlCommand(change);
        return await AsAsync(who, command, () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Past the program: as somebody of an area who looks at Karina. Nothing of it is kept.</summary>
    private async Task<int> AsAsync((string Area, Domain.Staff.UserId User) who, NpgsqlCommand command, Func<Task<int>> act)
    {
        await using var connection = await Database.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var tell = new NpgsqlCommand(
            "select set_config('app.user', $1::text, true), set_config('app.areas', $2, true), set_config('app.close', '{}', true), set_config('app.day', $3::text, true), look_at($4)", connection, transaction)
        {
            Parameters = { new() { Value = who.User.Value }, new() { Value = $"{{{who.Area}}}" }, new() { Value = Testing.Database.Today }, new() { Value = Karina.Value } },
        })
        {
            await tell.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        (command.Connection, command.Transaction) = (connection, transaction);
        return await act();
    }

    [Fact]
    public async Task The_consent_names_the_plans_and_these_are_changed_only_after_a_no()
    {
        await BeginAsync(Own);
        var id = (await Database.SendAsync(KarinaDatabase.Lene, new AskReplacementConsent(Karina, Id, (await OpenAsync()).Revision, Language.Da))).Value;
        var text = (await Database.SendAsync(KarinaDatabase.Lene, new OpenConsent(Karina, id))).Text;
        Assert.Contains("Min Plan (Alle Kan Bidrage)", text, StringComparison.Ordinal);
        Assert.Equal(HolisticRefusals.AskedAlready, (await Database.SendAsync(KarinaDatabase.Lene, new AskReplacementConsent(Karina, Id, (await OpenAsync()).Revision, Language.Da))).Refusal);
        Assert.Equal(HolisticRefusals.ConsentNamesPlans, (await AssessAsync(KarinaDatabase.Lene, Own, Written)).Refusal);
        Assert.Equal(HolisticRefusals.ConsentWaits, (await Database.SendAsync(KarinaDatabase.Lene, new EndHolisticPlan(Karina, Id, (await OpenAsync()).Revision))).Refusal);
        await AnswerAsync(id, yes: false);
        Assert.True((await AssessAsync(KarinaDatabase.Lene, Own, Written)).Succeeded);
        Assert.Equal(HolisticPlanState.Dropped, (await Database.SendAsync(KarinaDatabase.Lene, new EndHolisticPlan(Karina, Id, (await OpenAsync()).Revision))).Value);
        Assert.Null((await OpenAsync()).Id);
    }

    [Fact]
    public async Task A_consent_between_areas_is_none_to_a_plan()
    {
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => Database.SendAsync(KarinaDatabase.Lene, new AskConsent(
            Karina, ConsentKind.PlanReplacement, "AKB", "SIU", ["plan"], "At der kan skrives én plan.", Testing.Database.Today.AddMonths(1), Language.Da)));
    }

    private async Task<Application.SharedPlans.SharedContent> OwnAsync() => (await Database.SendAsync(Herself, new OpenOwnCourse(Karina, Language.Da))).Plan.Content!;

    private async Task WithdrawAsync(ConsentRecordId consent)
    {
        var revision = (await Database.SendAsync(KarinaDatabase.Lene, new OpenConsent(Karina, consent))).Revision;
        Assert.True((await Database.SendAsync(KarinaDatabase.Lene, new WithdrawConsent(Karina, consent, revision, ConsentSigners.Citizen))).Succeeded);
    }

    private async Task RunJobAsync()
    {
        await Database.ExecuteAsync("delete from job_runs where job = 'end-lapsed-consents'");
        await using var scope = Database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("test"));
        await ActivatorUtilities.CreateInstance<EndLapsedConsentsJob>(scope.ServiceProvider).RunAsync(TestContext.Current.CancellationToken);
    }

    private Task<long> ToldAsync(string subject, string kind) => Database.ScalarAsync<long>(
        "select count(*) from notices n join users u on u.id = n.user_id where u.subject = $1 and n.kind = $2", subject, kind);
}
