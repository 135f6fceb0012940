using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Reference;

/// <summary>Says from which day on two areas are compared for staff, or not, by some kinds of information.</summary>
/// <param name="Area">Code of a core area.</param>
/// <param name="OtherArea">Code of another one.</param>
/// <param name="Categories">Words of <see cref="DataClassWords"/>, at least one.</param>
[Needs(Permission.EditRules)]
public sealed record SetComparison(
    string Area, string OtherArea, IReadOnlyList<string> Categories, ComparisonLevel Level, DateOnly ValidFrom) : ICommand<Done>
{
    internal sealed class Validator : AbstractValidator<SetComparison>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.OtherArea).Must((command, other) => other.Length > 0 && other != command.Area).WithMessage("comparison.areas");
            RuleFor(command => command.Categories).Must(words => words.Count > 0 && words.All(DataClassWords.All.Contains)).WithMessage("comparison.categories");
            RuleFor(command => command.Level).IsInEnum();
            RuleFor(command => command.ValidFrom).Must(day => day >= clock.Today() && day < clock.Today().AddYears(5)).WithMessage("rules.validFrom");
        }
    }

    internal sealed class Handler(IReferenceSettings settings, IReferenceData reference, ICurrentViewer current, TimeProvider clock)
        : ICommandHandler<SetComparison, Done>
    {
        public async Task<Result<Done>> Handle(SetComparison command, CancellationToken cancellationToken)
        {
            var areas = (await reference.CurrentAsync(cancellationToken)).On(clock.Today()).CoreAreas;
            if (!areas.ContainsKey(command.Area) || !areas.ContainsKey(command.OtherArea))
            {
                return new Refusal("comparison.areas");
            }
            await settings.SetComparisonAsync(
                ComparisonLevels.PairOf(command.Area, command.OtherArea), [.. command.Categories.Distinct()], command.Level, command.ValidFrom,
                current.Viewer.UserId, cancellationToken);
            return Done.Value;
        }
    }
}
