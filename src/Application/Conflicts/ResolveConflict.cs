using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Writes what was agreed, and by when it shows in the plans; seven days when no day is given.</summary>
[Needs(Permission.HandleConflicts)]
public sealed record ResolveConflict(ConflictId ConflictId, long SeenRevision, string Agreed, DateOnly? ShowsBy) : ICommand<Done>, IConcernsConflict
{
    internal sealed class Validator : AbstractValidator<ResolveConflict>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Agreed).NotEmpty().MaximumLength(500);
            // Until that day it says nothing though it is still found.
            RuleFor(x => x.ShowsBy).Must(day => day is null || day <= clock.Today().AddYears(1)).WithMessage("err.showsBy");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ConflictFile file, ICurrentViewer current, TimeProvider clock) : ICommandHandler<ResolveConflict, Done>
    {
        public async Task<Result<Done>> Handle(ResolveConflict request, CancellationToken cancellationToken)
        {
            var conflict = await ConflictCommands.LoadAsync(db, request.ConflictId, request.SeenRevision, cancellationToken);
            var now = clock.GetUtcNow();
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            if (!await file.CanBeSettledAsync(conflict, current, cancellationToken))
            {
                return ConflictRefusals.NothingSeen;
            }
            var done = conflict.Resolve(request.Agreed, request.ShowsBy, by, now, LocalTime.DateOf(now));
            await db.SaveChangesAsync(cancellationToken);
            return done;
        }
    }
}
