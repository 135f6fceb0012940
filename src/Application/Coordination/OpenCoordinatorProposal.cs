using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Coordination;

/// <summary>What somebody is asked who may not know the citizen yet: enough to answer, and no more.</summary>
[Needs(Permission.AnswerCoordinatorProposal)]
public sealed record OpenCoordinatorProposal(CoordinatorAssignmentId AssignmentId) : IQuery<OpenCoordinatorProposal.View>, IConcernsCoordinatorAssignment
{
    /// <summary>Who was the main coordinator when the question was read before, to name them beside who is now.</summary>
    public CoordinatorAssignmentId? SeenMain { get; init; }

    /// <param name="Main">Who coordinates now, and <paramref name="SeenBefore"/> who did when it was read before; null where there was nobody.</param>
    public sealed record View(
        CoordinatorAssignmentId Id, string CitizenName, CoordinatorKind Kind, DateOnly From, DateOnly? To, IReadOnlyList<CoordinatorMandate> Mandate,
        bool CitizenChose, string? Note, string? ProposedBy, DateTimeOffset ProposedAt, CoordinatorAssignmentId? Main, string? Before, string? SeenBefore, long Revision);

    internal sealed class Handler(ISammenhaengDb db) : IQueryHandler<OpenCoordinatorProposal, View>
    {
        public async Task<View> Handle(OpenCoordinatorProposal query, CancellationToken cancellationToken)
        {
            var assignment = await db.CoordinatorAssignments.Where(one => one.Id == query.AssignmentId).SeenAsync(cancellationToken);
            var citizen = await db.Citizens.Where(one => one.Id == assignment.CitizenId).SeenAsync(cancellationToken);
            var by = assignment.ProposedBy is { } who
                ? await db.Users.Where(user => user.Id == who).Select(user => user.Name).FirstOrDefaultAsync(cancellationToken)
                : null;
            var mains = await db.CoordinatorAssignments
                .Where(one => one.CitizenId == assignment.CitizenId && one.Kind == CoordinatorKind.Main && (one.State == AssignmentState.Active || one.Id == query.SeenMain))
                .Select(one => new { one.Id, one.Name, one.State }).ToListAsync(cancellationToken);
            var main = mains.Find(one => one.State == AssignmentState.Active);
            return new View(
                assignment.Id, citizen.Name, assignment.Kind, assignment.From, assignment.To, assignment.Mandate, assignment.CitizenChose,
                assignment.HandoverNote, by, assignment.ProposedAt, main?.Id, main?.Name,
                mains.Find(one => one.Id == query.SeenMain)?.Name, assignment.Revision);
        }
    }
}
