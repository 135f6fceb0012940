using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Opens a conflict again that turned out not to be solved, or no longer acceptable.</summary>
[Needs(Permission.HandleConflicts)]
public sealed record ReopenConflict(ConflictId ConflictId, long SeenRevision, string? Reason) : ICommand<Done>, IConcernsConflict
{
    internal sealed class Validator : AbstractValidator<ReopenConflict>
    {
        public Validator() => RuleFor(x => x.Reason).MaximumLength(500);
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<ReopenConflict, Done>
    {
        public async Task<Result<Done>> Handle(ReopenConflict request, CancellationToken cancellationToken)
        {
            var conflict = await ConflictCommands.LoadAsync(db, request.ConflictId, request.SeenRevision, cancellationToken);
            var now = clock.GetUtcNow();
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var done = conflict.Reopen(request.Reason, by, now);
            await db.SaveChangesAsync(cancellationToken);
            return done;
        }
    }
}
