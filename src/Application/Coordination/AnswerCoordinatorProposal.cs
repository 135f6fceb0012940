using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Coordination;

/// <summary>Whoever was asked says yes, and takes over at once, or no, and nothing changes.</summary>
[Needs(Permission.AnswerCoordinatorProposal)]
public sealed record AnswerCoordinatorProposal(CoordinatorAssignmentId AssignmentId, long SeenRevision, bool Accepts, string? Reason)
    : ICommand<Done>, IConcernsCoordinatorAssignment
{
    /// <summary>Who was the main coordinator when the question was read; null where nobody was looked at.</summary>
    public SeenHolder? Seen { get; init; }

    /// <param name="Main">Null where there was nobody.</param>
    public sealed record SeenHolder(CoordinatorAssignmentId? Main);

    internal sealed class Validator : AbstractValidator<AnswerCoordinatorProposal>
    {
        public Validator() => RuleFor(command => command.Reason).MaximumLength(500).WithMessage("coordinator.reason");
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<AnswerCoordinatorProposal, Done>
    {
        public async Task<Result<Done>> Handle(AnswerCoordinatorProposal command, CancellationToken cancellationToken)
        {
            var self = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var assignment = await db.AssignmentAsync(command.AssignmentId, command.SeenRevision, cancellationToken);
            if (command.Accepts && assignment is { Kind: CoordinatorKind.Main, State: AssignmentState.Proposed } && assignment.UserId == self)
            {
                await MustBeSeenAsync(command, assignment.CitizenId, cancellationToken);
                await db.EndMainAsync(assignment.CitizenId, assignment.Id, clock.Today(), cancellationToken);
            }
            var answered = command.Accepts
                ? assignment.Accept(self, clock.Today(), clock.GetUtcNow())
                : assignment.Decline(self, command.Reason, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return answered;
        }

        /// <exception cref="StaleRevisionException">Another has got the role since the question was read, and a yes would take it from them unseen.</exception>
        private async Task MustBeSeenAsync(AnswerCoordinatorProposal command, CitizenId citizen, CancellationToken cancellationToken)
        {
            if (command.Seen is not { } seen)
            {
                return;
            }
            var main = await db.CoordinatorAssignments
                .Where(one => one.CitizenId == citizen && one.Kind == CoordinatorKind.Main && one.State == AssignmentState.Active)
                .Select(one => (CoordinatorAssignmentId?)one.Id).SingleOrDefaultAsync(cancellationToken);
            if (main != seen.Main)
            {
                throw new StaleRevisionException();
            }
        }
    }
}
