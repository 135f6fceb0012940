using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;
using Severity = Sammenhaeng.Domain.Conflicts.Severity;

namespace Sammenhaeng.Application.Reference;

/// <summary>Turns a rule on or off, or gives it another severity, from a day on. Critical is for the rule itself to say.</summary>
[Needs(Permission.EditRules)]
public sealed record SetRule(string Rule, bool IsOn, Severity? Severity, DateOnly ValidFrom) : ICommand<Done>
{
    internal sealed class Validator : AbstractValidator<SetRule>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.Rule).Must(rule => ConflictEngine.AllRules.Any(known => known.Key == rule)).WithMessage("rules.unknown");
            RuleFor(command => command.Severity)
                .Must(severity => severity is null or Domain.Conflicts.Severity.L or Domain.Conflicts.Severity.M or Domain.Conflicts.Severity.H)
                .WithMessage("rules.severity");
            RuleFor(command => command.ValidFrom).Must(day => day >= clock.Today() && day < clock.Today().AddYears(5)).WithMessage("rules.validFrom");
        }
    }

    internal sealed class Handler(IReferenceSettings settings, ICurrentViewer current) : ICommandHandler<SetRule, Done>
    {
        public async Task<Result<Done>> Handle(SetRule command, CancellationToken cancellationToken)
        {
            var setting = new RuleSetting(command.IsOn, command.Severity);
            await settings.SetRuleAsync(command.Rule, setting, command.ValidFrom, current.Viewer.UserId, cancellationToken);
            return Done.Value;
        }
    }
}
