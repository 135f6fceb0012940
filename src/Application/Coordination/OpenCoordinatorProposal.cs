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
    public sealed record View(
        CoordinatorAssignmentId Id, string CitizenName, CoordinatorKind Kind, DateOnly From, DateOnly? To, IReadOnlyList<CoordinatorMandate> Mandate,
        bool CitizenChose, string? Note, string? ProposedBy, DateTimeOffset ProposedAt, string? Before, long Revision);

    internal sealed class Handler(ISammenhaengDb db) : IQueryHandler<OpenCoordinatorProposal, View>
    {
        public async Task<View> Handle(OpenCoordinatorProposal query, CancellationToken cancellationToken)
        {
            var assignment = await db.CoordinatorAssignments.Where(one => one.Id == query.AssignmentId).SeenAsync(cancellationToken);
            var citizen = await db.Citizens.Where(one => one.Id == assignment.CitizenId).SeenAsync(cancellationToken);
            var by = assignment.ProposedBy is { } who
                ? await db.Users.Where(user => user.Id == who).Select(user => user.Name).FirstOrDefaultAsync(cancellationToken)
                : null;
            var before = await db.CoordinatorAssignments
                .Where(one => one.CitizenId == assignment.CitizenId && one.Kind == CoordinatorKind.Main && one.State == AssignmentState.Active)
                .Select(one => one.Name).FirstOrDefaultAsync(cancellationToken);
            return new View(
                assignment.Id, citizen.Name, assignment.Kind, assignment.From, assignment.To, assignment.Mandate, assignment.CitizenChose,
                assignment.HandoverNote, by, assignment.ProposedAt, before, assignment.Revision);
        }
    }
}
