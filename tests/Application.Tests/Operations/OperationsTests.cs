using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Conflicts;
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
        await _database.ExecuteAsync("insert into due_citizens (citizen_id, due_since) select id, $1 from citizens", _database.Clock.GetUtcNow().AddMinutes(-10));
        Assert.Equal("checks.late", (await LineAsync("checks")).Code);
        await _database.ExecuteAsync("update due_citizens set tries = 5");
        Assert.Equal("checks.failing", (await LineAsync("checks")).Code);
        await _database.ExecuteAsync(
            "insert into job_runs (job, business_date, started_at, finished_at, outcome) values ('sweep-conflicts', $1, now(), now(), 'failed')", Database.Today);
        Assert.Equal("jobs.failed", (await LineAsync("jobs")).Code);
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
