using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Coordination;

public sealed class NamingTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<Result<CoordinatorAssignmentId>> NameAsync(Caller by, UserId? person, CoordinatorKind kind = CoordinatorKind.Main) =>
        _database.SendAsync(by, Name(person, kind));

    private NameCoordinator Name(UserId? person, CoordinatorKind kind) =>
        new(_karina, person, kind, Database.Today, Database.Today.AddDays(14), [CoordinatorMandate.MoveAppointments], true, "Ring helst før kl. 10.");

    private async Task<IEnumerable<string>> DeputiesAsync(DateOnly? asOf) =>
        (await _database.SendAsync(KarinaDatabase.Maja, new OpenSharedPlan(_karina, asOf, null, Language.Da))).Team
            .Where(member => member.IsDeputy).Select(member => member.Name);

    private async Task<OpenCoordination.View> OpenAsync(Caller by)
    {
        var plan = await _database.SendAsync(by, new OpenSharedPlan(_karina, null, null, Language.Da));
        return await _database.SendAsync(by, new OpenCoordination(_karina, plan.KnownAreas));
    }

    [Fact]
    public async Task Naming_oneself_acts_at_once()
    {
        Assert.True((await NameAsync(KarinaDatabase.Maja, null)).Succeeded);
        var now = Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now);
        Assert.Equal(("Maja Test Lind", AssignmentState.Active), (now.Name, now.State));
    }

    [Fact]
    public async Task A_colleague_is_asked_and_the_one_before_stays_until_there_is_a_yes()
    {
        await NameAsync(KarinaDatabase.Maja, null);
        var asked = (await NameAsync(KarinaDatabase.Maja, _database.LeneId)).Value;

        var waiting = await OpenAsync(KarinaDatabase.Maja);
        Assert.Equal(AssignmentState.Active, Assert.Single(waiting.Now, one => one.Name == "Maja Test Lind").State);
        var proposal = await _database.SendAsync(KarinaDatabase.Lene, new OpenCoordinatorProposal(asked));
        Assert.Equal(("Karina Test Mikkelsen", "Maja Test Lind", "Maja Test Lind"), (proposal.CitizenName, proposal.ProposedBy, proposal.Before));

        Assert.True((await _database.SendAsync(KarinaDatabase.Lene, new AnswerCoordinatorProposal(asked, proposal.Revision, true, null))).Succeeded);
        var after = await OpenAsync(KarinaDatabase.Maja);
        Assert.Equal("Lene Test Holm", Assert.Single(after.Now).Name);
        Assert.Equal(AssignmentState.Ended, Assert.Single(after.Before).State);
    }

    [Fact]
    public async Task A_no_leaves_everything_as_it_was()
    {
        await NameAsync(KarinaDatabase.Maja, null);
        var asked = (await NameAsync(KarinaDatabase.Maja, _database.LeneId)).Value;
        var proposal = await _database.SendAsync(KarinaDatabase.Lene, new OpenCoordinatorProposal(asked));
        await _database.SendAsync(KarinaDatabase.Lene, new AnswerCoordinatorProposal(asked, proposal.Revision, false, "Jeg har for mange borgere."));
        var view = await OpenAsync(KarinaDatabase.Maja);
        Assert.Equal("Maja Test Lind", Assert.Single(view.Now).Name);
        Assert.Equal("Jeg har for mange borgere.", Assert.Single(view.Before).DeclineReason);
    }

    [Fact]
    public async Task Only_whoever_was_asked_can_answer()
    {
        var asked = (await NameAsync(KarinaDatabase.Maja, _database.LeneId)).Value;
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Dorte, new OpenCoordinatorProposal(asked)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Dorte, new AnswerCoordinatorProposal(asked, 1, true, null)));
    }

    [Fact]
    public async Task A_yes_takes_the_role_from_nobody_whom_the_question_did_not_name()
    {
        var asked = (await NameAsync(KarinaDatabase.Maja, _database.LeneId)).Value;
        var read = await _database.SendAsync(KarinaDatabase.Lene, new OpenCoordinatorProposal(asked));
        await NameAsync(KarinaDatabase.Dorte, null);
        var yes = new AnswerCoordinatorProposal(asked, read.Revision, true, null) { Seen = new(read.Main) };
        await Assert.ThrowsAsync<StaleRevisionException>(() => _database.SendAsync(KarinaDatabase.Lene, yes));
        Assert.Equal("Dorte Test Friis", Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now, one => one.State == AssignmentState.Active).Name);

        read = await _database.SendAsync(KarinaDatabase.Lene, new OpenCoordinatorProposal(asked));
        Assert.Equal("Dorte Test Friis", read.Before);
        Assert.True((await _database.SendAsync(KarinaDatabase.Lene, yes with { Seen = new(read.Main) })).Succeeded);
        Assert.Equal("Lene Test Holm", Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now).Name);
    }

    [Fact]
    public async Task What_became_of_a_question_is_told_whoever_it_was_asked_of_and_nobody_else()
    {
        var stranger = await _database.ScalarAsync<Guid>("select id from users where subject = 'stranger'");
        var asked = (await NameAsync(KarinaDatabase.Maja, UserId.From(stranger))).Value;
        await _database.SendAsync(KarinaDatabase.Maja, new EndCoordination(_karina, asked, 1));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, new OpenCoordinatorProposal(asked)));
        var became = (await _database.SendAsync(KarinaDatabase.Stranger, new WhatBecameOfQuestion(asked)))!;
        Assert.Equal((CoordinatorKind.Main, AssignmentState.Withdrawn, true), (became.Kind, became.State, became.At is not null));
        Assert.Null(await _database.SendAsync(KarinaDatabase.Maja, new WhatBecameOfQuestion(asked)));
        Assert.Null(await _database.SendAsync(KarinaDatabase.Lene, new WhatBecameOfQuestion(asked)));
    }

    [Fact]
    public async Task Two_who_name_themselves_leave_one_main_coordinator_and_a_deputy_stands_beside()
    {
        await NameAsync(KarinaDatabase.Maja, null);
        await NameAsync(KarinaDatabase.Lene, null);
        await NameAsync(KarinaDatabase.Dorte, null, CoordinatorKind.Deputy);
        var view = await OpenAsync(KarinaDatabase.Maja);
        Assert.Equal(["Dorte Test Friis", "Lene Test Holm"], view.Now.Select(one => one.Name).Order());
    }

    [Fact]
    public async Task Mandate_and_end_need_the_revision_that_was_seen()
    {
        await NameAsync(KarinaDatabase.Maja, null);
        var now = Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now);
        var authorised = await _database.SendAsync(KarinaDatabase.Lene, new AuthoriseCoordinator(_karina, now.Id, now.Revision, [CoordinatorMandate.Grant]));
        Assert.True(authorised.Succeeded);
        await Assert.ThrowsAsync<StaleRevisionException>(() => _database.SendAsync(KarinaDatabase.Maja, new EndCoordination(_karina, now.Id, now.Revision)));

        var changed = Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now);
        Assert.Equal([CoordinatorMandate.Grant], changed.Mandate);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new EndCoordination(_karina, changed.Id, changed.Revision))).Succeeded);
        Assert.Empty((await OpenAsync(KarinaDatabase.Maja)).Now);
    }

    [Fact]
    public async Task Who_has_the_role_or_has_been_asked_is_not_named_again_and_nobody_is_a_deputy_for_themselves()
    {
        await NameAsync(KarinaDatabase.Maja, null);
        Assert.Equal(CoordinationRefusals.Already, (await NameAsync(KarinaDatabase.Maja, null)).Refusal);
        Assert.Equal(CoordinationRefusals.Already, (await NameAsync(KarinaDatabase.Maja, null, CoordinatorKind.Deputy)).Refusal);
        Assert.True((await NameAsync(KarinaDatabase.Maja, _database.LeneId)).Succeeded);
        Assert.Equal(CoordinationRefusals.Already, (await NameAsync(KarinaDatabase.Maja, _database.LeneId)).Refusal);
        Assert.True((await NameAsync(KarinaDatabase.Maja, _database.LeneId, CoordinatorKind.Deputy)).Succeeded);
        Assert.Equal(CoordinationRefusals.Already, (await NameAsync(KarinaDatabase.Maja, _database.LeneId, CoordinatorKind.Deputy)).Refusal);
        Assert.Equal(3, (await OpenAsync(KarinaDatabase.Maja)).Now.Count);
    }

    [Fact]
    public async Task A_main_coordinator_begins_today_whatever_day_was_sent()
    {
        var longAgo = Name(null, CoordinatorKind.Main) with { From = new DateOnly(2001, 1, 1) };
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, longAgo)).Succeeded);
        Assert.Equal(Database.Today, Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now).From);

        var later = Name(_database.LeneId, CoordinatorKind.Main) with { From = Database.Today.AddDays(9) };
        var asked = (await _database.SendAsync(KarinaDatabase.Maja, later)).Value;
        await _database.SendAsync(KarinaDatabase.Lene, new AnswerCoordinatorProposal(asked, 1, true, null));
        var now = Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now);
        Assert.Equal(("Lene Test Holm", Database.Today), (now.Name, now.From));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(400)]
    public async Task A_deputy_begins_from_today_on_and_within_a_year(int days) =>
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => _database.SendAsync(
            KarinaDatabase.Maja, Name(null, CoordinatorKind.Deputy) with { From = Database.Today.AddDays(days) }));

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    [InlineData(400)]
    public async Task A_deputy_has_a_last_day_within_a_year_of_the_first(int? days) =>
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => _database.SendAsync(
            KarinaDatabase.Maja,
            Name(null, CoordinatorKind.Deputy) with { From = Database.Today.AddDays(4), To = days is { } many ? Database.Today.AddDays(many) : null }));

    [Fact]
    public async Task Each_deputy_stands_in_on_the_days_agreed_and_nobody_else_is_ended()
    {
        await NameAsync(KarinaDatabase.Maja, null, CoordinatorKind.Deputy);
        var later = Name(null, CoordinatorKind.Deputy) with { From = Database.Today.AddDays(15), To = Database.Today.AddDays(20) };
        Assert.True((await _database.SendAsync(KarinaDatabase.Lene, later)).Succeeded);

        Assert.Equal(
            [("Lene Test Holm", Database.Today.AddDays(15), (DateOnly?)Database.Today.AddDays(20)), ("Maja Test Lind", Database.Today, Database.Today.AddDays(14))],
            (await OpenAsync(KarinaDatabase.Maja)).Now.Select(one => (one.Name, one.From, one.To)).Order());
        Assert.Equal("Maja Test Lind", Assert.Single(await DeputiesAsync(null)));
        Assert.Equal("Lene Test Holm", Assert.Single(await DeputiesAsync(Database.Today.AddDays(16))));
    }

    [Fact]
    public async Task A_yes_to_days_that_have_passed_is_refused()
    {
        var asked = (await _database.SendAsync(KarinaDatabase.Maja, Name(_database.LeneId, CoordinatorKind.Deputy))).Value;
        await _database.ExecuteAsync("update coordinator_assignments set period_from = $1, period_to = $1", Database.Today.AddDays(-1));
        Assert.Equal(CoordinationRefusals.IsOver, (await _database.SendAsync(KarinaDatabase.Lene, new AnswerCoordinatorProposal(asked, 1, true, null))).Refusal);
    }

    [Fact]
    public async Task An_adopted_role_is_not_ended_here_and_yet_taken_over()
    {
        await NameAsync(KarinaDatabase.Maja, null);
        await _database.ExecuteAsync("update coordinator_assignments set adopted_source = 'social', adopted_contact_id = 'W3'");
        var adopted = Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now);

        var ended = await _database.SendAsync(KarinaDatabase.Maja, new EndCoordination(_karina, adopted.Id, adopted.Revision));
        Assert.Equal(CoordinationRefusals.OwnedBySource, ended.Refusal);

        await NameAsync(KarinaDatabase.Lene, null);
        Assert.Equal("Lene Test Holm", Assert.Single((await OpenAsync(KarinaDatabase.Maja)).Now).Name);
    }

    [Fact]
    public async Task Candidates_who_know_the_citizen_come_first_and_of_other_areas_it_is_not_told_who_does()
    {
        var view = await OpenAsync(KarinaDatabase.Maja);
        Assert.Equal(["Maja Test Lind"], view.Candidates.Where(one => one.KnowsCitizen).Select(one => one.Name));
        Assert.Equal("Maja Test Lind", view.Candidates[0].Name);
        // The own plan is shared with AKB, so Maja knows of that area; that the health area has one at all is not told.
        Assert.Contains(view.Candidates, one => one.Name == "Lene Test Holm");
        Assert.DoesNotContain(view.Candidates, one => one.Name == "Dorte Test Friis");
        Assert.DoesNotContain(view.Candidates, one => one.Name == "Fremmed Test");
    }
}
