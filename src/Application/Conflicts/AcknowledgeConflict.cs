using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Takes a conflict on, oneself or for a colleague, to be done by a day.</summary>
[Needs(Permission.HandleConflicts)]
public sealed record AcknowledgeConflict(ConflictId ConflictId, long SeenRevision, UserId? Owner, DateOnly Due) : ICommand<Done>, IConcernsConflict
{
    internal sealed class Validator : AbstractValidator<AcknowledgeConflict>
    {
        public Validator() => RuleFor(x => x.Due).NotEmpty();
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<AcknowledgeConflict, Done>
    {
        public async Task<Result<Done>> Handle(AcknowledgeConflict request, CancellationToken cancellationToken)
        {
            var conflict = await ConflictCommands.LoadAsync(db, request.ConflictId, request.SeenRevision, cancellationToken);
            var now = clock.GetUtcNow();
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var done = conflict.Acknowledge(request.Owner ?? by, request.Due, by, now, LocalTime.DateOf(now));
            await db.SaveChangesAsync(cancellationToken);
            return done;
        }
    }
}
