using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Reference;

/// <summary>Sets one of the municipality's limits from a day on. What is agreed with a citizen goes before it.</summary>
[Needs(Permission.EditRules)]
public sealed record SetLimit(string Name, int Value, DateOnly ValidFrom) : ICommand<Done>
{
    private const int Most = 1000;

    internal sealed class Validator : AbstractValidator<SetLimit>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.Name).Must(LimitNames.All.Contains).WithMessage("limits.unknown");
            RuleFor(command => command.Value).InclusiveBetween(0, Most).WithMessage("limits.range");
            RuleFor(command => command.ValidFrom).Must(day => day >= clock.Today() && day < clock.Today().AddYears(5)).WithMessage("rules.validFrom");
        }
    }

    internal sealed class Handler(IReferenceSettings settings, ICurrentViewer current) : ICommandHandler<SetLimit, Done>
    {
        public async Task<Result<Done>> Handle(SetLimit command, CancellationToken cancellationToken)
        {
            await settings.SetLimitAsync(command.Name, command.Value, command.ValidFrom, current.Viewer.UserId, cancellationToken);
            return Done.Value;
        }
    }
}
