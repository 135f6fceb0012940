using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Tests.Events;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Infrastructure.Persistence.Events;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Jobs;

public sealed class RecheckDueCitizensTests : Database
{
    private readonly Judge _judge = new();

    protected override void Add(IServiceCollection services) => services.AddSingleton<ICourseCheck>(_judge);

    [Fact]
    public async Task A_due_citizen_is_judged_and_is_due_no_longer()
    {
        var citizen = await this.ACitizenAsync();
        await ChangeAsync(citizen);

        Assert.Equal(1, await RecheckAsync());
        Assert.Equal(0, await RecheckAsync());
        Assert.Equal([citizen], _judge.Judged);
    }

    [Fact]
    public async Task A_citizen_who_changes_while_being_judged_stays_due()
    {
        var citizen = await this.ACitizenAsync();
        await ChangeAsync(citizen);
        _judge.Before = async () =>
        {
            _judge.Before = null;
            await ChangeAsync(citizen);
        };

        await RecheckAsync();
        Assert.Equal([citizen, citizen], _judge.Judged);
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from due_citizens"));
    }

    [Fact]
    public async Task Who_changes_a_citizen_does_not_wait_for_the_judging_nor_the_judging_for_them()
    {
        var citizen = await this.ACitizenAsync();
        await ChangeAsync(citizen);
        await WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(citizen.Deputy());
            await db.SaveChangesAsync();
            // Not committed yet: the row is locked by this transaction.
            await RecheckAsync().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        });
        await RecheckAsync();
        Assert.NotEmpty(_judge.Judged);
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from due_citizens"));
    }

    [Fact]
    public async Task One_citizen_who_cannot_be_judged_does_not_stop_the_others()
    {
        var bad = await this.ACitizenAsync();
        var good = await this.ACitizenAsync();
        _judge.Bad = bad;
        await ChangeAsync(bad);
        await ChangeAsync(good);

        Assert.Equal(1, await RecheckAsync());
        Assert.Contains(good, _judge.Judged);
        Assert.Equal(1, await ScalarAsync<int>("select tries from due_citizens where citizen_id = $1 and claimed_until > now()", bad.Value));
    }

    [Fact]
    public async Task Parallel_workers_leave_nobody_due()
    {
        var citizens = new List<CitizenId>();
        for (var i = 0; i < 150; i++)
        {
            citizens.Add(await this.ACitizenAsync());
        }
        await ExecuteAsync("insert into due_citizens (citizen_id) select id from citizens");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Services.GetRequiredService<RecheckDueCitizens>().RunAsync(TestContext.Current.CancellationToken))));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from due_citizens"));
        Assert.Equal(citizens.OrderBy(one => one.Value), _judge.Judged.OrderBy(one => one.Value));
    }

    [Fact]
    public async Task A_change_made_after_a_big_import_is_judged_before_the_rest_and_everybody_once()
    {
        await ExecuteAsync(
            """
            insert into citizens (id, cpr_cipher, cpr_index, given_name, family_name, birth_date)
            select gen_random_uuid(), '', int4send(n), 'Mange Test', 'Testesen', date '1980-01-01' from generate_series(1, 3000) n
            """);
        await ExecuteAsync(DueCitizens.Insert("select id from citizens"));
        var alone = await this.ACitizenAsync();
        var ofTheImport = CitizenId.From(await ScalarAsync<Guid>("select citizen_id from due_citizens order by citizen_id desc limit 1"));
        _judge.Before = async () =>
        {
            _judge.Before = null;
            await ChangeAsync(alone);
            await ChangeAsync(ofTheImport);
        };

        await RecheckAsync();

        var judged = _judge.Judged.ToList();
        Assert.InRange(judged.IndexOf(alone), 1, 1500);
        Assert.InRange(judged.IndexOf(ofTheImport), 0, 1500);
        Assert.Equal(3001, judged.Distinct().Count());
        // Once more only the one who changed while being judged, if the first chunk happened to hold them.
        Assert.InRange(judged.Count, 3001, 3002);
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from due_citizens"));
    }

    [Fact]
    public async Task The_claims_of_a_worker_that_died_run_out()
    {
        var citizen = await this.ACitizenAsync();
        await ChangeAsync(citizen);
        await ExecuteAsync("update due_citizens set claimed_until = now() + interval '1 minute'");
        Assert.Equal(0, await RecheckAsync());
        await ExecuteAsync("update due_citizens set claimed_until = now() - interval '1 second'");
        Assert.Equal(1, await RecheckAsync());
    }

    private Task ChangeAsync(CitizenId citizen) => WriteAsync(async db =>
    {
        db.CoordinatorAssignments.Add(citizen.Deputy());
        await db.SaveChangesAsync();
    });

    private sealed class Judge : ICourseCheck
    {
        public ConcurrentQueue<CitizenId> Judged { get; } = new();

        public Func<Task>? Before { get; set; }

        public CitizenId? Bad { get; set; }

        public async Task CheckAsync(IReadOnlyList<CitizenId> citizens, CancellationToken cancellationToken)
        {
            if (Before is { } before)
            {
                await before();
            }
            if (Bad is { } bad && citizens.Contains(bad))
            {
                throw new InvalidOperationException("This one cannot be judged.");
            }
            foreach (var citizen in citizens)
            {
                Judged.Enqueue(citizen);
            }
        }
    }
}
