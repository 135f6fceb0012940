using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Conflicts;

public sealed class SweepTests : IAsyncLifetime
{
    private readonly Database _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<Sweep> SweepAsync(IServiceProvider? services = null)
    {
        var sweeps = (services ?? _database.Services).GetRequiredService<ISweeps>();
        var id = await sweeps.RequestAsync(Database.Today, by: null, TestContext.Current.CancellationToken);
        await sweeps.RunAsync(id, progress: null, TestContext.Current.CancellationToken);
        return (await sweeps.FindAsync(id, TestContext.Current.CancellationToken))!;
    }

    private Task<string> FingerprintsAsync() =>
        _database.ScalarAsync<string>("select coalesce(string_agg(citizen_id || fingerprint || severity || evidence_hash || state, ',' order by citizen_id, fingerprint), '') from conflicts");

    [Fact]
    public async Task A_sweep_finds_what_checking_each_citizen_finds()
    {
        for (var i = 0; i < 20; i++)
        {
            await _database.ACitizenWithAnOverlapAsync();
        }
        await _database.RecheckAsync();
        var checkedAlone = await FingerprintsAsync();
        await _database.ExecuteAsync("truncate conflict_history, conflicts");

        var sweep = await SweepAsync();

        Assert.Equal(20, sweep.Opened);
        Assert.Equal(checkedAlone, await FingerprintsAsync());
    }

    [Fact]
    public async Task A_second_sweep_of_the_same_day_writes_no_conflict()
    {
        await _database.ACitizenWithAnOverlapAsync();
        await _database.RecheckAsync();
        await SweepAsync();
        var before = await _database.ScalarAsync<string>("select string_agg(xmin::text, ',' order by id) from conflicts");

        var again = await SweepAsync();

        Assert.Equal((0, 0, 0), (again.Opened, again.Changed, again.Closed));
        Assert.Equal(before, await _database.ScalarAsync<string>("select string_agg(xmin::text, ',' order by id) from conflicts"));
        Assert.Equal(SweepState.Done, again.State);
        Assert.Equal(1, again.Done);
    }

    [Fact]
    public async Task A_citizen_whose_course_is_changing_is_left_to_a_check_of_its_own()
    {
        await _database.ACitizenWithAnOverlapAsync();

        var sweep = await SweepAsync();
        Assert.Equal((0, 1), (sweep.Opened, sweep.Postponed));

        await _database.RecheckAsync();
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from conflicts"));
    }

    [Fact]
    public async Task Several_sweeps_and_checks_at_once_flag_everything_once()
    {
        for (var i = 0; i < 40; i++)
        {
            await _database.ACitizenWithAnOverlapAsync();
        }
        await using var other = _database.BuildServices();
        await using var third = _database.BuildServices();

        await Task.WhenAll(SweepAsync(), SweepAsync(other), SweepAsync(third), _database.RecheckAsync());
        await _database.RecheckAsync();

        Assert.Equal(40L, await _database.ScalarAsync<long>("select count(*) from conflicts"));
        Assert.Equal(40L, await _database.ScalarAsync<long>("select count(*) from conflict_history"));
    }

    [Fact]
    public async Task A_sweep_that_is_run_twice_changes_nothing_the_second_time()
    {
        await _database.ACitizenWithAnOverlapAsync();
        await _database.RecheckAsync();
        var sweeps = _database.Services.GetRequiredService<ISweeps>();
        var id = await sweeps.RequestAsync(Database.Today, by: null, TestContext.Current.CancellationToken);

        await Task.WhenAll(sweeps.RunAsync(id, null, TestContext.Current.CancellationToken), sweeps.RunAsync(id, null, TestContext.Current.CancellationToken));
        await sweeps.RunAsync(id, null, TestContext.Current.CancellationToken);

        Assert.Equal(1, (await sweeps.FindAsync(id, TestContext.Current.CancellationToken))!.Done);
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from conflict_history"));
    }
}
