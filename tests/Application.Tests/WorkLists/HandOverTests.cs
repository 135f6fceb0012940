using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.WorkLists;

/// <summary>Maja has left. Søren and Tina are her colleagues, of whom Søren stands at Karina.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private static readonly Caller Soren = Caller.WithSubject("soren", "test");

    private static readonly DateOnly FollowUpDay = Database.Today.AddDays(30);

    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;
    private UserId _soren;
    private UserId _tina;
    private ConflictId _conflict;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
        _soren = await RegisterAsync("soren", "Søren Test Bech", "W4");
        _tina = await RegisterAsync("tina", "Tina Test Berg", "W77");
        var rows = (await _database.SendAsync(KarinaDatabase.Maja, new ListConflicts(new ListConflicts.Filter(), ListConflicts.Order.Severity, 1))).Rows;
        _conflict = rows.First(row => row.Severity == Severity.M).Id;
        await _database.SendAsync(KarinaDatabase.Maja, new AcknowledgeConflict(_conflict, await RevisionAsync(), null, Database.Today.AddDays(3)));
        await _database.SendAsync(KarinaDatabase.Maja, new NameCoordinator(_karina, null, CoordinatorKind.Main, Database.Today, null, [CoordinatorMandate.PauseIntervention], false, null));
        await WriteAsync("aftale-1", "Maja ringer til Karina Test");
        await _database.ExecuteAsync(
            "insert into agreements (citizen_id, id, source, area, text, owner, due, done, exported_at, first_seen_at) values ($1, 'A1', 'social', 'SIU', 'Skriv til Karina Test', 'W3', null, false, now(), now())", _karina.Value);
        await _database.SendAsync(KarinaDatabase.Maja, new WriteWords(_karina, 0, WordsAbout.WhatMatters, "Ro i hverdagen"));
        await _database.SendAsync(KarinaDatabase.Maja, new PlanFollowUp(_karina, 1, FollowUpDay, _database.MajaId));
        await _database.SendAsync(KarinaDatabase.Administrator, new EndEmployment(_database.MajaId));
        await _database.DispatchAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_somebody_left_is_listed_with_the_system_in_which_it_changes_hands()
    {
        var view = await OpenAsync(Soren);
        Assert.Equal((_database.MajaId, 5), (view.From!.Id, view.From.Things));
        Assert.Equal([("agreement", null, true), ("agreement", "social", false), ("conflict", null, true), ("coordinator", (string?)null, true), ("followUp", null, true)],
            view.Things.Select(thing => (thing.Which, thing.System, thing.CanMove)).Order());
        Assert.Equal(FollowUpDay, view.Things.Single(thing => thing.Which == "followUp").Due);
        Assert.Equal([_soren, _tina], view.Receivers.Select(one => one.Id));
        Assert.Equal([_karina], view.ShownCitizens);
        // Another area's staff, and whoever does not work with the citizen, are told nothing of it.
        Assert.Empty((await OpenAsync(KarinaDatabase.Lene)).Leavers);
        Assert.Empty((await OpenAsync(KarinaDatabase.Stranger)).Things);
    }

    [Fact]
    public async Task All_is_given_at_once_and_sent_twice_it_is_given_once()
    {
        var chosen = await ChosenAsync();
        Assert.Equal([HandOver.InItsSystem], (await GiveAsync(_soren, chosen)).Select(one => one.Why).OfType<Domain.Kernel.Refusal>());
        var revision = await RevisionAsync();
        Assert.Single((await GiveAsync(_soren, chosen)).Select(one => one.Why).OfType<Domain.Kernel.Refusal>());
        Assert.Equal(revision, await RevisionAsync());
        Assert.Equal(_soren.Value, await _database.ScalarAsync<Guid>("select owner_id from conflicts where id = $1", _conflict.Value));
        Assert.Equal("Søren Test Bech active pauseIntervention", await _database.ScalarAsync<string>(
            "select string_agg(name || ' ' || state || ' ' || array_to_string(mandate, ','), ';') from coordinator_assignments where citizen_id = $1 and state in ('active', 'proposed')", _karina.Value));
        Assert.Equal((_soren.Value.ToString(), 2), (
            await _database.ScalarAsync<string>("select owner from agreements where id = 'aftale-1'"),
            await _database.ScalarAsync<int>("select max(version) from written_items where id = 'aftale-1'")));
        // Søren coordinates from now on, so he may call; the day stands.
        Assert.Equal($"Maja Test Lind moved {FollowUpDay:O};Søren Test Bech planned {FollowUpDay:O}", await _database.ScalarAsync<string>(
            "select string_agg(u.name || ' ' || f.state || ' ' || f.planned_on, ';' order by f.number) from follow_ups f join users u on u.id = f.caller"));
        Assert.Equal("A1", Assert.Single((await OpenAsync(Soren)).Things).Id[7..]);
    }

    [Fact]
    public async Task Each_thing_is_written_down_and_what_a_colleague_cannot_have_is_told_and_left()
    {
        // Tina stands at Karina with nothing until she keeps an agreement.
        var outcomes = await GiveAsync(_tina, await ChosenAsync());
        Assert.Equal(
            [("agreement", null), ("agreement", "handOver.inItsSystem"), ("conflict", "conflict.unknownOwner"), ("coordinator", (string?)null), ("followUp", "sharedPlan.notACaller")],
            outcomes.Select(one => (one.Which, one.Why?.Code)).Order());
        // Tina has been asked, and nobody coordinates until she says yes.
        Assert.Equal("proposed", await _database.ScalarAsync<string>("select state from coordinator_assignments where user_id = $1", _tina.Value));
        Assert.Equal("Tina Test Berg", (await OpenAsync(Soren)).Things.Single(thing => thing.Which == "coordinator").Asked);
        Assert.Equal("AcknowledgeConflict,NameCoordinator,PassAgreement,PassFollowUp", await _database.ScalarAsync<string>(
            "select string_agg(what, ',' order by what) from access_log where subject = 'soren' and what not like 'Open%' and citizen_id = $1", _karina.Value));
    }

    [Fact]
    public async Task Only_what_the_one_who_left_holds_is_given_by_a_colleague_of_theirs()
    {
        var chosen = await ChosenAsync();
        Assert.All((await _database.SendAsync(KarinaDatabase.Lene, new HandOver(_database.MajaId, _database.LeneId, chosen, Database.Today.AddDays(7)))).Value, one => Assert.NotNull(one.Why));
        await _database.ExecuteAsync("update users set active = true where id = $1", _database.MajaId.Value);
        Assert.All(await GiveAsync(_soren, chosen), one => Assert.Equal(HandOver.ChangedMeanwhile, one.Why));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Administrator, new OpenHandOver(_database.MajaId)));
    }

    [Fact]
    public async Task An_agreement_of_somebody_who_has_not_left_is_not_passed_in_their_name()
    {
        Assert.Equal(PassAgreement.NotKeptBy, (await _database.SendAsync(Soren, new PassAgreement(_karina, "SIU", "aftale-1", _tina, _soren))).Refusal);
        Assert.Equal(PassAgreement.NotOfTheArea, (await _database.SendAsync(Soren, new PassAgreement(_karina, "SIU", "aftale-1", _database.MajaId, _database.LeneId))).Refusal);
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Lene, new PassAgreement(_karina, "SIU", "aftale-1", _database.MajaId, _database.LeneId)));
    }

    [Fact]
    public async Task A_follow_up_that_is_late_or_was_moved_meanwhile_is_passed_on_its_day_or_not_at_all()
    {
        var chosen = (await ChosenAsync()).Where(thing => thing.Which == "followUp").ToList();
        await Assert.ThrowsAsync<StaleRevisionException>(() => _database.SendAsync(Soren, new PassFollowUp(_karina, chosen[0].Revision - 1, _database.MajaId, _soren)));
        Assert.Equal(HandOver.ChangedMeanwhile, (await _database.SendAsync(Soren, new PassFollowUp(_karina, chosen[0].Revision, _tina, _soren))).Refusal);
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, new PassFollowUp(_karina, chosen[0].Revision, _database.MajaId, _soren)));
        await _database.ExecuteAsync("alter table follow_ups disable trigger user");
        await _database.ExecuteAsync("update follow_ups set planned_on = $1", Database.Today.AddDays(-9));
        await _database.ExecuteAsync("alter table follow_ups enable trigger user");
        Assert.Null(Assert.Single(await GiveAsync(_soren, chosen)).Why);
        Assert.Equal((_soren.Value, Database.Today.AddDays(-9)), (
            await _database.ScalarAsync<Guid>("select caller from follow_ups where state = 'planned'"), await _database.ScalarAsync<DateOnly>("select planned_on from follow_ups where state = 'planned'")));
        Assert.Equal(HandOver.ChangedMeanwhile, Assert.Single(await GiveAsync(_tina, chosen)).Why);
    }

    /// <summary>Past the program, as the database decides of lists.</summary>
    [Theory]
    [InlineData("{SIU}", 1, 1)]
    [InlineData("{KOF}", 0, 0)]
    [InlineData("", 0, 0)]
    public async Task A_list_reads_of_a_shared_plan_no_more_than_the_follow_up_that_is_planned(string areas, int plans, int planned)
    {
        await _database.SendAsync(Soren, new PlanFollowUp(_karina, 2, FollowUpDay.AddDays(1), _soren));
        await using var connection = await _database.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var tell = new NpgsqlCommand(
            "select set_config('app.user', $1, true), set_config('app.areas', $2, true), set_config('app.close', '{}', true), set_config('app.day', '2026-10-05', true)", connection, transaction)
        {
            Parameters = { new() { Value = Guid.NewGuid().ToString() }, new() { Value = areas } },
        };
        await tell.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var count = new NpgsqlCommand(
            """
            select array[(select count(*) from shared_plans), (select count(*) from follow_ups), (select count(*) from shared_plan_words), (select count(*) from common_goals)]
            """, connection, transaction);
        Assert.Equal([plans, planned, 0, 0], (long[])(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }

    private async Task<UserId> RegisterAsync(string subject, string name, string contact) =>
        (await _database.SendAsync(new RegisterStaff(subject, name, [Roles.Caseworker], ["SIU"], new DateOnly(2020, 1, 1), [new RegisterStaff.Contact("social", contact)]))).Value;

    private Task<long> RevisionAsync() => _database.ScalarAsync<long>("select revision from conflicts where id = $1", _conflict.Value);

    private async Task WriteAsync(string id, string text)
    {
        var values = new WrittenValues(WrittenKind.Agreement, new Dictionary<string, IReadOnlyList<string>> { ["text"] = [text], ["owner"] = [_database.MajaId.Value.ToString()] });
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", id, 0, values, true))).Value.Result);
    }

    private Task<OpenHandOver.View> OpenAsync(Caller caller) => _database.SendAsync(caller, new OpenHandOver(_database.MajaId));

    private async Task<IReadOnlyList<HandOver.Chosen>> ChosenAsync() =>
        [.. (await OpenAsync(Soren)).Things.Select(thing => new HandOver.Chosen(thing.Which, thing.Id, thing.Revision))];

    private async Task<IReadOnlyList<HandOver.Outcome>> GiveAsync(UserId to, IReadOnlyList<HandOver.Chosen> things) =>
        (await _database.SendAsync(Soren, new HandOver(_database.MajaId, to, things, Database.Today.AddDays(7)))).Value;
}
