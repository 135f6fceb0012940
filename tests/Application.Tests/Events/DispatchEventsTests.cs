using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Events;

public sealed class DispatchEventsTests : Database
{
    protected override void Add(IServiceCollection services) => services.AddListener(typeof(WriteEffect));

    [Fact]
    public async Task An_event_is_handed_to_its_listener_once_however_often_it_is_dispatched()
    {
        await EffectsTable.PrepareAsync(this);
        await ChangeAsync(await this.ACitizenAsync());

        Assert.Equal(1, await DispatchAsync());
        Assert.Equal(0, await DispatchAsync());
        Assert.Equal(1L, await EffectsAsync());
    }

    [Fact]
    public async Task A_dispatcher_that_died_after_the_effect_does_not_have_it_again()
    {
        await EffectsTable.PrepareAsync(this);
        await ChangeAsync(await this.ACitizenAsync());
        await DispatchAsync();
        // As if the listener's transaction had been committed and the dispatcher's had not.
        await ExecuteAsync("update domain_events set dispatched_at = null");

        Assert.Equal(1, await DispatchAsync());
        Assert.Equal(1L, await EffectsAsync());
    }

    [Fact]
    public async Task Parallel_dispatchers_do_everything_once_and_in_order_for_each_citizen()
    {
        await EffectsTable.PrepareAsync(this);
        var citizens = new List<CitizenId>();
        for (var i = 0; i < 12; i++)
        {
            citizens.Add(await this.ACitizenAsync());
        }
        for (var round = 0; round < 8; round++)
        {
            foreach (var citizen in citizens)
            {
                await ChangeAsync(citizen);
            }
        }

        var others = Enumerable.Range(0, 4).Select(_ => BuildServices()).ToList();
        await Task.WhenAll(others.Select(other => Task.Run(async () =>
        {
            // Until nothing waits at all: what another holds just now may become free for this one.
            while (await ScalarAsync<long>("select count(*) from domain_events where dispatched_at is null") > 0)
            {
                await other.GetRequiredService<DispatchEvents>().RunAsync(TestContext.Current.CancellationToken);
            }
        })));
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        Assert.Equal(96L, await EffectsAsync());
        Assert.Equal(96L, await ScalarAsync<long>("select count(distinct assignment) from test_effects"));
        Assert.Equal(0L, await ScalarAsync<long>(
            """
            select count(*) from (
                select e.sequence, lag(e.sequence) over (partition by t.citizen order by t.position) as before
                from test_effects t join domain_events e on e.payload ->> 'assignmentId' = t.assignment::text) x
            where before > sequence
            """));
    }

    [Fact]
    public async Task A_dispatcher_whose_connection_is_cut_leaves_the_event_to_the_next_one()
    {
        await EffectsTable.PrepareAsync(this);
        await ChangeAsync(await this.ACitizenAsync());
        await ExecuteAsync(
            """
            create function test_cut() returns trigger language plpgsql security definer as $$
            begin
                if (select count(*) from test_effects) = 0 then
                    perform pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and state = 'idle in transaction' and query like '%skip locked%';
                end if;
                return new;
            end $$;
            create trigger test_cut before insert on test_effects for each row execute function test_cut()
            """);

        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(DispatchAsync);
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from domain_events where dispatched_at is null"));
        Assert.Equal(1, await DispatchAsync());
        Assert.Equal(1L, await EffectsAsync());
    }

    [Fact]
    public async Task What_nobody_listens_to_is_passed_over_without_holding_anybody_back()
    {
        await EffectsTable.PrepareAsync(this);
        var citizen = await this.ACitizenAsync();
        // As an import writes them: as a set, waiting.
        await ExecuteAsync(
            """
            insert into domain_events (id, name, payload, citizen_id, happened_at)
            select gen_random_uuid(), 'CoordinatorMandateChanged', '{}', $1, now() from generate_series(1, 25000)
            """,
            citizen.Value);
        await ChangeAsync(citizen);

        Assert.Equal(1, await DispatchAsync());
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from domain_events where dispatched_at is null"));
    }

    private Task<long> EffectsAsync() => ScalarAsync<long>("select count(*) from test_effects");

    private Task ChangeAsync(CitizenId citizen) => WriteAsync(async db =>
    {
        db.CoordinatorAssignments.Add(citizen.Deputy());
        await db.SaveChangesAsync();
    });
}

public sealed class ParkedEventTests : Database
{
    protected override void Add(IServiceCollection services)
    {
        services.AddListener(typeof(WriteEffect));
        services.AddListener(typeof(FailAfterWriting));
    }

    [Fact]
    public async Task A_failing_event_holds_back_its_citizen_alone_and_is_parked_after_ten_tries()
    {
        await EffectsTable.PrepareAsync(this);
        var bad = await this.ACitizenAsync();
        var good = await this.ACitizenAsync();
        await ExecuteAsync("insert into test_healthy values ($1)", good.Value);
        foreach (var citizen in (CitizenId[])[bad, good, bad])
        {
            await WriteAsync(async db =>
            {
                db.CoordinatorAssignments.Add(citizen.Deputy());
                await db.SaveChangesAsync();
            });
        }

        await DispatchAsync();
        // What was written before the failure is undone; the other listener of the same event has its effect.
        Assert.Equal(0L, await CountAsync("failing", bad));
        Assert.Equal(1L, await CountAsync("effect", bad));
        Assert.Equal(1L, await CountAsync("failing", good));
        Assert.True(await ScalarAsync<bool>("select next_try_at > now() and tries = 1 from domain_events where tries > 0"));

        for (var again = 0; again < 20; again++)
        {
            await ExecuteAsync("update domain_events set next_try_at = now() where next_try_at is not null");
            await DispatchAsync();
        }
        Assert.Equal(2L, await ScalarAsync<long>("select count(*) from domain_events where parked_at is not null and tries = 10"));
        Assert.Equal(2L, await CountAsync("effect", bad));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from domain_events where dispatched_at is null and parked_at is null"));
        Assert.StartsWith("FailAfterWriting: ", await ScalarAsync<string>("select last_error from domain_events where tries = 10 limit 1"), StringComparison.Ordinal);
    }

    private Task<long> CountAsync(string handler, CitizenId citizen) =>
        ScalarAsync<long>("select count(*) from test_effects where handler = $1 and citizen = $2", handler, citizen.Value);
}
