using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Leaves a conflict standing for a reason until a day. Critical ones are refused.</summary>
[Needs(Permission.HandleConflicts)]
public sealed record AcceptConflict(ConflictId ConflictId, long SeenRevision, string Reason, DateOnly Until) : ICommand<Done>, IConcernsConflict
{
    internal sealed class Validator : AbstractValidator<AcceptConflict>
    {
        public Validator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(ISammenhaengDb db, ConflictFile file, ICurrentViewer current, TimeProvider clock) : ICommandHandler<AcceptConflict, Done>
    {
        public async Task<Result<Done>> Handle(AcceptConflict request, CancellationToken cancellationToken)
        {
            var conflict = await ConflictCommands.LoadAsync(db, request.ConflictId, request.SeenRevision, cancellationToken);
            var now = clock.GetUtcNow();
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            if (!await file.CanBeSettledAsync(conflict, current, cancellationToken))
            {
                return ConflictRefusals.NothingSeen;
            }
            var done = conflict.Accept(request.Reason, request.Until, by, now, LocalTime.DateOf(now));
            await db.SaveChangesAsync(cancellationToken);
            return done;
        }
    }
}
