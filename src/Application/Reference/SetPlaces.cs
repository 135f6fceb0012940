using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Application.Reference;

/// <summary>Replaces the table of places. It counts at the next check of each citizen; the nightly sweep comes to everyone.</summary>
/// <param name="Table">All of it.</param>
/// <param name="Seen">The revision that was read; null where nobody has read it, as when a demonstration is set up.</param>
[Needs(Permission.EditPlaces)]
public sealed record SetPlaces(PlacesTable Table, long? Seen) : ICommand<long>
{
    private const int MostPlaces = 10_000;
    private const int MostPairs = 100_000;
    private const int Day = 24 * 60;

    internal sealed class Validator : AbstractValidator<SetPlaces>
    {
        public Validator()
        {
            RuleFor(command => command.Table.DefaultTravelMinutes).InclusiveBetween(0, Day).OverridePropertyName("defaultTravelMinutes");
            RuleFor(command => command.Table.BufferMinutes).InclusiveBetween(0, Day).OverridePropertyName("bufferMinutes");
            RuleFor(command => command.Table.Places.Count).LessThanOrEqualTo(MostPlaces).OverridePropertyName("places");
            RuleFor(command => command.Table.TravelMinutes.Count).LessThanOrEqualTo(MostPairs).OverridePropertyName("travelMinutes");
            RuleForEach(command => command.Table.Places).NotNull().ChildRules(place =>
            {
                place.RuleFor(one => one.Code).NotEmpty().MaximumLength(32).OverridePropertyName("code");
                place.RuleFor(one => one.Name).NotEmpty().MaximumLength(200).OverridePropertyName("name");
                place.RuleFor(one => one.Kind).NotEmpty().MaximumLength(32).OverridePropertyName("kind");
            }).OverridePropertyName("places");
            RuleForEach(command => command.Table.TravelMinutes).NotNull().ChildRules(pair =>
            {
                pair.RuleFor(one => one.Minutes).InclusiveBetween(0, Day).OverridePropertyName("minutes");
                pair.RuleFor(one => one.B).NotEqual(one => one.A).OverridePropertyName("b");
            }).OverridePropertyName("travelMinutes");
            RuleFor(command => command).Custom(CheckReferences).When(command => !command.Table.Places.Contains(null!) && !command.Table.TravelMinutes.Contains(null!));
        }

        private static void CheckReferences(SetPlaces command, ValidationContext<SetPlaces> context)
        {
            var codes = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < command.Table.Places.Count; i++)
            {
                if (!codes.Add(command.Table.Places[i].Code))
                {
                    Fail($"places[{i}].code", "places.twice", "This code stands more than once.");
                }
            }
            var pairs = new HashSet<(string, string)>();
            for (var i = 0; i < command.Table.TravelMinutes.Count; i++)
            {
                var (a, b, _) = command.Table.TravelMinutes[i];
                if (!codes.Contains(a) || !codes.Contains(b))
                {
                    Fail($"travelMinutes[{i}].{(codes.Contains(a) ? "b" : "a")}", "places.unknown", "No place has this code.");
                }
                else if (!pairs.Add(string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a)))
                {
                    Fail($"travelMinutes[{i}]", "places.twice", "The time between these two stands more than once.");
                }
            }

            void Fail(string path, string code, string message) =>
                context.AddFailure(new FluentValidation.Results.ValidationFailure(path, message) { ErrorCode = code });
        }
    }

    internal sealed class Handler(IPlaces places) : ICommandHandler<SetPlaces, long>
    {
        public async Task<Domain.Kernel.Result<long>> Handle(SetPlaces command, CancellationToken cancellationToken) =>
            await places.ReplaceAsync(command.Table, command.Seen, cancellationToken);
    }
}
