using FluentValidation;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Access;

/// <summary>How somebody is close to a member of staff.</summary>
public enum Closeness { Self, Household, Close }

/// <summary>
/// Says whom the user never looks up here. The number is kept as a mark that nobody can read; from now on the citizen is closed to the
/// user, by whatever way.
/// </summary>
[Needs(Permission.TellCloseRelations)]
public sealed record TellCloseRelation(string Cpr, Closeness Closeness) : ICommand<Done>
{
    internal sealed class Validator : AbstractValidator<TellCloseRelation>
    {
        public Validator()
        {
            RuleFor(command => command.Cpr).Must(cpr => Domain.Citizens.Cpr.TryParse(cpr, out _)).WithMessage("err.cpr");
            RuleFor(command => command.Closeness).IsInEnum();
        }
    }

    internal sealed class Handler(ICloseRelations relations, ICurrentViewer current, ICprMarks marks) : ICommandHandler<TellCloseRelation, Done>
    {
        public async Task<Result<Done>> Handle(TellCloseRelation command, CancellationToken cancellationToken)
        {
            var user = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            await relations.TellAsync(user, await marks.OfAsync(Domain.Citizens.Cpr.Parse(command.Cpr), cancellationToken), command.Closeness, cancellationToken);
            return Done.Value;
        }
    }
}
