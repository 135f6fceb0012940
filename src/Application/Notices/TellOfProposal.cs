using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Notices;
using Sammenhaeng.Domain.Proposals;

namespace Sammenhaeng.Application.Notices;

/// <summary>
/// A proposal is told to those of the area it was made to who work with the citizen by name, as on their start page; what is said to it to
/// the other side.
/// </summary>
internal sealed class TellOfProposal(ISammenhaengDb db, TimeProvider clock) : IOn<ProposalMade>, IOn<ProposalAnswered>, IOn<ProposalWithdrawn>
{
    public async Task HandleAsync(ProposalMade happened, CancellationToken cancellationToken)
    {
        if (await FindAsync(happened.ProposalId, cancellationToken) is { State: ProposalState.Waiting } proposal)
        {
            await TellAskedAsync(proposal, cancellationToken);
        }
    }

    public async Task HandleAsync(ProposalAnswered happened, CancellationToken cancellationToken)
    {
        if (await FindAsync(happened.ProposalId, cancellationToken) is not { } proposal)
        {
            return;
        }
        if (proposal.State != ProposalState.Waiting)
        {
            await db.SettleAsync(NoticeKind.Proposal, proposal.Id.Value, clock.GetUtcNow(), cancellationToken);
        }
        var last = proposal.DecidedBy ?? proposal.Answers.MaxBy(answer => answer.Number)?.By;
        if (last == proposal.ProposedBy)
        {
            await TellAskedAsync(proposal, cancellationToken);
            return;
        }
        await db.TellAsync(
            new Tell(NoticeKind.ProposalAnswer, proposal.CitizenId, proposal.Id.Value, Occasion(proposal), clock.GetUtcNow()), [proposal.ProposedBy.Value], cancellationToken);
    }

    public Task HandleAsync(ProposalWithdrawn happened, CancellationToken cancellationToken) =>
        db.SettleAsync(NoticeKind.Proposal, happened.ProposalId.Value, clock.GetUtcNow(), cancellationToken);

    private async Task TellAskedAsync(Proposal proposal, CancellationToken cancellationToken)
    {
        var (citizen, area, by, today) = (proposal.CitizenId.Value, proposal.Area, proposal.ProposedBy.Value, clock.Today());
        var asked = await db.Sql<Guid>(
            $"""
            select distinct s.user_id as "Value" from citizen_staff s
            where s.citizen_id = {citizen} and s.user_id <> {by} and {today} between s.valid_from and s.valid_to
              and exists (select from user_areas a where a.user_id = s.user_id and a.area = {area}
                and a.valid_from <= {today} and (a.valid_to is null or a.valid_to >= {today}))
            """).ToListAsync(cancellationToken);
        await db.TellAsync(new Tell(NoticeKind.Proposal, proposal.CitizenId, proposal.Id.Value, Occasion(proposal), clock.GetUtcNow()), asked, cancellationToken);
    }

    private Task<Proposal?> FindAsync(ProposalId id, CancellationToken cancellationToken) =>
        db.Set<Proposal>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);

    // Two answers that are handed on together have been read together.
    private static string Occasion(Proposal proposal) => FormattableString.Invariant($"{proposal.Id.Value}:{proposal.Answers.Count}:{(int)proposal.State}");
}
