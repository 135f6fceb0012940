using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.BreakGlass;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.BreakGlass;

public sealed class BreakGlassTests : Database, IAsyncLifetime
{
    private const string Why = "Borgeren er fundet bevidstløs derhjemme.";
    private CitizenId _karina;
    private Caller _guard = null!;
    private Caller _maja = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _karina = await this.ImportCaseAsync("karina");
        await RecheckAsync();
        await this.ACaseworkerAsync("vagt", "REG");
        await this.ACaseworkerAsync("maja", "SIU");
        _guard = await SignedInAsync("vagt");
        _maja = await SignedInAsync("maja");
    }

    [Fact]
    public async Task It_shows_what_the_named_areas_know_for_an_hour_and_of_the_rest_only_that_it_is_there()
    {
        await DeniedAsync("access.relation", () => SendAsync(_guard, Plan()));
        Assert.True((await TakeAsync(_guard, "AHL")).Succeeded);

        var plan = await SendAsync(_guard, Plan());
        Assert.Equal(Clock.GetUtcNow().AddMinutes(60), plan.Citizen.BreakGlassUntil);
        Assert.Contains(plan.Plans, one => one.Title?.StartsWith("Behandlingsplan", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(plan.Plans, one => one.Title?.StartsWith("Min Plan", StringComparison.Ordinal) == true);

        Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        await using (var other = BuildServices())
        {
            // Another process, as after a restart, knows when it ends.
            Assert.NotNull((await SendAsync(_guard, Plan())).Citizen.BreakGlassUntil);
        }
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await DeniedAsync("access.relation", () => SendAsync(_guard, Plan()));
        Assert.Equal("breakGlass", await ScalarAsync<string>("select ground from access_log where what = 'OpenSharedPlan' and subject = 'vagt' and outcome = 'permitted' limit 1"));
    }

    [Fact]
    public async Task It_is_to_read_and_nothing_else()
    {
        await TakeAsync(_guard, "SIU", "AHL", "AKB", "LOT");
        var conflict = ConflictId.From(await ScalarAsync<Guid>("select id from conflicts where state = 'open' limit 1"));
        Assert.NotEmpty(await SendAsync(_guard, new ListCitizenConflicts(_karina, null)));
        await DeniedAsync("access.relation", () => SendAsync(_guard, new ResolveConflict(conflict, 1, "Aftalt", null)));
        await DeniedAsync("access.relation", () => SendAsync(_guard, new NameCoordinator(_karina, null, Domain.Courses.CoordinatorKind.Main, Today, null, [], false, null)));
        Assert.Empty((await SendAsync(_guard, new SearchCitizens(null, "Karina"))).Rows);
        Assert.Equal(0, (await SendAsync(_guard, new ListMyCitizens(CitizenScope.Areas, null, false, ListMyCitizens.Order.Name, 1))).Total.Number);
    }

    [Fact]
    public async Task Given_up_it_is_over_at_once_and_can_be_taken_again()
    {
        await TakeAsync(_guard, "AHL");
        Assert.True((await SendAsync(_guard, new CloseBreakGlass(_karina))).Succeeded);
        await DeniedAsync("access.relation", () => SendAsync(_guard, Plan()));
        Assert.Equal(BreakGlassRefusals.IsOver, (await SendAsync(_guard, new CloseBreakGlass(_karina))).Refusal);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await TakeAsync(_guard, "AHL")).Succeeded);
    }

    [Fact]
    public async Task Taken_twice_at_the_same_moment_it_is_one()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                return (await TakeAsync(_guard, "AHL")).Succeeded;
            }
            catch (StaleRevisionException)
            {
                return false;
            }
        }));
        Assert.Single(taken, true);
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from break_glass_grants"));
    }

    [Fact]
    public async Task It_takes_a_sign_in_of_the_last_five_minutes()
    {
        await ExecuteAsync("update sessions set proved_at = now() - interval '5 minutes 1 second' where subject = 'vagt'");
        Assert.Equal(BreakGlassRefusals.StaleSignIn, (await TakeAsync(_guard, "AHL")).Refusal);
        Assert.Equal(BreakGlassRefusals.StaleSignIn, (await TakeAsync(Caller.WithSubject("vagt", "test"), "AHL")).Refusal);
        Assert.True((await TakeAsync(await SignedInAsync("vagt"), "AHL")).Succeeded);
    }

    [Fact]
    public async Task Whoever_works_with_the_citizen_needs_none()
    {
        Assert.Equal(BreakGlassRefusals.WorksWith, (await TakeAsync(_maja, "AHL")).Refusal);
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from break_glass_grants"));
    }

    [Theory]
    [InlineData(Closeness.Self)]
    [InlineData(Closeness.Household)]
    [InlineData(Closeness.Close)]
    public async Task Nobody_looks_up_themselves_or_those_close_to_them_by_any_way(Closeness closeness)
    {
        const string cpr = "1403849902";
        foreach (var caller in new[] { _guard, _maja })
        {
            Assert.True((await SendAsync(caller, new TellCloseRelation(cpr, closeness))).Succeeded);
        }
        Assert.Equal(closeness, Assert.Single(await SendAsync(_maja, new ListCloseRelations())).Closeness);
        await DeniedAsync("access.closeRelation", () => TakeAsync(_guard, "AHL"));
        // Not even who has a plan of theirs in the own area, and no list shows them.
        await DeniedAsync("access.closeRelation", () => SendAsync(_maja, Plan()));
        Assert.Empty((await SendAsync(_maja, new SearchCitizens(null, "Karina"))).Rows);
        Assert.Empty((await SendAsync(_maja, new SearchCitizens(cpr, null))).Rows);
        Assert.Equal(0, (await SendAsync(_maja, new ListMyCitizens(CitizenScope.Areas, null, false, ListMyCitizens.Order.Name, 1))).Total.Number);
        Assert.Equal(0, (await SendAsync(_maja, new ListConflicts(new ListConflicts.Filter { Scope = CitizenScope.Areas }, ListConflicts.Order.Severity, 1))).Total.Number);
        Assert.Equal(2L, await ScalarAsync<long>("select count(*) from access_log where outcome = 'access.closeRelation' and citizen_id = $1", _karina.Value));
    }

    [Fact]
    public async Task Those_who_work_with_the_citizen_and_the_leader_are_told_at_once()
    {
        await TakeAsync(_guard, "AHL");
        var told = Assert.Single((await SendAsync(await WorkingWithKarinaAsync(), new OpenMyDay())).Emergencies);
        Assert.Equal((_karina, "Test vagt", BreakGlassReason.LifeOrHealth), (told.CitizenId, told.Who, told.Reason));
        Assert.Empty((await SendAsync(_guard, new OpenMyDay())).Emergencies);

        var leader = await LeaderAsync("leder", "REG");
        var waiting = Assert.Single((await SendAsync(leader, new ListBreakGlass())).Waiting);
        Assert.Equal(("Test vagt", Why, false), (waiting.Who, waiting.Text, waiting.IsOverdue));
        Assert.Empty((await SendAsync(await LeaderAsync("anden", "SIU"), new ListBreakGlass())).Waiting);
    }

    [Fact]
    public async Task What_nobody_has_judged_in_time_goes_to_the_data_protection_contact_and_so_does_what_is_taken_often()
    {
        await this.AUserAsync("dpo", [Roles.DataProtection]);
        var dpo = Caller.WithSubject("dpo", "test");
        for (var time = 1; time <= 4; time++)
        {
            await TakeAsync(_guard, "AHL");
            Assert.Equal(time > 3 ? 1 : 0, (await SendAsync(dpo, new ListBreakGlass())).Waiting.Count);
            Clock.Advance(TimeSpan.FromMinutes(61));
        }
        Clock.Advance(TimeSpan.FromDays(8));
        var waiting = (await SendAsync(dpo, new ListBreakGlass())).Waiting;
        Assert.Equal(4, waiting.Count);
        Assert.All(waiting, one => Assert.True(one.IsOverdue));

        Assert.True((await SendAsync(dpo, new ReviewBreakGlass(waiting[0].Id, BreakGlassVerdict.NotJustified, "Kunne vente."))).Succeeded);
        Assert.Equal(BreakGlassRefusals.IsReviewed, (await SendAsync(await LeaderAsync("leder", "REG"), new ReviewBreakGlass(waiting[0].Id, BreakGlassVerdict.Justified, null))).Refusal);
        await DeniedAsync("access.role", () => SendAsync(_guard, new ReviewBreakGlass(waiting[1].Id, BreakGlassVerdict.Justified, null)));
    }

    [Fact]
    public async Task Nobody_judges_their_own_nor_that_of_whoever_has_judged_theirs()
    {
        await this.AUserAsync("begge", [Roles.Caseworker, Roles.Leader], "REG");
        await this.AUserAsync("ogsaa", [Roles.Caseworker, Roles.Leader], "REG");
        var (one, two) = (await SignedInAsync("begge"), await SignedInAsync("ogsaa"));
        var (first, second) = ((await TakeAsync(one, "AHL")).Value, (await TakeAsync(two, "AHL")).Value);
        Assert.Equal(BreakGlassRefusals.OwnReview, (await SendAsync(one, new ReviewBreakGlass(first, BreakGlassVerdict.Justified, null))).Refusal);
        Assert.True((await SendAsync(two, new ReviewBreakGlass(first, BreakGlassVerdict.Justified, null))).Succeeded);
        Assert.Equal(BreakGlassRefusals.ReviewOfReviewer, (await SendAsync(one, new ReviewBreakGlass(second, BreakGlassVerdict.Justified, null))).Refusal);
    }

    [Fact]
    public async Task What_has_been_judged_can_still_be_given_up_and_the_judgement_stays()
    {
        var grant = (await TakeAsync(_guard, "AHL")).Value;
        Assert.True((await SendAsync(await LeaderAsync("leder", "REG"), new ReviewBreakGlass(grant, BreakGlassVerdict.Justified, null))).Succeeded);
        Assert.True((await SendAsync(_guard, new CloseBreakGlass(_karina))).Succeeded);
        await DeniedAsync("access.relation", () => SendAsync(_guard, Plan()));
        foreach (var change in new[] { "review_note = 'andet'", "verdict = 'notJustified'", "reviewed_at = now()", "reviewed_by = null, reviewed_at = null, verdict = null" })
        {
            await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync($"update break_glass_grants set {change}"));
        }
    }

    [Fact]
    public async Task Where_a_protected_citizen_can_be_found_is_opened_by_no_emergency()
    {
        await TakeAsync(_guard, "SIU", "AHL", "AKB", "LOT");
        Assert.Contains((await SendAsync(_guard, Plan())).Appointments, one => one.Place is not null);
        await ExecuteAsync("update citizens set protection = 'nameAndAddress' where id = $1", _karina.Value);
        Assert.All((await SendAsync(_guard, Plan())).Appointments, one => Assert.Null(one.Place));
        await DeniedAsync("access.relation", () => SendAsync(_guard, new RevealPlaces(_karina, PlaceReason.Danger)));
        // Nor by working with the citizen: only those whose appointment it is are told where it is, when they say why they ask.
        Assert.All((await SendAsync(_maja, Plan())).Appointments, one => Assert.Null(one.Place));
        await this.ACaseworkerAsync("dorte", "AHL");
        var dorte = await SignedInAsync("dorte");
        Assert.All((await SendAsync(dorte, Plan())).Appointments, one => Assert.Null(one.Place));
        Assert.NotEmpty((await SendAsync(dorte, new RevealPlaces(_karina, PlaceReason.Meeting))).Lines);
        Assert.All((await SendAsync(_maja, new RevealPlaces(_karina, PlaceReason.Meeting))).Lines, line => Assert.Equal("SIU", line.Area.Code));
    }

    [Fact]
    public async Task It_shows_the_kinds_of_information_that_are_named_and_no_others()
    {
        var start = new DateTime(2026, 10, 8, 11, 15, 0);
        Assert.True((await SendAsync(_guard, new TakeBreakGlass(_karina, BreakGlassReason.LifeOrHealth, Why, ["AHL"], ["appointments"]))).Succeeded);
        var view = await SendAsync(_guard, Plan());
        Assert.NotNull(Assert.Single(view.Appointments, one => one.Start == start).Title);
        Assert.All(view.Plans, plan => Assert.Null(plan.Title));
        Assert.DoesNotContain("ntabus", System.Text.Json.JsonSerializer.Serialize(view), StringComparison.Ordinal);
        await SendAsync(_guard, new CloseBreakGlass(_karina));
        Assert.True((await SendAsync(_guard, new TakeBreakGlass(_karina, BreakGlassReason.LifeOrHealth, Why, ["AHL"], ["plan"]))).Succeeded);
        view = await SendAsync(_guard, Plan());
        Assert.Null(Assert.Single(view.Appointments, one => one.Start == start).Title);
        Assert.NotNull(Assert.Single(view.Plans, plan => plan.Key.Id == "P3").Title);
        Assert.All(view.Plans, plan => Assert.Equal(plan.Area?.Code == "AHL", plan.Title is not null));
    }

    [Theory]
    [InlineData]
    [InlineData("plan", "everything")]
    public async Task It_is_for_kinds_of_information_that_there_are(params string[] kinds) => await Assert.ThrowsAsync<FluentValidation.ValidationException>(
        () => SendAsync(_guard, new TakeBreakGlass(_karina, BreakGlassReason.LifeOrHealth, Why, ["AHL"], kinds)));

    [Theory]
    [InlineData("delete from break_glass_grants")]
    [InlineData("truncate break_glass_grants")]
    [InlineData("update break_glass_grants set text = text || ' og mere'")]
    [InlineData("update break_glass_grants set until = until + interval '1 second'")]
    [InlineData("update break_glass_grants set areas = '{AKB}'")]
    [InlineData("update break_glass_grants set categories = '{plan}'")]
    [InlineData("update break_glass_grants set reviewed_by = user_id, reviewed_at = now(), verdict = 'justified'")]
    [InlineData("update break_glass_grants set verdict = 'justified'")]
    public async Task The_database_keeps_it_as_it_was_taken(string change)
    {
        await TakeAsync(_guard, "AHL");
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(change));
    }

    [Theory]
    [InlineData("1403849902", true)]
    [InlineData("0101009901", false)]
    public async Task A_citizen_is_found_by_number_and_nothing_is_told_of_them(string cpr, bool known)
    {
        Assert.Equal(known ? _karina : null, await SendAsync(_guard, new FindForBreakGlass(cpr)));
        // A number that is nobody's may be a guess.
        Assert.Equal(known ? 0L : 1L, await ScalarAsync<long>("select count(*) from access_log where ground = 'noHit' and what = 'FindForBreakGlass'"));
    }

    private OpenSharedPlan Plan() => new(_karina, null, null, Language.Da);

    private Task<Result<BreakGlassGrantId>> TakeAsync(Caller caller, params string[] areas) =>
        SendAsync(caller, new TakeBreakGlass(_karina, BreakGlassReason.LifeOrHealth, Why, areas, DataClassWords.All));

    private async Task<Caller> SignedInAsync(string subject)
    {
        var session = Guid.NewGuid();
        await ExecuteAsync("insert into sessions (id, subject, proved_at) values ($1, $2, now())", session, subject);
        return Caller.WithSubject(subject, "test", session);
    }

    private async Task<Caller> LeaderAsync(string subject, string area)
    {
        await this.AUserAsync(subject, [Roles.Leader], area);
        return Caller.WithSubject(subject, "test");
    }

    private async Task<Caller> WorkingWithKarinaAsync()
    {
        Assert.True((await SendAsync(_maja, new NameCoordinator(_karina, null, Domain.Courses.CoordinatorKind.Main, Today, null, [], false, null))).Succeeded);
        return _maja;
    }

    private static async Task DeniedAsync(string code, Func<Task> ask) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<AccessDeniedException>(ask)).Code);
}
