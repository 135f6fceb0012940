using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Notices;

namespace Sammenhaeng.Application.Notices;

/// <summary>Whoever is asked to coordinate is told, and whoever asked learns the answer; whose role has ended is told that.</summary>
internal sealed class TellOfCoordinator(ISammenhaengDb db, TimeProvider clock)
    : IOn<CoordinatorProposed>, IOn<CoordinatorTookOn>, IOn<CoordinatorDeclined>, IOn<CoordinatorProposalWithdrawn>, IOn<CoordinatorEnded>
{
    public async Task HandleAsync(CoordinatorProposed happened, CancellationToken cancellationToken)
    {
        if (await FindAsync(happened.AssignmentId, cancellationToken) is { State: AssignmentState.Proposed, UserId: { } asked } assignment)
        {
            await TellAsync(NoticeKind.CoordinatorAsked, assignment, asked.Value, "asked", cancellationToken);
        }
    }

    public Task HandleAsync(CoordinatorTookOn happened, CancellationToken cancellationToken) => AnsweredAsync(happened.AssignmentId, "yes", cancellationToken);

    public Task HandleAsync(CoordinatorDeclined happened, CancellationToken cancellationToken) => AnsweredAsync(happened.AssignmentId, "no", cancellationToken);

    public Task HandleAsync(CoordinatorProposalWithdrawn happened, CancellationToken cancellationToken) =>
        db.SettleAsync(NoticeKind.CoordinatorAsked, happened.AssignmentId.Value, clock.GetUtcNow(), cancellationToken);

    public async Task HandleAsync(CoordinatorEnded happened, CancellationToken cancellationToken)
    {
        if (await FindAsync(happened.AssignmentId, cancellationToken) is { UserId: { } held } assignment)
        {
            await TellAsync(NoticeKind.CoordinatorEnded, assignment, held.Value, "ended", cancellationToken);
        }
    }

    private async Task AnsweredAsync(CoordinatorAssignmentId id, string answer, CancellationToken cancellationToken)
    {
        await db.SettleAsync(NoticeKind.CoordinatorAsked, id.Value, clock.GetUtcNow(), cancellationToken);
        // Who has named themselves has asked nobody.
        if (await FindAsync(id, cancellationToken) is { ProposedBy: { } asker } assignment && assignment.UserId != asker)
        {
            await TellAsync(NoticeKind.CoordinatorAnswer, assignment, asker.Value, answer, cancellationToken);
        }
    }

    private Task TellAsync(NoticeKind kind, CoordinatorAssignment assignment, Guid user, string what, CancellationToken cancellationToken) => db.TellAsync(
        new Tell(kind, assignment.CitizenId, assignment.Id.Value, $"{assignment.Id.Value}:{what}", clock.GetUtcNow()), [user], cancellationToken);

    private Task<CoordinatorAssignment?> FindAsync(CoordinatorAssignmentId id, CancellationToken cancellationToken) =>
        db.CoordinatorAssignments.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
}
