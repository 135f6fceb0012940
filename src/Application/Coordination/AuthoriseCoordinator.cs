using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Coordination;

/// <summary>Says what the coordinator may decide. Without a mandate the role is a name on a list.</summary>
[Needs(Permission.NameCoordinator)]
public sealed record AuthoriseCoordinator(
    CitizenId CitizenId, CoordinatorAssignmentId Assignment, long SeenRevision, IReadOnlyList<CoordinatorMandate> Mandate) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<AuthoriseCoordinator>
    {
        public Validator() => RuleForEach(command => command.Mandate).IsInEnum();
    }

    internal sealed class Handler(ISammenhaengDb db) : ICommandHandler<AuthoriseCoordinator, Done>
    {
        public async Task<Result<Done>> Handle(AuthoriseCoordinator command, CancellationToken cancellationToken)
        {
            var assignment = await db.AssignmentAsync(command.Assignment, command.SeenRevision, cancellationToken);
            if (assignment.CitizenId != command.CitizenId)
            {
                throw new AccessDeniedException();
            }
            var authorised = assignment.Authorise(command.Mandate);
            await db.SaveChangesAsync(cancellationToken);
            return authorised;
        }
    }
}
