using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Coordination;

/// <summary>Ends a role that is held, or takes back a request that has not been answered.</summary>
[Needs(Permission.NameCoordinator)]
public sealed record EndCoordination(CitizenId CitizenId, CoordinatorAssignmentId Assignment, long SeenRevision) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<EndCoordination, Done>
    {
        public async Task<Result<Done>> Handle(EndCoordination command, CancellationToken cancellationToken)
        {
            var assignment = await db.AssignmentAsync(command.Assignment, command.SeenRevision, cancellationToken);
            if (assignment.CitizenId != command.CitizenId)
            {
                throw new AccessDeniedException();
            }
            if (assignment is { State: AssignmentState.Active, AdoptedSource: not null })
            {
                // The claim is still there: the next document would give the role back.
                return CoordinationRefusals.OwnedBySource;
            }
            var ended = assignment.State == AssignmentState.Proposed ? assignment.Withdraw(clock.GetUtcNow()) : assignment.End(clock.Today());
            await db.SaveChangesAsync(cancellationToken);
            return ended;
        }
    }
}
