using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.BreakGlass;

/// <summary>Judges whether somebody else's emergency access was justified. Not one's own, and not of whoever has judged one's own.</summary>
[Needs(Permission.ReviewBreakGlass)]
public sealed record ReviewBreakGlass(BreakGlassGrantId Grant, BreakGlassVerdict Verdict, string? Note) : ICommand<Done>
{
    internal sealed class Validator : AbstractValidator<ReviewBreakGlass>
    {
        public Validator()
        {
            RuleFor(command => command.Verdict).IsInEnum();
            RuleFor(command => command.Note).MaximumLength(BreakGlassGrant.LongestText).WithMessage("breakGlass.long");
            RuleFor(command => command.Note).NotEmpty().When(command => command.Verdict == BreakGlassVerdict.NotJustified).WithMessage("breakGlass.note");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<ReviewBreakGlass, Done>
    {
        public async Task<Result<Done>> Handle(ReviewBreakGlass command, CancellationToken cancellationToken)
        {
            var self = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var grants = db.Set<BreakGlassGrant>();
            var grant = await grants.SingleOrDefaultAsync(one => one.Id == command.Grant, cancellationToken) ?? throw new AccessDeniedException();
            var judgedByThem = await grants.AnyAsync(one => one.UserId == self && one.ReviewedBy == grant.UserId, cancellationToken);
            var reviewed = grant.Review(self, judgedByThem, command.Verdict, command.Note, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return reviewed;
        }
    }
}
