using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Conflicts;

public sealed class ConflictLifeTests(Database database) : IClassFixture<Database>
{
    private static readonly DateOnly Later = Database.Today.AddDays(30);
    private Caller _caseworker = null!;

    private async Task<Conflict> TheConflictAsync(CitizenId citizen) =>
        Assert.Single(await database.WriteAsync(db => db.Set<Conflict>().AsNoTracking().Where(conflict => conflict.CitizenId == citizen).ToListAsync()));

    private async Task<CitizenId> AJudgedOverlapAsync()
    {
        var citizen = await database.ACitizenWithAnOverlapAsync();
        await database.RecheckAsync();
        var subject = $"cw-{Guid.NewGuid():N}";
        await database.ACaseworkerAsync(subject, "AHL");
        _caseworker = Caller.WithSubject(subject, "test");
        await database.ExecuteAsync(
            "insert into plans (citizen_id, id, source, area, type, title, status, period_from, sensitivity, no_further_need, keeps_owner, citizen_declined_goal, next_follow_up, exported_at, first_seen_at) values ($1, 'P9', 'sundhed', 'AHL', 'SUL140', 'Plan', 'active', '2026-09-01', 'health', false, false, false, '2026-12-01', now(), now())",
            citizen.Value);
        return citizen;
    }

    [Fact]
    public async Task An_overlap_is_flagged_once_however_often_the_citizen_is_checked()
    {
        var citizen = await database.ACitizenWithAnOverlapAsync();
        await database.RecheckAsync();
        await database.MakeDueAsync(citizen);
        await database.RecheckAsync();

        var conflict = await TheConflictAsync(citizen);
        Assert.Equal("appointment.overlap:A4+A5", conflict.Fingerprint);
        Assert.Equal("skole-familie:A4+sundhed:A5", conflict.SubjectKey);
        Assert.Equal(["AHL", "LOT"], conflict.Areas);
        Assert.Equal(ConflictChange.Opened, Assert.Single(conflict.History).Change);
    }

    [Fact]
    public async Task A_conflict_whose_facts_go_away_closes_by_itself_and_coming_back_it_is_the_same_one()
    {
        var citizen = await database.ACitizenWithAnOverlapAsync();
        await database.RecheckAsync();
        var first = await TheConflictAsync(citizen);

        await database.AppointmentAsync(citizen, "A5", "2026-10-07 14:00", "2026-10-07 14:45");
        await database.RecheckAsync();
        var closed = await TheConflictAsync(citizen);
        Assert.Equal(ConflictState.AutoClosed, closed.State);
        Assert.NotNull(closed.LastSeenAt);

        await database.AppointmentAsync(citizen, "A5", "2026-10-07 13:30", "2026-10-07 14:15");
        await database.RecheckAsync();
        var back = await TheConflictAsync(citizen);
        Assert.Equal(first.Id, back.Id);
        Assert.Equal(ConflictState.Open, back.State);
        Assert.Null(back.LastSeenAt);
        Assert.Equal([ConflictChange.Opened, ConflictChange.AutoClosed, ConflictChange.Reopened], back.History.OrderBy(entry => entry.At).ThenBy(entry => entry.Change).Select(entry => entry.Change).Order());
    }

    [Fact]
    public async Task An_accepted_conflict_stays_accepted_until_its_facts_change()
    {
        var citizen = await AJudgedOverlapAsync();
        var conflict = await TheConflictAsync(citizen);
        var accepted = await database.SendAsync(_caseworker, new AcceptConflict(conflict.Id, conflict.Revision, "Aftalt med Karina Test.", Later));
        Assert.True(accepted.Succeeded);

        await database.MakeDueAsync(citizen);
        await database.RecheckAsync();
        Assert.Equal(ConflictState.Accepted, (await TheConflictAsync(citizen)).State);

        await database.AppointmentAsync(citizen, "A5", "2026-10-07 13:45", "2026-10-07 14:15");
        await database.RecheckAsync();
        Assert.Equal(ConflictState.Open, (await TheConflictAsync(citizen)).State);
    }

    [Fact]
    public async Task A_resolved_conflict_that_still_shows_after_its_day_is_open_again()
    {
        var citizen = await AJudgedOverlapAsync();
        var conflict = await TheConflictAsync(citizen);
        await database.SendAsync(_caseworker, new ResolveConflict(conflict.Id, conflict.Revision, "Fysioterapien flyttes.", Database.Today.AddDays(1)));
        await SweepAsync(Database.Today.AddDays(1));
        Assert.Equal(ConflictState.Resolved, (await TheConflictAsync(citizen)).State);

        await SweepAsync(Database.Today.AddDays(2));
        Assert.Equal(ConflictState.Open, (await TheConflictAsync(citizen)).State);
    }

    [Fact]
    public async Task What_was_agreed_must_show_within_a_year()
    {
        var conflict = await TheConflictAsync(await AJudgedOverlapAsync());
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => database.SendAsync(
            _caseworker, new ResolveConflict(conflict.Id, conflict.Revision, "Fysioterapien flyttes.", Database.Today.AddYears(1).AddDays(1))));
    }

    [Fact]
    public async Task A_critical_conflict_cannot_be_accepted()
    {
        var citizen = await database.ACitizenAsync();
        await database.BreachAsync(citizen);
        await database.RecheckAsync();
        var subject = $"cw-{Guid.NewGuid():N}";
        await database.ACaseworkerAsync(subject, "AHL");
        var breach = Assert.Single(await database.WriteAsync(db => db.Set<Conflict>().AsNoTracking().Where(one => one.CitizenId == citizen && one.Rule == "consent.breach").ToListAsync()));

        var answer = await database.SendAsync(Caller.WithSubject(subject, "test"), new AcceptConflict(breach.Id, breach.Revision, "Nej.", Later));

        Assert.Equal("conflict.criticalCannotBeAccepted", answer.Refusal.Code);
    }

    [Fact]
    public async Task Who_has_seen_an_older_revision_is_told_so()
    {
        var citizen = await AJudgedOverlapAsync();
        var conflict = await TheConflictAsync(citizen);
        await database.SendAsync(_caseworker, new AcknowledgeConflict(conflict.Id, conflict.Revision, null, Later));

        await Assert.ThrowsAsync<StaleRevisionException>(() =>
            database.SendAsync(_caseworker, new ResolveConflict(conflict.Id, conflict.Revision, "For sent.", null)));
    }

    private async Task SweepAsync(DateOnly day)
    {
        var sweeps = database.Services.GetRequiredService<ISweeps>();
        var id = await sweeps.RequestAsync(day, by: null, TestContext.Current.CancellationToken);
        await sweeps.RunAsync(id, progress: null, TestContext.Current.CancellationToken);
    }
}
