using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.SharedPlans;

/// <summary>The citizen's own words, strengths and the common follow-up.</summary>
public sealed class SharedPlanTests : SharedPlanDatabase
{
    [Fact]
    public async Task What_the_citizen_writes_last_stands_first_and_what_was_said_before_is_kept_with_who_wrote_it()
    {
        await SayAsync(KarinaDatabase.Maja, "Jeg vil i arbejde igen.");
        await SayAsync(KarinaDatabase.Lene, "God til mennesker, og har sin søster.", WordsAbout.Strengths);
        Assert.True((await Database.SendAsync(Herself, new WriteOwnWords(Karina, await RevisionAsync(), "Først skal det være roligt derhjemme."))).Succeeded);

        var seen = await SeenByAsync(KarinaDatabase.Dorte);
        Assert.Equal(("Først skal det være roligt derhjemme.", (string?)null), (seen.Matters!.Text, seen.Matters.By));
        Assert.Equal(("God til mennesker, og har sin søster.", "Lene Test Holm"), (seen.Strengths!.Text, seen.Strengths.By));
        var before = Assert.Single(seen.Earlier);
        Assert.Equal(("Jeg vil i arbejde igen.", "Maja Test Lind"), (before.Text, before.By));
        var own = (await Database.SendAsync(Herself, new OpenOwnCourse(Karina, Language.Da))).Plan.Content!;
        Assert.Equal((seen.Matters, seen.Strengths), (own.Matters, own.Strengths));
    }

    [Fact]
    public async Task A_citizen_has_one_at_a_time_also_when_many_begin_it_at_once()
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                return (await Database.SendAsync(i % 2 == 0 ? KarinaDatabase.Maja : KarinaDatabase.Lene, new WriteWords(Karina, 0, WordsAbout.WhatMatters, $"Ord {i}"))).Succeeded;
            }
            catch (StaleRevisionException)
            {
                return false;
            }
        }));
        Assert.Single(begun, isFirst => isFirst);
        Assert.Equal((1L, 1L), (await CountAsync("shared_plans"), await CountAsync("shared_plan_words")));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(
            "insert into shared_plans (id, citizen_id, started_by, started_at, revision) select gen_random_uuid(), citizen_id, started_by, now(), 1 from shared_plans"));
        Assert.Equal("shared_plans_one_active", refused.ConstraintName);
    }

    [Fact]
    public async Task What_is_sent_twice_stands_once_and_who_has_seen_an_older_one_is_told()
    {
        Assert.True((await Database.SendAsync(KarinaDatabase.Maja, new WriteWords(Karina, 0, WordsAbout.WhatMatters, "Ro i hverdagen"))).Succeeded);
        Assert.True((await Database.SendAsync(KarinaDatabase.Maja, new WriteWords(Karina, 0, WordsAbout.WhatMatters, "Ro i hverdagen"))).Succeeded);
        for (var time = 0; time < 2; time++)
        {
            Assert.True((await Database.SendAsync(Herself, new WriteOwnWords(Karina, 1, "Mit eget"))).Succeeded);
            Assert.True((await Database.SendAsync(KarinaDatabase.Maja, new WriteWords(Karina, time == 0 ? 2 : 0, WordsAbout.Strengths, "Har sin søster"))).Succeeded);
            Assert.True((await Database.SendAsync(KarinaDatabase.Maja, new PlanFollowUp(Karina, 3, Testing.Database.Today.AddDays(30), Database.MajaId))).Succeeded);
        }
        Assert.Equal((3L, 1L), (await CountAsync("shared_plan_words"), await CountAsync("follow_ups")));
        await Assert.ThrowsAsync<StaleRevisionException>(() => Database.SendAsync(KarinaDatabase.Lene, new WriteWords(Karina, 1, WordsAbout.WhatMatters, "Noget andet")));
        await Assert.ThrowsAsync<StaleRevisionException>(() => Database.SendAsync(Herself, new WriteOwnWords(Karina, 0, "Noget tredje")));
    }

    [Fact]
    public async Task A_follow_up_is_planned_moved_held_and_followed_by_the_next_until_the_plan_ends()
    {
        var today = Testing.Database.Today;
        Assert.True((await PlanAsync(today.AddDays(20))).Succeeded);
        Assert.True((await PlanAsync(today.AddDays(27))).Succeeded);
        Assert.Equal(SharedPlan.NextIsPast, (await PlanAsync(today.AddDays(-1))).Refusal);
        Assert.Equal(ActiveSharedPlan.NotACaller, (await Database.SendAsync(
            KarinaDatabase.Maja, new PlanFollowUp(Karina, await RevisionAsync(), today.AddDays(30), Database.LeneId))).Refusal);
        Assert.Equal(SharedPlan.NextIsMissing, (await RecordAsync(FollowUpResult.Change, next: null)).Refusal);
        Assert.Equal(SharedPlan.HeldInFuture, (await RecordAsync(FollowUpResult.Change, today.AddDays(60), today.AddDays(1))).Refusal);
        Assert.True((await RecordAsync(FollowUpResult.Change, today.AddDays(60))).Succeeded);

        var seen = await SeenByAsync(KarinaDatabase.Lene);
        Assert.Equal((today.AddDays(60), "Maja Test Lind", false), (seen.Next!.PlannedOn, seen.Next.Caller, seen.IsOverdue));
        Assert.Equal([FollowUpState.Held, FollowUpState.Moved], seen.FollowUps.Select(one => one.State));
        Assert.Equal((FollowUpResult.Change, "Vi ændrer rækkefølgen."), (seen.FollowUps[0].Result!.Value, seen.FollowUps[0].Note));

        await SayAsync(KarinaDatabase.Maja, "Det gamle");
        Assert.True((await RecordAsync(FollowUpResult.End, next: null)).Succeeded);
        var ended = await SeenByAsync(KarinaDatabase.Lene);
        Assert.Equal((0, null, null), (ended.Revision, ended.Matters, ended.Next));
        Assert.Equal("Det gamle", Assert.Single(ended.Earlier).Text);
        Assert.True((await SayAsync(KarinaDatabase.Maja, "Det nye")).Succeeded);
        Assert.Equal(2, await CountAsync("shared_plans"));
    }

    [Fact]
    public async Task A_follow_up_whose_day_has_passed_is_told_as_overdue()
    {
        await SayAsync(KarinaDatabase.Maja, "Ro");
        await Database.ExecuteAsync(
            "insert into follow_ups (shared_plan_id, number, planned_on, caller, planned_by, planned_at, state) select id, 1, $1, started_by, started_by, now(), 'planned' from shared_plans",
            Testing.Database.Today.AddDays(-1));
        Assert.True((await SeenByAsync(KarinaDatabase.Maja)).IsOverdue);
        Assert.True((await RecordAsync(FollowUpResult.Continue, Testing.Database.Today.AddDays(90))).Succeeded);
        Assert.False((await SeenByAsync(KarinaDatabase.Maja)).IsOverdue);
    }

    [Fact]
    public async Task Nobody_writes_who_does_not_work_with_the_citizen_and_nobody_but_the_citizen_in_the_citizens_name()
    {
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.SendAsync(KarinaDatabase.Stranger, new WriteWords(Karina, 0, WordsAbout.WhatMatters, "Ord")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.SendAsync(KarinaDatabase.Administrator, new WriteWords(Karina, 0, WordsAbout.WhatMatters, "Ord")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.SendAsync(KarinaDatabase.Maja, new WriteOwnWords(Karina, 0, "Ord")));
        var sister = await SisterAsync();
        Assert.NotNull((await Database.SendAsync(sister, new OpenOwnCourse(Karina, Language.Da))).Plan.Content);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.SendAsync(sister, new WriteOwnWords(Karina, 0, "Ord")));
    }

    [Fact]
    public async Task A_relative_who_is_let_in_to_goals_sees_the_goals_and_not_the_words_nor_who_meets()
    {
        await SayAsync(KarinaDatabase.Maja, "Mit eget");
        await PlanAsync(Testing.Database.Today.AddDays(20));
        await GoalAsync(KarinaDatabase.Maja);
        var content = (await Database.SendAsync(await SisterAsync("calendarAndGoals"), new OpenOwnCourse(Karina, Language.Da))).Plan.Content!;
        Assert.Single(content.Goals);
        Assert.Equal((null, null, 0), (content.Matters, content.Next, content.Earlier.Count));
        Assert.Null((await Database.SendAsync(await SisterAsync("calendar"), new OpenOwnCourse(Karina, Language.Da))).Plan.Content);
    }

    /// <summary>Past the program: what the database itself lets a private person write.</summary>
    [Fact]
    public async Task The_database_lets_the_citizen_write_what_is_their_own_and_a_relative_nothing()
    {
        await SayAsync(KarinaDatabase.Maja, "Ord");
        await PlanAsync(Testing.Database.Today.AddDays(20));
        await GoalAsync(KarinaDatabase.Maja);
        const string Words = "insert into shared_plan_words (shared_plan_id, number, about, text, written_down_by, at) select id, 9, '{0}', 'x', {1}, now() from shared_plans";
        const string Mark = "insert into common_goal_marks (common_goal_id, number, side, step, note, at) select id, 9, 'citizen', 2, '', now() from common_goals";
        var own = Words.Replace("{0}", "whatMatters", StringComparison.Ordinal).Replace("{1}", "null", StringComparison.Ordinal);
        Assert.Equal((1, 1), (await AsAsync(Herself, own), await AsAsync(Herself, Mark)));
        foreach (var (person, sql) in new[]
        {
            (Herself, own.Replace("whatMatters", "strengths", StringComparison.Ordinal)),
            (Herself, own.Replace("null", "started_by", StringComparison.Ordinal)),
            (Herself, "update shared_plans set ended_at = now(), ended_by = started_by"),
            (Herself, "update common_goals set state = 'dropped', closed_at = now(), closed_by = (select started_by from shared_plans)"),
            (await SisterAsync(), own),
            (await SisterAsync(), Mark),
        })
        {
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => AsAsync(person, sql))).SqlState);
        }
        Assert.Equal(0, await AsAsync(Herself, "update follow_ups set state = 'moved', done_by = caller, done_at = now()"));
    }

    [Theory]
    [InlineData("delete from shared_plan_words")]
    [InlineData("update shared_plan_words set text = 'x'")]
    [InlineData("truncate shared_plans cascade")]
    [InlineData("update shared_plans set started_at = now()")]
    [InlineData("update follow_ups set planned_on = planned_on + 1")]
    [InlineData("update follow_ups set state = 'held', done_by = caller, done_at = now()")]
    [InlineData("delete from follow_ups")]
    public async Task The_database_keeps_what_was_said_and_planned(string change)
    {
        await SayAsync(KarinaDatabase.Maja, "Ord");
        await PlanAsync(Testing.Database.Today.AddDays(20));
        await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(change));
    }

    private async Task<Result<Done>> PlanAsync(DateOnly on) =>
        await Database.SendAsync(KarinaDatabase.Maja, new PlanFollowUp(Karina, await RevisionAsync(), on, Database.MajaId));

    private async Task<Result<Done>> RecordAsync(FollowUpResult result, DateOnly? next, DateOnly? heldOn = null)
    {
        var seen = await SeenByAsync(KarinaDatabase.Maja);
        return await Database.SendAsync(KarinaDatabase.Maja, new RecordFollowUp(
            Karina, seen.Revision, seen.Next!.Number, heldOn ?? Testing.Database.Today, result, "Vi ændrer rækkefølgen.", next, next is null ? null : (UserId?)Database.MajaId));
    }

    private async Task<Caller> SisterAsync(string portal = "full")
    {
        var index = Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray();
        await Database.ExecuteAsync(
            """
            insert into network_members (citizen_id, id, source, area, name, relation, cpr_cipher, cpr_index, portal, custody_holder, protection, exported_at, first_seen_at)
            values ($1, gen_random_uuid()::text, 'social', 'SIU', 'Søster Test', 'Søster', '\x00', $2, $3, false, 'none', now(), now())
            """,
            Karina.Value, index, portal);
        await Database.ConfirmRelativesAsync(Karina.Value);
        return await PersonAsync(index);
    }

    private Task<long> CountAsync(string table) => Database.ScalarAsync<long>($"select count(*) from {table}");
}
