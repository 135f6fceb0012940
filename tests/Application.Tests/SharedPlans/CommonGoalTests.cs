using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.SharedPlans;

public sealed class CommonGoalTests : SharedPlanDatabase
{
    [Fact]
    public async Task An_areas_goal_under_it_is_seen_by_those_who_see_it_and_stays_when_another_area_writes()
    {
        var (mine, theirs) = (await GoalOfAsync("AKB"), await GoalOfAsync("SIU"));
        var id = await GoalAsync(KarinaDatabase.Lene, mine);
        Assert.Equal(mine, Assert.Single((await GoalAsync(KarinaDatabase.Lene, id)).Under).Key);
        var masked = await GoalAsync(KarinaDatabase.Maja, id);
        Assert.Equal((0, 1), (masked.Under.Count, masked.HiddenUnder));

        Assert.True((await WriteAsync(KarinaDatabase.Maja, id, masked.Revision, "Hverdag og arbejde", theirs)).Succeeded);
        var seen = await GoalAsync(KarinaDatabase.Lene, id);
        Assert.Equal(("Hverdag og arbejde", 2), (seen.Text, seen.Under.Count + seen.HiddenUnder));
        Assert.Contains(seen.Under, goal => goal.Key == mine);
        Assert.Equal(["Maja Test Lind", "Lene Test Holm"], seen.Versions.Select(version => version.By));
        var own = (await Database.SendAsync(Herself, new OpenOwnCourse(Karina, Domain.Conflicts.Language.Da))).Plan.Content!;
        Assert.Equal([mine, theirs], Assert.Single(own.Goals).Under.Select(goal => goal.Key).OrderBy(key => key == theirs));
    }

    [Fact]
    public async Task Nobody_puts_a_goal_under_it_that_they_do_not_see_nor_writes_anothers()
    {
        var hidden = await GoalOfAsync("AKB");
        await Assert.ThrowsAsync<AccessDeniedException>(() => WriteAsync(KarinaDatabase.Maja, CommonGoalId.From(Guid.NewGuid()), 0, "Mål", hidden));
        await Assert.ThrowsAsync<AccessDeniedException>(() => WriteAsync(KarinaDatabase.Maja, CommonGoalId.From(Guid.NewGuid()), 0, "Mål", new ItemKey("jobcenter", "findes-ikke")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => WriteAsync(KarinaDatabase.Stranger, CommonGoalId.From(Guid.NewGuid()), 0, "Mål"));
        var id = await GoalAsync(KarinaDatabase.Maja);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.SendAsync(KarinaDatabase.Stranger, new MarkCommonGoal(Karina, id, 1, GoalSide.Staff, 3, "")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.SendAsync(KarinaDatabase.Maja, new MarkOwnGoal(Karina, id, 1, 3, "")));
    }

    [Fact]
    public async Task The_staffs_step_and_the_citizens_stand_side_by_side_with_all_that_was_marked_before()
    {
        var id = await GoalAsync(KarinaDatabase.Maja);
        await MarkAsync(KarinaDatabase.Maja, id, GoalSide.Staff, 2);
        await MarkAsync(KarinaDatabase.Lene, id, GoalSide.Citizen, 1);
        for (var time = 0; time < 2; time++)
        {
            Assert.True((await Database.SendAsync(Herself, new MarkOwnGoal(Karina, id, 3, 3, "Det går fremad"))).Succeeded);
        }
        var seen = await GoalAsync(KarinaDatabase.Dorte, id);
        Assert.Equal((2, "Maja Test Lind"), (seen.Staff!.Step, seen.Staff.By));
        Assert.Equal((3, null, "Det går fremad"), (seen.Citizen!.Step, seen.Citizen.By, seen.Citizen.Note));
        Assert.Equal([3, 1, 2], seen.Marks.Select(mark => mark.Step));
        await Assert.ThrowsAsync<StaleRevisionException>(() => Database.SendAsync(KarinaDatabase.Maja, new MarkCommonGoal(Karina, id, 1, GoalSide.Staff, 4, "")));
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => Database.SendAsync(Herself, new MarkOwnGoal(Karina, id, 4, 6, "")));
    }

    [Fact]
    public async Task Sent_twice_it_is_one_and_two_who_write_at_once_do_not_write_over_each_other()
    {
        var id = CommonGoalId.From(Guid.NewGuid());
        Assert.True((await WriteAsync(KarinaDatabase.Maja, id, 0, "Mål")).Succeeded);
        Assert.True((await WriteAsync(KarinaDatabase.Maja, id, 0, "Mål")).Succeeded);
        Assert.Equal(1L, await Database.ScalarAsync<long>("select count(*) from common_goal_versions"));
        await Assert.ThrowsAsync<StaleRevisionException>(() => WriteAsync(KarinaDatabase.Lene, id, 0, "Et andet mål"));
        var written = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            try
            {
                return (await WriteAsync(KarinaDatabase.Maja, id, 1, $"Mål {i}")).Succeeded;
            }
            catch (StaleRevisionException)
            {
                return false;
            }
        }));
        Assert.Single(written, isFirst => isFirst);
    }

    [Fact]
    public async Task Attainment_is_made_of_goals_that_are_eight_weeks_old_and_marked_by_the_staff()
    {
        var (old, fresh) = (await GoalAsync(KarinaDatabase.Maja), await GoalAsync(KarinaDatabase.Maja));
        foreach (var id in new[] { old, fresh })
        {
            await MarkAsync(KarinaDatabase.Maja, id, GoalSide.Staff, 4);
        }
        Assert.Null((await SeenByAsync(KarinaDatabase.Maja)).Attainment);
        await AgeAsync(old, 55);
        Assert.Null((await SeenByAsync(KarinaDatabase.Maja)).Attainment);
        await AgeAsync(old, 56);
        var attainment = (await SeenByAsync(KarinaDatabase.Maja)).Attainment!;
        Assert.Equal((1, 1, 60), (attainment.Goals, attainment.Level, attainment.T));
        Assert.True((await Database.SendAsync(KarinaDatabase.Maja, new CloseCommonGoal(Karina, old, 2, CommonGoalState.Dropped))).Succeeded);
        Assert.Null((await SeenByAsync(KarinaDatabase.Maja)).Attainment);
    }

    [Fact]
    public async Task A_goal_that_is_reached_is_kept_and_marked_no_more()
    {
        var id = await GoalAsync(KarinaDatabase.Maja);
        Assert.True((await Database.SendAsync(KarinaDatabase.Maja, new CloseCommonGoal(Karina, id, 1, CommonGoalState.Reached))).Succeeded);
        Assert.Equal(CommonGoal.NotActive, (await Database.SendAsync(KarinaDatabase.Maja, new MarkCommonGoal(Karina, id, 2, GoalSide.Staff, 3, ""))).Refusal);
        Assert.Equal(CommonGoal.NotActive, (await WriteAsync(KarinaDatabase.Maja, id, 2, "Andet")).Refusal);
        var seen = await SeenByAsync(KarinaDatabase.Maja);
        Assert.Equal((0, CommonGoalState.Reached), (seen.Goals.Count, Assert.Single(seen.ClosedGoals).State));
    }

    [Theory]
    [InlineData("delete from common_goals")]
    [InlineData("truncate common_goals cascade")]
    [InlineData("update common_goals set set_on = set_on - 60")]
    [InlineData("update common_goal_versions set text = 'x'")]
    [InlineData("update common_goal_marks set step = 5")]
    [InlineData("insert into common_goal_versions (common_goal_id, number, text, steps, weight, goals, by, at) select common_goal_id, 2, text, '{a,b,c,d}', weight, goals, by, at from common_goal_versions")]
    [InlineData("insert into common_goal_marks (common_goal_id, number, side, step, note, at) select common_goal_id, 2, 'staff', 3, '', now() from common_goal_marks")]
    [InlineData("insert into common_goals (id, citizen_id, shared_plan_id, set_on, state, revision) select gen_random_uuid(), (select id from citizens where id <> g.citizen_id limit 1), shared_plan_id, set_on, 'active', 1 from common_goals g")]
    public async Task The_database_keeps_what_was_wanted_and_marked(string change)
    {
        await Database.ACitizenAsync();
        await MarkAsync(KarinaDatabase.Maja, await GoalAsync(KarinaDatabase.Maja), GoalSide.Staff, 2);
        await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(change));
    }

    private async Task<Domain.Kernel.Result<CommonGoalId>> WriteAsync(Caller by, CommonGoalId id, long seen, string text, params ItemKey[] under) =>
        await Database.SendAsync(by, new WriteCommonGoal(Karina, id, seen, text, Steps, 1, under));

    private async Task MarkAsync(Caller by, CommonGoalId id, GoalSide side, int step)
    {
        var revision = await Database.ScalarAsync<long>("select revision from common_goals where id = $1", id.Value);
        Assert.True((await Database.SendAsync(by, new MarkCommonGoal(Karina, id, revision, side, step, ""))).Succeeded);
    }

    /// <summary>What time alone can do.</summary>
    private async Task AgeAsync(CommonGoalId id, int days)
    {
        await Database.ExecuteAsync("alter table common_goals disable trigger common_goals_stay");
        await Database.ExecuteAsync("update common_goals set set_on = $2 where id = $1", id.Value, Testing.Database.Today.AddDays(-days));
        await Database.ExecuteAsync("alter table common_goals enable trigger common_goals_stay");
    }
}
