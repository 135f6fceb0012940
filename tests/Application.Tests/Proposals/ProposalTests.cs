using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Proposals;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Proposals;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Proposals;

/// <summary>Maja (SIU) sees Lene's plan (AKB) of Karina where it is shared with her area.</summary>
public sealed class ProposalTests : IAsyncLifetime
{
    private const string Text = "Kan mødet flyttes, så det ikke støder sammen med bostøtten?";
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;
    private ItemKey _plan;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
        _plan = new ItemKey("jobcenter", await _database.ScalarAsync<string>("select id from plans where citizen_id = $1 and area = 'AKB' order by id limit 1", _karina.Value));
        await _database.SendAsync(KarinaDatabase.Lene, new Application.Consent.SharePlan(
            _karina, _plan, "SIU", ShareGround.EssentialImportance, "Bostøtten skal kunne lægge tider uden om (§ 28).", Database.Today.AddMonths(3)));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task It_waits_on_the_start_page_of_the_area_that_is_asked_and_is_answered_once()
    {
        var id = await ProposeAsync();
        Assert.Empty((await _database.SendAsync(KarinaDatabase.Maja, new OpenMyDay())).Of(TaskKind.Proposal));
        var waiting = Assert.Single((await _database.SendAsync(KarinaDatabase.Lene, new OpenMyDay())).Of(TaskKind.Proposal));
        Assert.Equal((_karina, "Maja Test Lind"), (waiting.CitizenId!.Value, waiting.Words));

        Assert.True((await AnswerAsync(KarinaDatabase.Lene, id, ProposalAct.Reply, "Hvilken dag passer?")).Succeeded);
        Assert.True((await AnswerAsync(KarinaDatabase.Maja, id, ProposalAct.Reply, "Torsdag eftermiddag.")).Succeeded);
        Assert.True((await AnswerAsync(KarinaDatabase.Lene, id, ProposalAct.Accept, "")).Succeeded);
        Assert.Equal(Proposal.NotWaiting, (await AnswerAsync(KarinaDatabase.Lene, id, ProposalAct.Decline, "Alligevel ikke mulig.")).Refusal);

        var row = Assert.Single((await _database.SendAsync(KarinaDatabase.Maja, new ListProposals(_karina))).Rows);
        Assert.Equal((ProposalState.Accepted, "Lene Test Holm", 2), (row.State, row.DecidedBy, row.Answers.Count));
        Assert.Empty((await _database.SendAsync(KarinaDatabase.Lene, new OpenMyDay())).Of(TaskKind.Proposal));
    }

    [Fact]
    public async Task A_no_has_a_reason_and_only_the_area_that_is_asked_says_it()
    {
        var id = await ProposeAsync();
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => AnswerAsync(KarinaDatabase.Lene, id, ProposalAct.Decline, "Nej"));
        Assert.Equal(Proposal.NotYourArea, (await AnswerAsync(KarinaDatabase.Maja, id, ProposalAct.Accept, "")).Refusal);
        Assert.Equal(Proposal.NotYours, (await AnswerAsync(KarinaDatabase.Lene, id, ProposalAct.Withdraw, "")).Refusal);
        Assert.True((await AnswerAsync(KarinaDatabase.Lene, id, ProposalAct.Decline, "Dagen er aftalt med virksomheden.")).Succeeded);
        Assert.Equal(Proposal.NotWaiting, (await AnswerAsync(KarinaDatabase.Maja, id, ProposalAct.Withdraw, "")).Refusal);
    }

    [Fact]
    public async Task A_third_area_sees_neither_it_nor_its_answers_and_cannot_answer()
    {
        var id = await ProposeAsync();
        Assert.Empty((await _database.SendAsync(KarinaDatabase.Dorte, new ListProposals(_karina))).Rows);
        Assert.Empty((await _database.SendAsync(KarinaDatabase.Dorte, new OpenMyDay())).Of(TaskKind.Proposal));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Dorte, new AnswerProposal(_karina, id, 1, ProposalAct.Accept, "")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, new ListProposals(_karina)));
    }

    [Fact]
    public async Task Nobody_proposes_anything_about_what_they_do_not_see()
    {
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Dorte, new ProposeChange(_karina, "plans", _plan, Text)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, new ProposeChange(_karina, "plans", new ItemKey("jobcenter", "findes-ikke"), Text)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, new ProposeChange(_karina, "plans", _plan, Text)));
    }

    [Fact]
    public async Task Two_who_answer_at_once_do_not_answer_differently()
    {
        var id = await ProposeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                return (await _database.SendAsync(KarinaDatabase.Lene, new AnswerProposal(_karina, id, 1, i % 2 == 0 ? ProposalAct.Accept : ProposalAct.Decline, "Det er besluttet nu."))).Succeeded;
            }
            catch (StaleRevisionException)
            {
                return false;
            }
        }));
        Assert.Single(answers, isTaken => isTaken);
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from proposal_answers"));
    }

    [Theory]
    [InlineData("delete from proposals")]
    [InlineData("truncate proposals cascade")]
    [InlineData("update proposals set text = text || ' mere'")]
    [InlineData("update proposals set state = 'accepted'")]
    [InlineData("update proposals set state = 'withdrawn', decided_by = (select id from users where subject = 'lene'), decided_at = now()")]
    [InlineData("delete from proposal_answers")]
    [InlineData("update proposal_answers set text = 'x'")]
    public async Task The_database_keeps_what_was_said(string change)
    {
        await AnswerAsync(KarinaDatabase.Lene, await ProposeAsync(), ProposalAct.Reply, "Hvilken dag?");
        await Assert.ThrowsAsync<PostgresException>(() => _database.ExecuteAsync(change));
    }

    private async Task<ProposalId> ProposeAsync() => (await _database.SendAsync(KarinaDatabase.Maja, new ProposeChange(_karina, "plans", _plan, Text))).Value;

    private async Task<Result<Done>> AnswerAsync(Caller by, ProposalId id, ProposalAct act, string text) => await _database.SendAsync(
        by, new AnswerProposal(_karina, id, await _database.ScalarAsync<long>("select revision from proposals where id = $1", id.Value), act, text));
}
