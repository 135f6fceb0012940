using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.BreakGlass;

/// <summary>
/// Takes emergency access to a citizen whom the user does not work with: to read these kinds of information of these areas, for an hour. Only shortly after
/// signing in, with a reason, and never to oneself or somebody close.
/// </summary>
/// <param name="Areas">Codes of core areas.</param>
/// <param name="Categories">Words of <see cref="DataClasses"/>; at least one.</param>
[Needs(Permission.TakeBreakGlass)]
public sealed record TakeBreakGlass(CitizenId CitizenId, BreakGlassReason Reason, string Text, IReadOnlyList<string> Areas, IReadOnlyList<string> Categories)
    : ICommand<BreakGlassGrantId>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<TakeBreakGlass>
    {
        public Validator()
        {
            RuleFor(command => command.Reason).IsInEnum();
            RuleFor(command => command.Text).Must(text => text?.Trim().Length >= BreakGlassGrant.ShortestText).WithMessage("breakGlass.text");
            RuleFor(command => command.Text).MaximumLength(BreakGlassGrant.LongestText).WithMessage("breakGlass.long");
            RuleFor(command => command.Areas).NotEmpty().WithMessage("breakGlass.areas");
            RuleFor(command => command.Categories).Must(words => words?.Count > 0 && words.All(DataClassWords.All.Contains)).WithMessage("breakGlass.categories");
        }
    }

    internal sealed class Handler(
        ISammenhaengDb db, ICurrentViewer current, CurrentCaller caller, IReferenceData reference, TimeProvider clock)
        : ICommandHandler<TakeBreakGlass, BreakGlassGrantId>
    {
        public async Task<Result<BreakGlassGrantId>> Handle(TakeBreakGlass command, CancellationToken cancellationToken)
        {
            var user = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            if (!await db.HasFreshSignInAsync(caller.Caller, cancellationToken))
            {
                return BreakGlassRefusals.StaleSignIn;
            }
            if (current.Relation.IsCoordinator || current.Relation.OwnAreas.Count > 0 || current.Relation.BreakGlass is not null)
            {
                return BreakGlassRefusals.WorksWith;
            }
            var known = (await reference.CurrentAsync(cancellationToken)).On(clock.Today()).CoreAreas;
            if (command.Areas.Any(area => !known.ContainsKey(area)))
            {
                throw new AccessDeniedException();
            }
            var grant = BreakGlassGrant.Open(command.CitizenId, user, command.Reason, command.Text, [.. command.Areas], DataClassWords.Of(command.Categories), clock.GetUtcNow(),
                clock.Today());
            db.Set<BreakGlassGrant>().Add(grant);
            await db.SaveChangesAsync(cancellationToken);
            return grant.Id;
        }
    }
}
