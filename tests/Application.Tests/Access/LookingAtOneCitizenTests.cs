using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

/// <summary>What the database tells itself of the citizen who is looked at, past the program.</summary>
public sealed class LookingAtOneCitizenTests : Database, IAsyncLifetime
{
    private const string HasPlan = "(select count(*) from shared_plans) + (select count(*) from shared_plan_words) + (select count(*) from common_goals) + (select count(*) from common_goal_versions)";
    private const string Areas = "(select cardinality(areas) from relation_of_viewer($1, 'Citizen', $1, '2026-10-05'))::bigint";

    private CitizenId _karina;
    private CitizenId _poul;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        (_karina, _poul) = (await this.ImportCaseAsync("karina"), await this.ImportCaseAsync("poul"));
        // LOT is in Karina's course and not in Poul's.
        await this.ACaseworkerAsync("lise", "LOT");
        await this.ACaseworkerAsync("anders", "SIU", "AHL");
        await this.ACaseworkerAsync("vagt", "REG");
        foreach (var citizen in (CitizenId[])[_karina, _poul])
        {
            await SendAsync(Caller.WithSubject("anders", "test"), new WriteWords(citizen, 0, WordsAbout.WhatMatters, "At komme ud."));
            await SendAsync(
                Caller.WithSubject("anders", "test"),
                new WriteCommonGoal(citizen, CommonGoalId.From(Guid.NewGuid()), 0, "Hverdagen skal hænge sammen", ["meget mindre", "mindre", "som ventet", "mere", "meget mere"], 1, []));
        }
    }

    [Fact]
    public async Task Whoever_works_with_the_citizen_sees_what_the_plans_have_in_common() =>
        Assert.Equal(4, await SeenAsync("lise", HasPlan, $"select look_at('{_karina.Value}')"));

    [Fact]
    public async Task Whoever_is_let_in_by_an_emergency_sees_the_citizen_and_nothing_of_what_the_plans_have_in_common()
    {
        await AnEmergencyAsync(Clock.GetUtcNow());
        var look = $"select look_at('{_karina.Value}')";
        Assert.Equal(1, await SeenAsync("vagt", "(select count(*) from citizens)", look));
        Assert.Equal(0, await SeenAsync("vagt", HasPlan, look));
    }

    [Fact]
    public async Task An_emergency_that_is_over_lets_nobody_in_and_none_lets_in_to_somebody_close()
    {
        var look = $"select look_at('{_karina.Value}')";
        await AnEmergencyAsync(Clock.GetUtcNow().AddHours(-1));
        Assert.Equal(0, await SeenAsync("vagt", "(select count(*) from citizens)", look));
        await AnEmergencyAsync(Clock.GetUtcNow());
        Assert.Equal(0, await SeenAsync("vagt", "(select count(*) from citizens)", $"select set_config('app.close', '{{{_karina.Value}}}', true)", look));
    }

    [Fact]
    public async Task Whoever_is_asked_to_coordinate_is_let_in_by_that_assignment_alone()
    {
        var (asked, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ExecuteAsync(
            """
            insert into coordinator_assignments (id, citizen_id, user_id, person_id, name, kind, state, period_from, citizen_chose, mandate, proposed_at, revision)
            select $2, $1, u.id, u.id, u.name, 'main', 'proposed', '2026-10-05', false, '{}', now(), 1 from users u where u.subject = 'lise'
            """,
            _karina.Value, asked);
        string Asked(Guid about) => $"(select is_asked::integer::bigint from relation_of_viewer($1, 'CoordinatorAssignment', '{about}', '2026-10-05'))";
        var look = $"select look_at('{_karina.Value}')";
        Assert.Equal(1, await SeenAsync("lise", Asked(asked), look));
        Assert.Equal(0, await SeenAsync("lise", Asked(other), look));
    }

    [Fact]
    public async Task That_the_viewer_works_with_one_citizen_says_nothing_of_another() => Assert.Equal(
        0, await SeenAsync("lise", HasPlan, $"select look_at('{_karina.Value}')", $"select set_config('app.citizen', '{_poul.Value}', true)"));

    [Fact]
    public async Task Who_is_looked_at_next_takes_the_place_of_the_first_also_when_they_are_not_to_be_seen() => Assert.Equal(
        0, await SeenAsync("lise", "(select count(*) from shared_plan_words)", $"select look_at('{_karina.Value}')", $"select look_at('{_poul.Value}')"));

    [Fact]
    public async Task What_the_viewer_is_to_a_citizen_is_told_of_the_one_they_look_at_alone()
    {
        Assert.Equal(1, await SeenAsync("lise", Areas, $"select look_at('{_karina.Value}')"));
        Assert.Equal(0, await SeenAsync("lise", Areas));
        Assert.Equal(0, await SeenAsync("lise", Areas, $"select set_config('app.citizen', '{_poul.Value}', true)"));
    }

    [Fact]
    public async Task That_there_is_a_critical_conflict_is_told_to_whoever_looks_after_the_data_alone()
    {
        await RecheckAsync();
        await this.AUserAsync("leader", [Domain.Staff.Roles.Leader], "LOT");
        await this.AUserAsync("protection", [Domain.Staff.Roles.DataProtection]);
        Assert.Equal(1, await SeenAsync("protection", "has_critical_conflict($1)::integer::bigint"));
        Assert.Equal(0, await SeenAsync("leader", "has_critical_conflict($1)::integer::bigint"));
    }

    private Task<int> AnEmergencyAsync(DateTimeOffset from) => ExecuteAsync(
        """
        insert into break_glass_grants (id, citizen_id, user_id, reason, text, areas, categories, opened_at, until, review_due, revision)
        select gen_random_uuid(), $1, u.id, 'lifeOrHealth', 'Borgeren er fundet bevidstløs.', '{LOT}', '{plan}', $2, $2::timestamptz + interval '1 hour', '2026-10-08', 1
        from users u where u.subject = 'vagt'
        """,
        _karina.Value, from.UtcDateTime);

    /// <summary>What somebody gets of a question about Karina, in a transaction in which other things were said first.</summary>
    private async Task<long> SeenAsync(string subject, string what, params string[] first)
    {
        await using var connection = await Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var tell = new NpgsqlBatch(connection, transaction))
        {
            await using var scope = Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Infrastructure.Access.DatabaseIdentity>().AddTo(tell, Caller.WithSubject(subject, "test"), "test");
            foreach (var sql in first)
            {
                tell.Add(sql);
            }
            await tell.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using var ask = new NpgsqlCommand($"select {what} where $1::uuid is not null", connection, transaction) { Parameters = { new() { Value = _karina.Value } } };
        return (long)(await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
