using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.WorkLists;

/// <summary>Maja takes several of Karina's conflicts on.</summary>
public sealed class BulkConflictTests : IAsyncLifetime
{
    private static readonly DateOnly Due = Database.Today.AddDays(4);
    private readonly KarinaDatabase _database = new();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_changed_meanwhile_is_told_and_left_and_the_rest_is_done()
    {
        var rows = (await ListAsync(new ListConflicts.Filter())).Rows;
        await _database.SendAsync(KarinaDatabase.Lene, new AcknowledgeConflict(rows[1].Id, rows[1].Revision, null, Database.Today.AddDays(1)));
        var unknown = ConflictId.New();
        var outcomes = await TakeAsync(KarinaDatabase.Maja, [.. rows.Take(4).Select(Chosen), new AcknowledgeConflicts.Chosen(unknown, 1)]);
        Assert.Equal(
            [null, AcknowledgeConflicts.ChangedMeanwhile, null, null, AcknowledgeConflicts.NotYours],
            outcomes.Select(one => one.Why));
        Assert.Equal(3, (await ListAsync(new ListConflicts.Filter { OwnedByMe = true })).Total.Number);
        Assert.Equal(1, (await ListAsync(new ListConflicts.Filter { Owner = _database.LeneId })).Total.Number);
    }

    [Fact]
    public async Task Sent_twice_it_is_done_once()
    {
        var chosen = (await ListAsync(new ListConflicts.Filter())).Rows.Select(Chosen).ToList();
        Assert.All(await TakeAsync(KarinaDatabase.Maja, chosen), one => Assert.Null(one.Why));
        var before = await HistoryAsync();
        Assert.All(await TakeAsync(KarinaDatabase.Maja, chosen), one => Assert.Null(one.Why));
        Assert.Equal(before, await HistoryAsync());
        Assert.All(await TakeAsync(KarinaDatabase.Lene, chosen), one => Assert.Equal(AcknowledgeConflicts.ChangedMeanwhile, one.Why));
    }

    [Fact]
    public async Task Whom_one_does_not_work_with_is_refused_and_written_down()
    {
        var chosen = (await ListAsync(new ListConflicts.Filter())).Rows.Take(2).Select(Chosen).ToList();
        Assert.All(await TakeAsync(KarinaDatabase.Stranger, chosen), one => Assert.Equal(AcknowledgeConflicts.NotYours, one.Why));
        Assert.Equal(2L, await _database.ScalarAsync<long>("select count(*) from access_log where what = 'AcknowledgeConflict' and outcome <> 'permitted'"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => TakeAsync(KarinaDatabase.Administrator, chosen));
    }

    [Fact]
    public async Task A_day_that_has_passed_takes_none_on()
    {
        var chosen = (await ListAsync(new ListConflicts.Filter())).Rows.Take(2).Select(Chosen).ToList();
        var outcomes = (await _database.SendAsync(KarinaDatabase.Maja, new AcknowledgeConflicts(chosen, Database.Today.AddDays(-1)))).Value;
        Assert.All(outcomes, one => Assert.Equal(ConflictRefusals.DueHasPassed, one.Why));
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => TakeAsync(KarinaDatabase.Maja, []));
    }

    [Fact]
    public async Task Conflicts_are_filtered_by_owner_citizen_and_age()
    {
        var karina = await _database.KarinaAsync();
        var all = await ListAsync(new ListConflicts.Filter());
        Assert.Equal(all.Total.Number, (await ListAsync(new ListConflicts.Filter { OwnedByNobody = true, Citizen = karina, Age = ListConflicts.Age.Week })).Total.Number);
        Assert.Equal(0, (await ListAsync(new ListConflicts.Filter { Age = ListConflicts.Age.OverWeek })).Total.Number);
        Assert.Equal(0, (await ListAsync(new ListConflicts.Filter { Citizen = Domain.Citizens.CitizenId.New() })).Total.Number);
        await TakeAsync(KarinaDatabase.Maja, [.. all.Rows.Take(2).Select(Chosen)]);
        Assert.Equal(all.Total.Number - 2, (await ListAsync(new ListConflicts.Filter { OwnedByNobody = true })).Total.Number);
        Assert.Equal([_database.MajaId], (await ListAsync(new ListConflicts.Filter())).Owners.Select(owner => owner.Id));
        _database.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(all.Total.Number, (await ListAsync(new ListConflicts.Filter { Age = ListConflicts.Age.OverMonth })).Total.Number);
    }

    private static AcknowledgeConflicts.Chosen Chosen(ListConflicts.Row row) => new(row.Id, row.Revision);

    private async Task<IReadOnlyList<AcknowledgeConflicts.Outcome>> TakeAsync(Caller caller, IReadOnlyList<AcknowledgeConflicts.Chosen> chosen) =>
        (await _database.SendAsync(caller, new AcknowledgeConflicts(chosen, Due))).Value;

    private Task<ListConflicts.View> ListAsync(ListConflicts.Filter filter) =>
        _database.SendAsync(KarinaDatabase.Maja, new ListConflicts(filter, ListConflicts.Order.Severity, 1));

    private Task<long> HistoryAsync() => _database.ScalarAsync<long>("select count(*) from conflict_history");
}
