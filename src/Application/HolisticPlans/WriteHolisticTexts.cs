using System.Globalization;
using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>Writes what the plan says, part by part, and when it is followed up. What a part said before is kept.</summary>
/// <param name="Texts">By the code of the part; a part that is not there stays.</param>
/// <param name="Take">A part that is taken over from a plan that is replaced; null where nothing is.</param>
[Needs(Permission.WritePlans)]
public sealed record WriteHolisticTexts(
    CitizenId CitizenId, HolisticPlanId Id, long SeenRevision, IReadOnlyDictionary<string, string> Texts, DateOnly? NextFollowUp,
    (string Part, ItemKey From)? Take = null) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<WriteHolisticTexts>
    {
        public Validator()
        {
            RuleFor(command => command.Texts).Must(texts => texts.Keys.All(code => PlanContent.Demands.Parts.Any(part => part.Code == code)));
            RuleFor(command => command.Texts).Must(texts => texts.Values.All(text => text?.Length <= HolisticPlan.LongestText)).WithMessage("err.holistic.text");
            RuleFor(command => command.NextFollowUp).InclusiveBetween(AsOf.First, AsOf.Last);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, HolisticFile file) : ICommandHandler<WriteHolisticTexts, Done>
    {
        public async Task<Result<Done>> Handle(WriteHolisticTexts command, CancellationToken cancellationToken)
        {
            var led = await file.LedAsync(command.CitizenId, command.Id, command.SeenRevision, cancellationToken);
            if (!led.Succeeded)
            {
                return led.Refusal;
            }
            var (plan, demanded) = (led.Value.Plan, led.Value.Demanded);
            foreach (var (part, text) in command.Texts.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                var done = plan.Write(part, text, takenFrom: null, demanded, file.Member, file.Now);
                if (!done.Succeeded)
                {
                    return done.Refusal;
                }
            }
            if (command.Take is { } take)
            {
                var done = TakeOver(led.Value, take, demanded);
                if (!done.Succeeded)
                {
                    return done.Refusal;
                }
            }
            if (plan.State == HolisticPlanState.Draft)
            {
                plan.PlanFollowUp(command.NextFollowUp);
            }
            await db.SaveChangesAsync(cancellationToken);
            return Done.Value;
        }

        /// <summary>After what stands there already.</summary>
        private Result<Done> TakeOver(HolisticCase of, (string Part, ItemKey From) take, IReadOnlyList<string> demanded)
        {
            var part = PlanContent.Demands.Parts.FirstOrDefault(one => one.Code == take.Part) ?? throw new AccessDeniedException();
            var found = of.Plan.Replaces.Any(one => one.Key == take.From) ? TakenText.Of(of.Course, take.From, part.From) : "";
            if (found.Length == 0)
            {
                throw new AccessDeniedException();
            }
            var before = of.Plan.TextOf(take.Part);
            var text = before.Length == 0 || before.Contains(found, StringComparison.Ordinal) ? found : string.Create(CultureInfo.InvariantCulture, $"{before}\n{found}");
            return of.Plan.Write(
                take.Part, text.Length > HolisticPlan.LongestText ? text[..HolisticPlan.LongestText] : text, take.From.ToString(), demanded, file.Member, file.Now);
        }
    }
}
