using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.LogControl;

/// <summary>
/// Puts somebody on the list of people whom many are curious about, or takes them off it. The number is kept as a mark that nobody can read;
/// it need not be a citizen's who is known here. Done twice it is done once.
/// </summary>
[Needs(Permission.TellWellKnown)]
public sealed record TellWellKnown(string Cpr, bool IsWellKnown) : ICommand<Done>
{
    internal sealed class Validator : AbstractValidator<TellWellKnown>
    {
        public Validator() => RuleFor(command => command.Cpr).Must(cpr => Domain.Citizens.Cpr.TryParse(cpr, out _)).WithMessage("err.cpr");
    }

    internal sealed class Handler(IWellKnownPeople people, ICurrentViewer current, ICprMarks marks) : ICommandHandler<TellWellKnown, Done>
    {
        public async Task<Result<Done>> Handle(TellWellKnown command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var mark = await marks.OfAsync(Domain.Citizens.Cpr.Parse(command.Cpr), cancellationToken);
            await (command.IsWellKnown ? people.AddAsync(mark, by, cancellationToken) : people.RemoveAsync(mark, cancellationToken));
            return Done.Value;
        }
    }
}
