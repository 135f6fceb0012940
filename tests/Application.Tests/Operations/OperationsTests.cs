using Hangfire;
using Hangfire.Server;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Operations;

public sealed class OperationsTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<OpenOperations.View> OpenAsync() => _database.SendAsync(KarinaDatabase.Administrator, new OpenOperations());

    private async Task<OpenOperations.Line> LineAsync(string part) => Assert.Single((await OpenAsync()).Lines, line => line.Part == part);

    [Fact]
    public async Task A_quiet_system_is_fine()
    {
        await _database.DispatchAsync();
        AnnounceWorker();
        var view = await OpenAsync();
        Assert.True(view.IsFine, string.Join(", ", view.Lines.Select(line => $"{line.Code} {line.Health}")));
    }

    [Fact]
    public async Task What_waits_too_long_is_late_and_what_was_given_up_is_failing()
    {
        await _database.DispatchAsync();
        await _database.ExecuteAsync("update domain_events set dispatched_at = null, happened_at = $1", _database.Clock.GetUtcNow().AddMinutes(-10));
        Assert.Equal(OpenOperations.Health.Late, (await LineAsync("events")).Health);
        await _database.ExecuteAsync("update domain_events set parked_at = now()");
        Assert.Equal("events.parked", (await LineAsync("events")).Code);
        await _database.ExecuteAsync("insert into due_citizens (citizen_id, due_since) select id, now() - interval '10 minutes' from citizens");
        Assert.Equal("checks.late", (await LineAsync("checks")).Code);
        await _database.ExecuteAsync("update due_citizens set tries = 5");
        Assert.Equal("checks.failing", (await LineAsync("checks")).Code);
        await _database.ExecuteAsync(
            "insert into job_runs (job, business_date, started_at, finished_at, outcome) values ('sweep-conflicts', $1, now(), now(), 'failed')", Database.Today);
        Assert.Equal("jobs.failed", (await LineAsync("jobs")).Code);
    }

    [Fact]
    public async Task Without_a_worker_nothing_goes_on_and_that_is_said()
    {
        Assert.Equal("workers.none", (await LineAsync("workers")).Code);
        AnnounceWorker();
        Assert.Equal("workers.fine", (await LineAsync("workers")).Code);
        await _database.ExecuteAsync("update hangfire.server set lastheartbeat = lastheartbeat - interval '5 minutes'");
        var silent = await LineAsync("workers");
        Assert.Equal(("workers.silent", OpenOperations.Health.Failing), (silent.Code, silent.Health));
        Assert.InRange(_database.Clock.GetUtcNow() - silent.At!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(9));
    }

    [Fact]
    public async Task An_access_log_that_is_not_sealed_for_a_minute_or_has_lines_outside_of_its_months_is_late()
    {
        const string Insert = "insert into access_log (at, roles, areas, what, purpose, outcome, request_id) values ({0}, '{{}}', '{{}}', 'T', 'T', 'permitted', 'r')";
        Assert.Equal("accessLog.fine", (await LineAsync("accessLog")).Code);
        await _database.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Insert, "'2001-01-01'"));
        var late = await LineAsync("accessLog");
        Assert.Equal(("accessLog.late", OpenOperations.Health.Late), (late.Code, late.Health));
        await _database.ExecuteAsync("begin; set local session_replication_role = replica; delete from access_log; commit");
        await _database.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Insert, "now() + interval '1 year'"));
        Assert.Equal("accessLog.stray", (await LineAsync("accessLog")).Code);
    }

    [Fact]
    public async Task A_check_that_waits_is_late_by_the_clock_that_counted_it()
    {
        await _database.ExecuteAsync("insert into due_citizens (citizen_id) select id from citizens");
        Assert.Equal("checks.fine", (await LineAsync("checks")).Code);
        await _database.ExecuteAsync("update due_citizens set due_since = due_since - interval '10 minutes'");
        Assert.Equal("checks.late", (await LineAsync("checks")).Code);
    }

    [Fact]
    public async Task A_sweep_that_nobody_runs_any_more_was_cut_off()
    {
        var id = Guid.CreateVersion7();
        await _database.ExecuteAsync(
            "insert into sweeps (id, as_of, requested_at, state, started_at) values ($1, $2, $3, 'running', $3)", id, Database.Today, _database.Clock.GetUtcNow());
        Assert.Equal(("sweep.cutOff", OpenOperations.Health.Late), await SweepAsync());

        await using var holder = await _database.Services.GetRequiredService<SystemDataSource>().Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock(hashtextextended('sweep:{id}', 0))", holder);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("sweep.running", OpenOperations.Health.Fine), await SweepAsync());
    }

    [Fact]
    public async Task A_night_without_a_sweep_or_a_job_is_late_once_it_is_over()
    {
        Assert.Equal(("sweep.never", OpenOperations.Health.Resting), await SweepAsync());
        _database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(("sweep.missed", OpenOperations.Health.Late), await SweepAsync());

        await _database.ExecuteAsync(
            "insert into sweeps (id, as_of, requested_at, state, started_at, finished_at) values ($1, $2, $3, 'done', $3, $3)",
            Guid.CreateVersion7(), Database.Today, _database.Clock.GetUtcNow().AddDays(-1));
        Assert.Equal(("sweep.late", OpenOperations.Health.Late), await SweepAsync());

        await _database.ExecuteAsync(
            "insert into job_runs (job, business_date, started_at, finished_at, outcome) values ('forget-tokens', $1, now(), now(), 'succeeded')", Database.Today);
        Assert.Equal(("jobs.late", 1L), (await LineAsync("jobs") is var late ? (late.Code, late.Count) : default));
        await _database.ExecuteAsync("update job_runs set business_date = $1", Database.Today.AddDays(1));
        Assert.Equal("jobs.fine", (await LineAsync("jobs")).Code);
    }

    private async Task<(string, OpenOperations.Health)> SweepAsync() => await LineAsync("sweep") is var line ? (line.Code, line.Health) : default;

    private void AnnounceWorker()
    {
        using var connection = _database.Services.GetRequiredService<JobStorage>().GetConnection();
        connection.AnnounceServer("worker:1", new ServerContext { Queues = ["default"], WorkerCount = 1 });
    }

    [Fact]
    public async Task Jobs_and_sweeps_are_listed()
    {
        await _database.ExecuteAsync(
            "insert into job_runs (job, business_date, started_at, finished_at, outcome, detail) values ('sweep-conflicts', $1, now(), now(), 'succeeded', 'citizens 1')", Database.Today);
        await _database.ExecuteAsync(
            "insert into sweeps (id, as_of, requested_at, state, started_at, finished_at, citizens, done) values ($1, $2, now(), 'done', now(), now(), 1, 1)", Guid.NewGuid(), Database.Today);
        var view = await _database.SendAsync(KarinaDatabase.Administrator, new ListJobRuns());
        Assert.Equal("citizens 1", Assert.Single(view.Runs).Detail);
        Assert.Equal("done", Assert.Single(view.Sweeps).State);
    }

    [Fact]
    public async Task A_caseworker_sees_no_operations() =>
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, new OpenOperations()));

    [Fact]
    public async Task A_rule_is_turned_off_from_a_day_on_and_its_history_kept()
    {
        var later = Database.Today.AddDays(3);
        Assert.True((await _database.SendAsync(KarinaDatabase.Administrator, new SetRule("load.contacts", false, null, later))).Succeeded);
        var before = Assert.Single((await RulesAsync()).Rules, rule => rule.Key == "load.contacts");
        Assert.True(before.IsOn);
        Assert.Equal(1, before.Open);
        Assert.Equal((later, "Aksel Test"), (before.History[0].ValidFrom, before.History[0].By));
        _database.Clock.Advance(TimeSpan.FromDays(3));
        Assert.False(Assert.Single((await RulesAsync()).Rules, rule => rule.Key == "load.contacts").IsOn);
    }

    [Fact]
    public async Task A_limit_counts_from_its_day_and_nobody_but_an_administrator_sets_it()
    {
        await _database.SendAsync(KarinaDatabase.Administrator, new SetLimit("activeContacts", 6, Database.Today));
        var limit = Assert.Single((await RulesAsync()).Limits, one => one.Name == "activeContacts");
        Assert.Equal((6, 4), (limit.Value, limit.Seed));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, new SetLimit("activeContacts", 9, Database.Today)));
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(
            () => _database.SendAsync(KarinaDatabase.Administrator, new SetLimit("activeContacts", 9, Database.Today.AddDays(-1))));
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(
            () => _database.SendAsync(KarinaDatabase.Administrator, new SetRule("load.contacts", true, Severity.K, Database.Today)));
    }

    private Task<ListRules.View> RulesAsync() => _database.SendAsync(KarinaDatabase.Administrator, new ListRules(Language.Da));
}
