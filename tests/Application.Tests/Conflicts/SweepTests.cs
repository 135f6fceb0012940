using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Infrastructure.Persistence.Events;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Conflicts;

public sealed class SweepTests : IAsyncLifetime
{
    private readonly Database _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<Sweep> SweepAsync(IServiceProvider? services = null, DateOnly? day = null)
    {
        var sweeps = (services ?? _database.Services).GetRequiredService<ISweeps>();
        var id = await sweeps.RequestAsync(day ?? Database.Today, by: null, TestContext.Current.CancellationToken);
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
        await _database.ExecuteAsync("delete from conflict_history; delete from conflicts");

        var sweep = await SweepAsync();

        Assert.Equal(20, sweep.Opened);
        Assert.Equal(checkedAlone, await FingerprintsAsync());
    }

    [Fact]
    public async Task Many_who_are_due_together_are_judged_as_each_alone()
    {
        for (var i = 0; i < 70; i++)
        {
            await _database.ACitizenWithAnOverlapAsync();
        }
        await _database.RecheckAsync();
        var few = await FingerprintsAsync();
        await _database.ExecuteAsync("delete from conflict_history; delete from conflicts");
        await _database.ExecuteAsync(DueCitizens.Insert("select id from citizens"));
        Assert.True(await _database.ScalarAsync<bool>("select bool_and(in_bulk) from due_citizens"));

        await _database.RecheckAsync();

        Assert.Equal(few, await FingerprintsAsync());
        Assert.Equal((0L, 70L), (await DueAsync(), await _database.ScalarAsync<long>("select count(*) from conflict_history")));
    }

    /// <summary>More than the room that reading begins with, and of one chunk.</summary>
    [Fact]
    public async Task However_many_conflicts_have_been_kept_they_are_swept()
    {
        for (var i = 0; i < 8; i++)
        {
            await _database.ACitizenWithAnOverlapAsync();
        }
        await _database.RecheckAsync();
        var columns = await _database.ScalarAsync<string>(
            "select string_agg(quote_ident(column_name), ', ') from information_schema.columns where table_name = 'conflicts' and is_generated = 'NEVER'");
        await _database.ExecuteAsync(
            $"""
            insert into conflicts ({columns}) select {columns} from (
                select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'fingerprint', c.fingerprint || n, 'subject_key', c.subject_key || n))).*
                from conflicts c, generate_series(1, 1500) n) r
            """);
        Assert.True(await _database.ScalarAsync<long>("select sum(pg_column_size(c)) from conflicts c") > 3 << 20);

        var sweep = await SweepAsync();

        Assert.Equal((SweepState.Done, 8), (sweep.State, (int)sweep.Done));
        Assert.Equal(8L, await _database.ScalarAsync<long>("select count(*) from conflicts where is_found"));
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

    [Fact]
    public async Task A_ring_of_two_hundred_steps_is_flagged_like_any_other()
    {
        var ring = Enumerable.Range(0, 200).Select(_ => Guid.NewGuid().ToString()).ToArray();
        var steps = ring.Select((id, i) => Sending.Intervention(id, "P1", $$""","requires":[{"ref":"{{ring[(i + 1) % ring.Length]}}"}]"""));
        await _database.ImportAsync(Sending.Document("social", "2026-10-01T04:00:00+02:00").With("plans", Sending.Plan("P1")).With("interventions", [.. steps]));
        await _database.RecheckAsync();
        Assert.Equal(0L, await DueAsync());
        var length = await _database.ScalarAsync<int>("select length(subject_key) from conflicts where rule = 'sequence.cycle'");
        await _database.ExecuteAsync("delete from conflict_history; delete from conflicts");

        var sweep = await SweepAsync();

        Assert.True(length > 200 * 36, $"The key has {length} characters.");
        Assert.Equal((0, 1L), (sweep.Postponed, await _database.ScalarAsync<long>("select count(*) from conflicts where rule = 'sequence.cycle'")));
    }

    [Fact]
    public async Task One_citizen_whose_conflicts_cannot_be_written_does_not_keep_everyone_else_from_being_judged()
    {
        var bad = await _database.ACitizenWithAnOverlapAsync();
        for (var i = 0; i < 20; i++)
        {
            await _database.ACitizenWithAnOverlapAsync();
        }
        await _database.ExecuteAsync("delete from due_citizens");
        await _database.ExecuteAsync(
            $"create function refuse() returns trigger language plpgsql as $$ begin if new.citizen_id = '{bad.Value}' then raise 'no'; end if; return new; end $$");
        await _database.ExecuteAsync("create trigger refuse before insert on conflicts for each row execute function refuse()");

        var sweep = await SweepAsync();
        Assert.Equal((SweepState.Done, 21, 21), (sweep.State, sweep.Done, sweep.Postponed));

        await _database.RecheckAsync();
        Assert.Equal(20L, await _database.ScalarAsync<long>("select count(*) from conflicts"));
        Assert.NotEqual("", await _database.ScalarAsync<string>("select last_error from due_citizens where citizen_id = $1", bad.Value));
        Assert.Equal(1L, await DueAsync());
    }

    [Fact]
    public async Task A_sweep_of_an_earlier_day_leaves_whom_a_later_day_has_judged_to_a_check_of_their_own()
    {
        await _database.ACitizenWithAnOverlapAsync();
        await _database.RecheckAsync();

        // The overlap is over by then, but not yet on the day that is judged last.
        await SweepAsync(day: Database.Today.AddDays(10));
        var late = await SweepAsync();

        Assert.Equal((0, 1), (late.Opened, late.Postponed));
        await _database.RecheckAsync();
        Assert.Equal("open", await _database.ScalarAsync<string>("select state from conflicts"));
    }

    [Fact]
    public async Task The_nightly_job_stops_what_an_earlier_night_left_and_goes_on_with_its_own()
    {
        await _database.ACitizenWithAnOverlapAsync();
        await _database.ExecuteAsync("delete from due_citizens");
        var sweeps = _database.Services.GetRequiredService<ISweeps>();
        var yesterdays = await CutOffAsync(Database.Today.AddDays(-1));
        var todays = await CutOffAsync(Database.Today);
        var heldByAnother = await CutOffAsync(Database.Today.AddDays(-2));
        await using var other = await HoldAsync(heldByAnother);

        await using var scope = _database.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<SweepConflictsJob>(scope.ServiceProvider).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SweepState.Stopped, await StateAsync(yesterdays));
        Assert.Equal(SweepState.Done, await StateAsync(todays));
        Assert.Equal(SweepState.Running, await StateAsync(heldByAnother));
        Assert.Equal(3L, await _database.ScalarAsync<long>("select count(*) from sweeps"));
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from conflicts"));

        async Task<SweepState> StateAsync(SweepId id) => (await sweeps.FindAsync(id, TestContext.Current.CancellationToken))!.State;
    }

    [Fact]
    public async Task A_sweep_that_another_process_holds_is_not_taken_for_done()
    {
        var id = await CutOffAsync(Database.Today);
        var sweeps = _database.Services.GetRequiredService<ISweeps>();
        await using (var another = await HoldAsync(id))
        {
            Assert.Equal(SweepRun.HeldByAnother, await sweeps.RunAsync(id, null, TestContext.Current.CancellationToken));
            await Assert.ThrowsAsync<SweepHeldException>(() => new RunSweepJob(sweeps).RunAsync(id.Value, TestContext.Current.CancellationToken));
            await using var letGo = new NpgsqlCommand("select pg_advisory_unlock_all()", another);
            await letGo.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(SweepRun.Done, await sweeps.RunAsync(id, null, TestContext.Current.CancellationToken));
        // Nothing holds it any more, whichever connection is asked next.
        await using var services = _database.BuildServices();
        Assert.Equal(SweepRun.Done, await services.GetRequiredService<ISweeps>().RunAsync(id, null, TestContext.Current.CancellationToken));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"));
    }

    private Task<long> DueAsync() => _database.ScalarAsync<long>("select count(*) from due_citizens");

    /// <summary>A sweep whose process is gone.</summary>
    private async Task<SweepId> CutOffAsync(DateOnly day)
    {
        var id = await _database.Services.GetRequiredService<ISweeps>().RequestAsync(day, by: null, TestContext.Current.CancellationToken);
        await _database.ExecuteAsync("update sweeps set state = 'running', started_at = now() where id = $1", id.Value);
        return id;
    }

    private async Task<NpgsqlConnection> HoldAsync(SweepId id)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('sweep:' || $1, 0))", connection) { Parameters = { new() { Value = id.Value.ToString() } } };
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
