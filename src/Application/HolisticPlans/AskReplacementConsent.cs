using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>
/// Prepares to ask whether this one plan may take the place of exactly those: the citizen, and of a youth under 18 also everybody who has
/// custody (barnets lov § 110). Where one holds already, the new one takes its place once it is given.
/// </summary>
[Needs(Permission.HandleConsents)]
public sealed record AskReplacementConsent(CitizenId CitizenId, HolisticPlanId Id, long SeenRevision, Language Language)
    : ICommand<ConsentRecordId>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<AskReplacementConsent>
    {
        public Validator() => RuleFor(command => command.Language).IsInEnum();
    }

    internal sealed class Handler(ISammenhaengDb db, HolisticFile file, ConsentFile consents, ConsentPolicy policy)
        : ICommandHandler<AskReplacementConsent, ConsentRecordId>
    {
        public async Task<Result<ConsentRecordId>> Handle(AskReplacementConsent command, CancellationToken cancellationToken)
        {
            var led = await file.LedAsync(command.CitizenId, command.Id, command.SeenRevision, cancellationToken);
            if (!led.Succeeded)
            {
                return led.Refusal;
            }
            var (of, plan, course) = (led.Value, led.Value.Plan, led.Value.Course);
            if (Refusal(of) is { } refusal)
            {
                return refusal;
            }
            var signers = ConsentSigners.Of(course.Course, ConsentKind.PlanReplacement, course.Today);
            var language = Word<Language>.Of(command.Language);
            // What a youth has agreed to goes on when the parents' part of it ends with childhood.
            var lastDay = signers.Contains(ConsentSigners.Citizen) ? null : ConsentSigners.LastDay(course.Course, signers, course.Today);
            var wished = course.Today.AddMonths(policy.Months);
            var scope = new ConsentScope(
                ConsentKind.PlanReplacement, plan.LeadArea, plan.LeadArea, DataClasses.Plan, Named(of), lastDay < wished ? lastDay.Value : wished,
                await consents.TextVersionAsync(language, ConsentTexts.Replacing, cancellationToken), language)
            { HolisticPlan = plan.Id };
            var record = ConsentRecord.Ask(command.CitizenId, scope, signers, file.Member, file.Now, of.OpenConsent?.Id);
            if (!record.Succeeded)
            {
                return record.Refusal;
            }
            db.Set<ConsentRecord>().Add(record.Value);
            await db.SaveChangesAsync(cancellationToken);
            return record.Value.Id;
        }

        private static Refusal? Refusal(HolisticCase of) => of switch
        {
            { Plan.IsOpen: false } => HolisticRefusals.IsOver,
            { Plan.Replaces.Count: 0 } => HolisticRefusals.NothingReplaced,
            { OpenConsent.State: ConsentState.Asked } => HolisticRefusals.AskedAlready,
            { Plan.State: HolisticPlanState.Draft, OpenConsent: not null } => HolisticRefusals.AskedAlready,
            _ when of.Facts.Age < HolisticPlan.YoungestAge => HolisticRefusals.TooYoung,
            _ => null,
        };

        /// <summary>The plans it is about, each with its area: a consent is specific, and can be read again.</summary>
        private static string Named(HolisticCase of)
        {
            var reference = of.Course.Reference;
            string NameOf(ReplacedPlan one) => reference.PlanTypes.GetValueOrDefault(one.Type)?.Name ?? one.Type;
            var plans = string.Join(", ", of.Plan.Replaces.Select(one => $"{NameOf(one)} ({reference.NameOf(one.Area).Name})").Distinct().Order(StringComparer.Ordinal));
            return plans.Length <= ConsentRecord.LongestPurpose ? plans : string.Join(", ", of.Plan.Replaces.Select(NameOf).Distinct().Order(StringComparer.Ordinal));
        }
    }
}
