using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Consent;

/// <summary>Karina's treatment (P3, of AHL) is shared with AKB on a consent that was withdrawn in September.</summary>
public sealed class ConsentTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private AskConsent Question(string from = "AHL", string to = "AKB", string[]? about = null, ConsentRecordId? renews = null) => new(
        _karina, ConsentKind.HealthDisclosure, from, to, about ?? ["plan"], "At jobcenteret kan lægge aftaler uden om behandlingen.",
        Database.Today.AddMonths(6), Language.Da, renews);

    private async Task<ConsentRecordId> AskAsync(string[]? about = null, ConsentRecordId? renews = null) =>
        (await _database.SendAsync(KarinaDatabase.Dorte, Question(about: about, renews: renews))).Value;

    private Task<OpenConsent.View> OpenAsync(ConsentRecordId id) => _database.SendAsync(KarinaDatabase.Dorte, new OpenConsent(_karina, id));

    private async Task<Result<ConsentState>> AnswerAsync(ConsentRecordId id, bool yes, string signer = ConsentSigners.Citizen) => await _database.SendAsync(
        KarinaDatabase.Dorte,
        new AnswerConsent(_karina, id, (await OpenAsync(id)).Revision, signer, yes, Database.Today, ConsentMethod.Paper, "Underskrevet, ligger på sagen.", true));

    private async Task<Result<Done>> WithdrawAsync(ConsentRecordId id) => await _database.SendAsync(
        KarinaDatabase.Lene, new WithdrawConsent(_karina, id, (await OpenAsync(id)).Revision, ConsentSigners.Citizen));

    private Task<SharedPlanView> PlanAsync(Caller viewer) => _database.SendAsync(viewer, new OpenSharedPlan(_karina, null, null, Language.Da));

    private async Task<bool> SeesTreatmentAsync(Caller viewer) => (await PlanAsync(viewer)).Plans.Any(plan => plan.Key.Id == "P3" && plan.Title is not null);

    private Task<Result<GivenShareId>> ShareAsync(Caller by, ItemKey plan, string area, ShareGround ground, string? reason) =>
        _database.SendAsync(by, new SharePlan(_karina, plan, area, ground, reason, Database.Today.AddMonths(3)));

    [Fact]
    public async Task It_opens_nothing_before_the_yes_and_nothing_after_it_was_withdrawn()
    {
        var id = await AskAsync();
        Assert.False(await SeesTreatmentAsync(KarinaDatabase.Lene));
        Assert.Equal(ConsentState.Given, (await AnswerAsync(id, yes: true)).Value);
        Assert.True(await SeesTreatmentAsync(KarinaDatabase.Lene));
        Assert.True((await WithdrawAsync(id)).Succeeded);
        Assert.False(await SeesTreatmentAsync(KarinaDatabase.Lene));
        Assert.Equal(("Karina Test Mikkelsen", Database.Today), ((await OpenAsync(id)).WithdrawnBy, (await OpenAsync(id)).WithdrawnOn));
    }

    [Fact]
    public async Task It_opens_what_it_is_about_and_no_more()
    {
        var start = new DateTime(2026, 10, 8, 11, 15, 0);
        await AnswerAsync(await AskAsync(), yes: true);
        Assert.Null(Assert.Single((await PlanAsync(KarinaDatabase.Lene)).Appointments, one => one.Start == start).Title);
        await AnswerAsync(await AskAsync(about: ["appointments"]), yes: true);
        Assert.NotNull(Assert.Single((await PlanAsync(KarinaDatabase.Lene)).Appointments, one => one.Start == start).Title);
    }

    [Fact]
    public async Task A_part_is_withdrawn_at_once_and_the_rest_holds_by_the_answers_that_were_given()
    {
        var start = new DateTime(2026, 10, 8, 11, 15, 0);
        async Task<bool> SeesTimeAsync() => (await PlanAsync(KarinaDatabase.Lene)).Appointments.Single(one => one.Start == start).Title is not null;
        var id = await AskAsync(about: ["plan", "appointments"]);
        await AnswerAsync(id, yes: true);
        Assert.Equal((true, true), (await SeesTreatmentAsync(KarinaDatabase.Lene), await SeesTimeAsync()));
        async Task<Result<Done>> TakeAsync(ConsentRecordId of, params string[] part) => await _database.SendAsync(
            KarinaDatabase.Lene, new WithdrawConsent(_karina, of, (await OpenAsync(of)).Revision, ConsentSigners.Citizen, part));

        Assert.Equal(ConsentRefusals.NothingTaken, (await TakeAsync(id, "goals")).Refusal);
        Assert.True((await TakeAsync(id, "appointments")).Succeeded);
        Assert.Equal((true, false), (await SeesTreatmentAsync(KarinaDatabase.Lene), await SeesTimeAsync()));
        Assert.Equal(ConsentState.Withdrawn, (await OpenAsync(id)).State);
        var rest = (await _database.SendAsync(KarinaDatabase.Dorte, new OpenConsents(_karina))).Consents.Single(line => line.State == ConsentState.Given).Id;
        var view = await OpenAsync(rest);
        Assert.Equal((id, "plan", "Underskrevet, ligger på sagen."), (view.Renews, Assert.Single(view.Categories), Assert.Single(view.Answers).Note));

        Assert.True((await TakeAsync(rest, "plan")).Succeeded);
        Assert.False(await SeesTreatmentAsync(KarinaDatabase.Lene));
        Assert.DoesNotContain((await _database.SendAsync(KarinaDatabase.Dorte, new OpenConsents(_karina))).Consents, line => line.State == ConsentState.Given);
    }

    [Fact]
    public async Task A_no_is_kept_and_opens_nothing()
    {
        var id = await AskAsync();
        Assert.Equal(ConsentState.Declined, (await AnswerAsync(id, yes: false)).Value);
        Assert.False(await SeesTreatmentAsync(KarinaDatabase.Lene));
        var view = await OpenAsync(id);
        Assert.Equal((ConsentState.Declined, "Karina Test Mikkelsen", false), (view.State, Assert.Single(view.Answers).Name, view.Answers[0].SaidYes));
        Assert.Equal(ConsentRefusals.NotAsked, (await AnswerAsync(id, yes: true)).Refusal);
    }

    [Fact]
    public async Task The_conflict_about_the_missing_consent_goes_when_it_is_given_and_comes_when_it_is_withdrawn()
    {
        Task<long> Open() => _database.ScalarAsync<long>(
            "select count(*) from conflicts where rule = 'consent.breach' and is_found and subject_key like '%P3%'");
        Assert.Equal(1, await Open());
        var id = await AskAsync();
        await AnswerAsync(id, yes: true);
        await _database.RecheckAsync();
        Assert.Equal(0, await Open());
        await WithdrawAsync(id);
        await _database.RecheckAsync();
        Assert.Equal(1, await Open());
    }

    [Fact]
    public async Task The_text_that_was_read_names_areas_kinds_purpose_and_day()
    {
        var view = await OpenAsync(await AskAsync(about: ["plan", "appointments"]));
        foreach (var part in (string[])["Alle Kan Bidrage", "hvad planen hedder og handler om og dine aftaler", "uden om behandlingen", "5. april 2027", "Siger du nej, får du stadig hjælp"])
        {
            Assert.Contains(part, view.Text, StringComparison.Ordinal);
        }
        Assert.Equal("2026-1", view.TextVersion);
    }

    [Fact]
    public async Task One_that_is_renewed_ends_with_the_yes_to_the_new_one()
    {
        var first = await AskAsync();
        await AnswerAsync(first, yes: true);
        var second = await AskAsync(renews: first);
        Assert.Equal(ConsentState.Given, (await OpenAsync(first)).State);
        await AnswerAsync(second, yes: true);
        var before = await OpenAsync(first);
        Assert.Equal((ConsentState.Withdrawn, null), (before.State, before.WithdrawnBy));
        Assert.True(await SeesTreatmentAsync(KarinaDatabase.Lene));
    }

    [Fact]
    public async Task It_is_for_the_two_areas_it_is_between()
    {
        var id = await AskAsync();
        var other = await _database.SendAsync(KarinaDatabase.Maja, new OpenConsents(_karina));
        Assert.Equal((0, 1), (other.Consents.Count, other.Hidden));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, new OpenConsent(_karina, id)));
        Assert.Equal(ConsentRefusals.NotOfYourArea, (await _database.SendAsync(KarinaDatabase.Maja, Question())).Refusal);
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, new OpenConsents(_karina)));
    }

    [Fact]
    public async Task The_same_is_not_asked_twice_at_once()
    {
        await AskAsync();
        Assert.Equal(ConsentRefusals.AskedAlready, (await _database.SendAsync(KarinaDatabase.Lene, Question())).Refusal);
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return (await _database.SendAsync(KarinaDatabase.Maja, Question("SIU", "AHL"))).Succeeded;
            }
            catch (StaleRevisionException)
            {
                return false;
            }
        }));
        Assert.Single(together, succeeded => succeeded);
    }

    [Theory]
    [InlineData("Alle relevante oplysninger om sagen", "Purpose")]
    [InlineData("Kort", "Purpose")]
    public async Task A_general_consent_is_none(string purpose, string field)
    {
        var invalid = await Assert.ThrowsAsync<FluentValidation.ValidationException>(
            () => _database.SendAsync(KarinaDatabase.Dorte, Question() with { Purpose = purpose }));
        Assert.Equal([field], invalid.Errors.Select(error => error.PropertyName));
    }

    [Fact]
    public async Task Nobody_says_yes_before_they_know_what_a_no_means()
    {
        var id = await AskAsync();
        var answer = new AnswerConsent(_karina, id, 1, ConsentSigners.Citizen, true, Database.Today, ConsentMethod.Oral, "Hørt af Dorte.", false);
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => _database.SendAsync(KarinaDatabase.Dorte, answer));
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(
            () => _database.SendAsync(KarinaDatabase.Dorte, answer with { ConsequencesExplained = true, Method = ConsentMethod.MitId }));
    }

    [Fact]
    public async Task A_plan_is_shared_with_a_reason_until_it_is_stopped()
    {
        var plan = new ItemKey("sundhed", "P3");
        const string reason = "Serviceloven § 108 pålægger os at give besked her.";
        Assert.Equal(ConsentRefusals.NotYourPlan, (await ShareAsync(KarinaDatabase.Lene, new ItemKey("social", "P2"), "AHL", ShareGround.StatutoryDuty, reason)).Refusal);
        Assert.False(await SeesTreatmentAsync(KarinaDatabase.Maja));
        Assert.True((await ShareAsync(KarinaDatabase.Dorte, plan, "SIU", ShareGround.StatutoryDuty, reason)).Succeeded);
        Assert.True(await SeesTreatmentAsync(KarinaDatabase.Maja));
        Assert.Equal(ConsentRefusals.SharedAlready, (await ShareAsync(KarinaDatabase.Dorte, plan, "SIU", ShareGround.StatutoryDuty, reason)).Refusal);
        var share = Assert.Single((await _database.SendAsync(KarinaDatabase.Dorte, new OpenConsents(_karina))).Shares);
        Assert.Equal((true, true, reason), (share.IsOpen, share.CanStop, share.Reason));
        Assert.Null(Assert.Single((await _database.SendAsync(KarinaDatabase.Maja, new OpenConsents(_karina))).Shares).Reason);
        Assert.True((await _database.SendAsync(KarinaDatabase.Dorte, new StopSharing(_karina, share.Id, share.Revision))).Succeeded);
        Assert.False(await SeesTreatmentAsync(KarinaDatabase.Maja));
    }

    [Fact]
    public async Task By_consent_a_plan_is_shared_only_where_there_is_one_and_no_longer_than_it_holds()
    {
        var plan = new ItemKey("sundhed", "P3");
        Assert.Equal(ConsentRefusals.NoConsent, (await ShareAsync(KarinaDatabase.Dorte, plan, "SIU", ShareGround.Consent, null)).Refusal);
        var id = (await _database.SendAsync(KarinaDatabase.Dorte, Question("AHL", "SIU") with { ValidTo = Database.Today.AddDays(10) })).Value;
        await AnswerAsync(id, yes: true);
        Assert.Equal(SharingVerdict.MayBeShared, (await AdviceAsync("SIU"))!.Verdict);
        Assert.True((await ShareAsync(KarinaDatabase.Dorte, plan, "SIU", ShareGround.Consent, null)).Succeeded);
        Assert.Equal((SharingVerdict.IsShared, Database.Today.AddDays(10)), ((await AdviceAsync("SIU"))!.Verdict, (await AdviceAsync("SIU"))!.Until));
        Assert.True(await SeesTreatmentAsync(KarinaDatabase.Maja));
        _database.Clock.Advance(TimeSpan.FromDays(11));
        Assert.False(await SeesTreatmentAsync(KarinaDatabase.Maja));
    }

    [Fact]
    public async Task The_advice_changes_with_what_is_asked_and_answered()
    {
        Assert.Equal(SharingVerdict.AskFirst, (await AdviceAsync("SIU"))!.Verdict);
        var id = (await _database.SendAsync(KarinaDatabase.Dorte, Question("AHL", "SIU"))).Value;
        Assert.Equal(SharingVerdict.IsAsked, (await AdviceAsync("SIU"))!.Verdict);
        await AnswerAsync(id, yes: true);
        Assert.Equal((SharingVerdict.MayBeShared, ShareGround.Consent), ((await AdviceAsync("SIU"))!.Verdict, (await AdviceAsync("SIU"))!.Ground));
        Assert.Equal(SharingVerdict.OwnArea, (await AdviceAsync("AHL"))!.Verdict);
        await Assert.ThrowsAsync<AccessDeniedException>(
            () => _database.SendAsync(KarinaDatabase.Lene, new AdviseSharing(_karina, new ItemKey("sundhed", "P3"), "SIU")));
    }

    private async Task<SharingAdvice?> AdviceAsync(string area) =>
        (await _database.SendAsync(KarinaDatabase.Dorte, new AdviseSharing(_karina, new ItemKey("sundhed", "P3"), area))).Advice;

    [Theory]
    [InlineData("update consent_records set purpose = 'Noget ganske andet end det, der blev spurgt om'")]
    [InlineData("update consent_records set state = 'given', given_on = '2026-10-05'")]
    [InlineData("update consent_records set categories = '{plan,goals}'")]
    [InlineData("delete from consent_records")]
    [InlineData("update consent_texts set text = 'Ja'")]
    [InlineData("truncate consent_records cascade")]
    public async Task The_database_keeps_what_was_asked_and_answered(string change)
    {
        await AskAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => _database.ExecuteAsync(change));
        Assert.Contains(refused.SqlState, (string[])["23001", "23514"]);
    }

    [Fact]
    public async Task The_database_keeps_what_was_given_and_shared()
    {
        await AnswerAsync(await AskAsync(), yes: true);
        await ShareAsync(KarinaDatabase.Dorte, new ItemKey("sundhed", "P3"), "SIU", ShareGround.Balancing, "Hensynet til barnet vejer klart tungest.");
        foreach (var change in (string[])
        [
            "update consent_signatures set said_yes = false", "delete from consent_signatures", "update consent_records set state = 'asked', given_on = null",
            "update given_shares set until = until + 1", "delete from given_shares", "update given_shares set reason = 'Noget andet, der er langt nok.'",
        ])
        {
            await Assert.ThrowsAsync<PostgresException>(() => _database.ExecuteAsync(change));
        }
    }
}
