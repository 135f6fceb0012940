using FluentValidation;
using Microsoft.EntityFrameworkCore;
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

    internal sealed class Handler(ISammenhaengDb db, ConflictFile file, ICurrentViewer current, TimeProvider clock) : ICommandHandler<AcknowledgeConflict, Done>
    {
        public async Task<Result<Done>> Handle(AcknowledgeConflict request, CancellationToken cancellationToken)
        {
            var conflict = await ConflictCommands.LoadAsync(db, request.ConflictId, request.SeenRevision, cancellationToken);
            var now = clock.GetUtcNow();
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var today = LocalTime.DateOf(now);
            if (await OwnerAsync(request.Owner, conflict, today, cancellationToken) is not { } owner)
            {
                return ConflictRefusals.UnknownOwner;
            }
            var done = conflict.Acknowledge(owner, request.Due, by, now, today);
            await db.SaveChangesAsync(cancellationToken);
            return done;
        }

        /// <summary>
        /// A caseworker who has been let in may always take it on. Anybody else must work with the citizen: the one who is named, whom
        /// the viewer must be able to know of, or, where another system names nobody, the one it falls to.
        /// </summary>
        private async Task<UserId?> OwnerAsync(UserId? named, Conflict conflict, DateOnly today, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            if (viewer.Is(Roles.Caseworker) && (named is null || named == viewer.UserId))
            {
                return viewer.UserId;
            }
            var owner = named?.Value ?? await db.Sql<Guid?>(Colleagues.FallsTo(conflict)).FirstOrDefaultAsync(cancellationToken);
            var colleagues = named is null
                ? await Colleagues.OfAsync(db, conflict.CitizenId, today, cancellationToken)
                : await file.KnownColleaguesAsync(conflict.CitizenId, viewer, cancellationToken);
            return owner is { } id && colleagues.Exists(one => one.Id == id) ? UserId.From(id) : null;
        }
    }
}
