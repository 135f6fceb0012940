using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.WorkLists;

/// <summary>What waits for Maja (SIU) and Lene (AKB), who stand at Karina.</summary>
public sealed class WorkListTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_conflict_that_is_taken_on_is_a_task_until_it_is_settled()
    {
        var conflict = (await ConflictsAsync()).Rows.First(row => row.Severity == Severity.M);
        await _database.SendAsync(KarinaDatabase.Maja, new AcknowledgeConflict(conflict.Id, conflict.Revision, null, Database.Today.AddDays(3)));
        var task = Assert.Single(await TasksAsync(KarinaDatabase.Maja, TaskKind.Conflict));
        Assert.Equal((conflict.Id.Value.ToString(), Database.Today.AddDays(3), _karina), (task.Id, task.Due, task.CitizenId!.Value));
        Assert.Empty(await TasksAsync(KarinaDatabase.Lene, TaskKind.Conflict));
        var seen = await _database.ScalarAsync<long>("select revision from conflicts where id = $1", conflict.Id.Value);
        await CoordinateAsync(KarinaDatabase.Maja);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new ResolveConflict(conflict.Id, seen, "Tiderne er flyttet", null))).Succeeded);
        Assert.Empty(await TasksAsync(KarinaDatabase.Maja, TaskKind.Conflict));
    }

    [Fact]
    public async Task An_agreement_is_its_owners_task_and_the_coordinators_when_it_is_due()
    {
        await AgreementAsync("A1", "W3", Database.Today.AddDays(5));
        await AgreementAsync("A2", "W99", Database.Today.AddDays(60));
        await AgreementAsync("A3", "citizen", Database.Today.AddDays(2));
        Assert.Equal("Ring til Karina Test", Assert.Single(await TasksAsync(KarinaDatabase.Maja, TaskKind.Agreement)).Words);
        Assert.Empty(await TasksAsync(KarinaDatabase.Lene, TaskKind.Agreement));
        await CoordinateAsync(KarinaDatabase.Maja);
        Assert.Equal([(false, 2), (true, 5)], (await TasksAsync(KarinaDatabase.Maja, TaskKind.Agreement)).Select(task => (task.IsOwn, task.Due!.Value.DayNumber - Database.Today.DayNumber)));
        await CoordinateAsync(KarinaDatabase.Lene);
        // The agreements are another area's, and not told to a coordinator of this one.
        Assert.Empty(await TasksAsync(KarinaDatabase.Lene, TaskKind.Agreement));
    }

    [Fact]
    public async Task Of_a_protected_citizen_a_task_says_that_it_is_there_and_no_free_text()
    {
        await AgreementAsync("A1", "W3", Database.Today);
        await _database.ExecuteAsync("update citizens set protection = 'threat' where id = $1", _karina.Value);
        Assert.Null(Assert.Single(await TasksAsync(KarinaDatabase.Maja, TaskKind.Agreement)).Words);
    }

    [Fact]
    public async Task A_plan_is_followed_up_by_its_contact_within_thirty_days()
    {
        await _database.ExecuteAsync("update plans set next_follow_up = null where citizen_id = $1", _karina.Value);
        await _database.ExecuteAsync(
            "update plans set owner_id = 'W3', next_follow_up = $2 where ctid = (select ctid from plans where citizen_id = $1 and source = 'social' and status = 'active' and ended_at is null limit 1)", _karina.Value, Database.Today.AddDays(StaffTasks.DaysBefore));
        Assert.Single(await TasksAsync(KarinaDatabase.Maja, TaskKind.FollowUp));
        await _database.ExecuteAsync("update plans set next_follow_up = next_follow_up + 1 where citizen_id = $1", _karina.Value);
        Assert.Empty(await TasksAsync(KarinaDatabase.Maja, TaskKind.FollowUp));
    }

    [Fact]
    public async Task A_consent_that_ends_soon_is_told_to_the_areas_it_is_between()
    {
        await ConsentAsync("C1", Database.Today.AddDays(10));
        Assert.Single(await TasksAsync(KarinaDatabase.Maja, TaskKind.Consent), task => task.Id == "social:C1");
        Assert.Single(await TasksAsync(KarinaDatabase.Lene, TaskKind.Consent), task => task.Id == "social:C1");
        Assert.DoesNotContain(await TasksAsync(KarinaDatabase.Dorte, TaskKind.Consent), task => task.Id == "social:C1");
        await ConsentAsync("C2", Database.Today.AddDays(400));
        Assert.DoesNotContain(await TasksAsync(KarinaDatabase.Maja, TaskKind.Consent), task => task.Id == "social:C1");
    }

    [Fact]
    public async Task What_somebody_who_left_holds_waits_for_the_colleagues_who_work_with_the_citizen()
    {
        var conflict = (await ConflictsAsync()).Rows.First(row => row.Severity == Severity.M);
        await _database.SendAsync(KarinaDatabase.Maja, new AcknowledgeConflict(conflict.Id, conflict.Revision, null, Database.Today.AddDays(3)));
        await AgreementAsync("A1", "W3", Database.Today.AddDays(5));
        await CoordinateAsync(KarinaDatabase.Maja);
        await _database.SendAsync(KarinaDatabase.Maja, new PlanFollowUp(_karina, 0, Database.Today.AddDays(40), _database.MajaId));
        await _database.ACaseworkerAsync("kollega", "SIU");
        var asColleague = Caller.WithSubject("kollega", "test");
        Assert.Empty(await TasksAsync(asColleague, TaskKind.Ownerless));
        await _database.SendAsync(KarinaDatabase.Administrator, new EndEmployment(_database.MajaId));
        await _database.DispatchAsync();
        Assert.Equal("ended", await _database.ScalarAsync<string>("select state from coordinator_assignments where citizen_id = $1 and user_id = $2", _karina.Value, _database.MajaId.Value));
        Assert.Contains("coordinator", (await TasksAsync(asColleague, TaskKind.Ownerless)).Select(task => task.Which));
        var held = (await _database.SendAsync(KarinaDatabase.Administrator, new OpenStaff("Maja", 1))).Rows.Single(row => row.Id == _database.MajaId);
        Assert.Equal(new OpenStaff.Held(1, 1, 0, 1), held.StillHolds);
        Assert.Contains("agreement", (await TasksAsync(asColleague, TaskKind.Ownerless)).Select(task => task.Which));
        Assert.Contains(await TasksAsync(asColleague, TaskKind.Ownerless), task => task.Which == "conflict" && task.Id == conflict.Id.Value.ToString());
        Assert.Empty(await TasksAsync(KarinaDatabase.Lene, TaskKind.Ownerless));
        var open = (await _database.SendAsync(asColleague, new ListConflicts(new ListConflicts.Filter { Scope = CitizenScope.Areas }, ListConflicts.Order.Severity, 1))).Rows.Single(row => row.Id == conflict.Id);
        Assert.True((await _database.SendAsync(asColleague, new AcknowledgeConflict(open.Id, open.Revision, null, Database.Today.AddDays(3)))).Succeeded);
        Assert.DoesNotContain(await TasksAsync(asColleague, TaskKind.Ownerless), task => task.Which == "conflict");
        await CoordinateAsync(asColleague);
        Assert.Equal(["agreement", "followUp"], (await TasksAsync(asColleague, TaskKind.Ownerless)).Select(task => task.Which));
    }

    [Fact]
    public async Task A_coordinator_sees_the_whole_load_on_one_page_and_a_leader_of_the_area_the_numbers_alone()
    {
        Assert.Empty((await _database.SendAsync(KarinaDatabase.Maja, new OpenCoordinatorLoad())).Rows);
        await CoordinateAsync(KarinaDatabase.Maja);
        await AgreementAsync("A1", "W3", Database.Today.AddDays(-1));
        await ConsentAsync("C1", Database.Today.AddDays(9));
        await _database.RecheckAsync();
        var load = await _database.SendAsync(KarinaDatabase.Maja, new OpenCoordinatorLoad());
        var row = Assert.Single(load.Rows);
        var open = await ConflictsAsync();
        Assert.Equal((1, 25, open.Total.Number), (load.Held, load.Room, row.Critical + row.High + row.Others));
        Assert.Equal((1, false), (row.Overdue, row.IsDeputy));
        Assert.True(row.ConsentEnds <= Database.Today.AddDays(9));
        Assert.NotNull(row.Next);

        await _database.AUserAsync("leder", [Domain.Staff.Roles.Leader], "SIU");
        await _database.AUserAsync("anden-leder", [Domain.Staff.Roles.Leader], "KOF");
        var area = Assert.Single((await _database.SendAsync(Caller.WithSubject("leder", "test"), new OpenAreaLoad())).Rows);
        Assert.Equal(("Maja Test Lind", 1, row.Critical, row.High, row.Others, 1), (area.Name, area.Citizens, area.Critical, area.High, area.Others, area.Overdue));
        Assert.Empty((await _database.SendAsync(Caller.WithSubject("anden-leder", "test"), new OpenAreaLoad())).Rows);
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, new OpenAreaLoad()));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(Caller.WithSubject("leder", "test"), new OpenCoordinatorLoad()));
    }

    [Fact]
    public async Task By_the_database_alone_the_load_is_told_to_a_leader_of_an_area_in_which_the_coordinator_works_still()
    {
        await CoordinateAsync(KarinaDatabase.Maja);
        await _database.AUserAsync("leder", [Domain.Staff.Roles.Leader], "SIU");
        async Task<long> CountAsync(string roles)
        {
            await using var connection = await _database.Owner.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var tell = new Npgsql.NpgsqlCommand(
                "select set_config('app.user', (select id::text from users where subject = 'leder'), true), set_config('app.roles', $1, true)", connection)
            { Parameters = { new() { Value = roles } } })
            {
                await tell.ExecuteNonQueryAsync();
            }
            await using var command = new Npgsql.NpgsqlCommand("select count(*) from coordinator_loads($1)", connection) { Parameters = { new() { Value = Database.Today } } };
            return (long)(await command.ExecuteScalarAsync())!;
        }
        Assert.Equal((1, 0, 0), (await CountAsync("{leader}"), await CountAsync("{caseworker,administrator}"), await CountAsync("{}")));
        const string Of = "where user_id = (select id from users where subject = $2)";
        foreach (var subject in new[] { "leder", "maja" })
        {
            await _database.ExecuteAsync($"update user_areas set valid_from = '2020-01-01', valid_to = $1 {Of}", Database.Today.AddDays(-1), subject);
            Assert.Equal(0, await CountAsync("{leader}"));
            await _database.ExecuteAsync($"update user_areas set valid_to = $1 {Of}", Database.Today, subject);
            Assert.Equal(1, await CountAsync("{leader}"));
        }
        await _database.ExecuteAsync($"update user_areas set valid_to = null, valid_from = $1 {Of}", Database.Today.AddDays(1), "leder");
        Assert.Equal(0, await CountAsync("{leader}"));
    }

    [Fact]
    public async Task Tasks_are_filtered_and_a_stranger_has_none()
    {
        await AgreementAsync("A1", "W3", Database.Today.AddDays(-1));
        await AgreementAsync("A2", "W3", Database.Today.AddDays(20));
        await AgreementAsync("A3", "W3", null);
        var numbers = new List<int>();
        foreach (var due in new[] { ListTasks.DueBy.Passed, ListTasks.DueBy.Today, ListTasks.DueBy.Week, ListTasks.DueBy.None, ListTasks.DueBy.Any })
        {
            numbers.Add((await _database.SendAsync(KarinaDatabase.Maja, new ListTasks(TaskKind.Agreement, due, 1))).Total);
        }
        Assert.Equal([1, 1, 1, 1, 3], numbers);
        Assert.Equal(0, (await _database.SendAsync(KarinaDatabase.Stranger, new ListTasks(null, ListTasks.DueBy.Any, 1))).All);
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Administrator, new ListTasks(null, ListTasks.DueBy.Any, 1)));
    }

    [Fact]
    public async Task My_day_counts_what_is_due_with_what_is_grave_and_names_the_next_day()
    {
        var before = await _database.SendAsync(KarinaDatabase.Maja, new OpenMyDay());
        await AgreementAsync("A1", "W3", Database.Today);
        await AgreementAsync("A2", "W3", Database.Today.AddDays(2));
        var day = await _database.SendAsync(KarinaDatabase.Maja, new OpenMyDay());
        Assert.Equal((before.Urgent + 1, Database.Today, before.AllTasks + 2), (day.Urgent, day.NextDue, day.AllTasks));
    }

    private async Task<IReadOnlyList<StaffTask>> TasksAsync(Caller caller, TaskKind kind) =>
        (await _database.SendAsync(caller, new ListTasks(kind, ListTasks.DueBy.Any, 1))).Rows;

    private Task<ListConflicts.View> ConflictsAsync() =>
        _database.SendAsync(KarinaDatabase.Maja, new ListConflicts(new ListConflicts.Filter(), ListConflicts.Order.Severity, 1));

    private Task<int> AgreementAsync(string id, string owner, DateOnly? due) => _database.ExecuteAsync(
        """
        insert into agreements (citizen_id, id, source, area, text, owner, due, done, exported_at, first_seen_at)
        values ($1, $2, 'social', 'SIU', 'Ring til Karina Test', $3, $4, false, now(), now())
        """, _karina.Value, id, owner, due);

    private Task<int> ConsentAsync(string id, DateOnly until) => _database.ExecuteAsync(
        """
        insert into consents (citizen_id, id, source, area, kind, from_areas, to_areas, categories, purpose, given_by, given_at, valid_to, exported_at, first_seen_at)
        values ($1, $2, 'social', 'SIU', 'gdprConsent', '{SIU}', '{AKB}', '{plan}', 'test', 'citizen', '2026-01-01', $3, now(), now())
        """, _karina.Value, id, until);

    private async Task CoordinateAsync(Caller caller) => Assert.True((await _database.SendAsync(
        caller, new NameCoordinator(_karina, null, CoordinatorKind.Main, Database.Today, null, [], false, null))).Succeeded);
}
