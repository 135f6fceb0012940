using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Conflicts;

/// <summary>What a person wrote when a conflict was left standing.</summary>
public sealed class ReasonTests : IAsyncLifetime
{
    private const string Words = "Aftalt med borgeren, fordi begge dele hjælper.";
    private readonly KarinaDatabase _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Is_in_the_plan_for_those_who_see_all_of_the_conflict_and_for_nobody_else()
    {
        var mine = (await PlanAsync(KarinaDatabase.Maja)).Conflicts.First(line => !line.HidesSomething && line.Severity != Severity.K && line.Fingerprint.Contains("P2", StringComparison.Ordinal));
        await AcceptAsync(mine);

        Assert.Equal(Words, Assert.Single((await PlanAsync(KarinaDatabase.Maja)).ClosedConflicts).Reason);
        Assert.Equal(Words, await NoteAsync(KarinaDatabase.Maja, mine));

        Assert.True(Assert.Single((await PlanAsync(KarinaDatabase.Dorte)).ClosedConflicts).HidesSomething);
        Assert.Null(Assert.Single((await PlanAsync(KarinaDatabase.Dorte)).ClosedConflicts).Reason);
        Assert.Null(await NoteAsync(KarinaDatabase.Dorte, mine));
    }

    [Fact]
    public async Task Is_kept_for_who_wrote_it_although_the_other_side_is_hidden()
    {
        var half = (await PlanAsync(KarinaDatabase.Maja)).Conflicts.First(line => line.HidesSomething && line.Severity != Severity.K);
        await AcceptAsync(half);
        Assert.Equal(Words, await NoteAsync(KarinaDatabase.Maja, half));
    }

    [Fact]
    public async Task Stays_in_the_plan_however_many_conflicts_are_over()
    {
        var mine = (await PlanAsync(KarinaDatabase.Maja)).Conflicts.First(line => !line.HidesSomething && line.Severity != Severity.K);
        await AcceptAsync(mine);
        await _database.ExecuteAsync(
            """
            insert into conflicts (id, citizen_id, rule, subject_key, fingerprint, subjects, areas, state, is_found, severity, evidence, evidence_hash,
                first_seen_at, last_seen_at, revision)
            select gen_random_uuid(), citizen_id, rule, subject_key || n, fingerprint || n, subjects, areas, 'autoClosed', false, severity, evidence,
                evidence_hash, first_seen_at, first_seen_at + n * interval '1 hour', 1
            from conflicts, generate_series(1, 30) n where id = $1
            """, mine.Id);

        var closed = (await PlanAsync(KarinaDatabase.Maja)).ClosedConflicts;
        Assert.Equal(Words, closed[0].Reason);
        Assert.Equal(Enumerable.Range(11, 20).Reverse().Select(n => mine.Fingerprint + n), closed.Skip(1).Select(line => line.Fingerprint));
    }

    private async Task<SharedPlanView> PlanAsync(Caller caller) =>
        await _database.SendAsync(caller, new OpenSharedPlan(await _database.KarinaAsync(), null, null, Language.Da));

    private async Task<OpenConflict.View> OpenAsync(Caller caller, ConflictLine line) =>
        await _database.SendAsync(caller, new OpenConflict(ConflictId.From(line.Id!.Value), Language.Da));

    private async Task<string?> NoteAsync(Caller caller, ConflictLine line) =>
        Assert.Single((await OpenAsync(caller, line)).History, change => change.What == ConflictChange.Accepted).Note;

    private async Task AcceptAsync(ConflictLine line)
    {
        var seen = await OpenAsync(KarinaDatabase.Maja, line);
        var accepted = await _database.SendAsync(
            KarinaDatabase.Maja, new AcceptConflict(ConflictId.From(line.Id!.Value), seen.Revision, Words, Database.Today.AddDays(30)));
        Assert.True(accepted.Succeeded);
    }
}
