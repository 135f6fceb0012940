using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Consent;

/// <summary>
/// Prepares to ask whether one area may see another one's plans: about what, for what, until when. It names the kinds of information,
/// and opens nothing before everybody who must has said yes.
/// </summary>
/// <param name="Categories">Words of <see cref="DataClasses"/>; at least one.</param>
/// <param name="ValidTo">The last day, at most as far ahead as the municipality lets a consent hold.</param>
/// <param name="Language">In which it is asked.</param>
/// <param name="Renews">One that is given, and that ends when this one is.</param>
[Needs(Permission.HandleConsents)]
public sealed record AskConsent(
    CitizenId CitizenId, ConsentKind Kind, string FromArea, string ToArea, IReadOnlyList<string> Categories, string Purpose, DateOnly ValidTo,
    Language Language, ConsentRecordId? Renews = null) : ICommand<ConsentRecordId>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<AskConsent>
    {
        public Validator(TimeProvider clock, ConsentPolicy policy)
        {
            RuleFor(command => command.Kind).IsInEnum();
            // It names the plans that are replaced, so it is asked for from the plan itself.
            RuleFor(command => command.Kind).NotEqual(ConsentKind.PlanReplacement).WithMessage("err.consent.planReplacement");
            RuleFor(command => command.Language).IsInEnum();
            RuleFor(command => command.FromArea).NotEmpty().WithMessage("err.consent.area");
            RuleFor(command => command.ToArea).NotEmpty().WithMessage("err.consent.area");
            RuleFor(command => command.ToArea).NotEqual(command => command.FromArea).When(command => command.FromArea.Length > 0).WithMessage("err.consent.sameArea");
            RuleFor(command => command.Categories).Must(words => words?.Count > 0 && words.All(DataClassWords.All.Contains)).WithMessage("err.consent.categories");
            RuleFor(command => command.Purpose).Must(text => text?.Trim().Length is >= ConsentRecord.ShortestPurpose and <= ConsentRecord.LongestPurpose)
                .WithMessage("err.consent.purpose");
            RuleFor(command => command.Purpose).Must(text => !IsGeneral(text)).WithMessage("err.consent.general");
            RuleFor(command => command.ValidTo).Must(day => day >= clock.Today() && day <= clock.Today().AddMonths(policy.Months))
                .WithMessage("err.consent.validTo");
        }

        /// <summary>"Relevant information" is no purpose and no kind of information: a general consent is none (vejl. til retssikkerhedsloven pkt. 117).</summary>
        private static bool IsGeneral(string? text) =>
            text?.Contains("relevante oplysninger", StringComparison.OrdinalIgnoreCase) == true
            || text?.Contains("relevant information", StringComparison.OrdinalIgnoreCase) == true;
    }

    internal sealed class Handler(ISammenhaengDb db, ConsentFile file, ICurrentViewer current, TimeProvider clock)
        : ICommandHandler<AskConsent, ConsentRecordId>
    {
        public async Task<Result<ConsentRecordId>> Handle(AskConsent command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var course = await file.OpenAsync(command.CitizenId, cancellationToken);
            if (!course.Reference.CoreAreas.ContainsKey(command.FromArea) || !course.Reference.CoreAreas.ContainsKey(command.ToArea))
            {
                throw new AccessDeniedException();
            }
            if (!file.Concerns(command.FromArea, command.ToArea))
            {
                return ConsentRefusals.NotOfYourArea;
            }
            if (await db.Set<ConsentRecord>().AnyAsync(one => one.CitizenId == command.CitizenId && one.Kind == command.Kind
                && one.FromArea == command.FromArea && one.ToArea == command.ToArea && one.State == ConsentState.Asked, cancellationToken))
            {
                return ConsentRefusals.AskedAlready;
            }
            if (command.Renews is { } renewed
                && (await file.RecordAsync(command.CitizenId, renewed, seenRevision: null, cancellationToken)).State != ConsentState.Given)
            {
                return ConsentRefusals.NotGiven;
            }
            var signers = ConsentSigners.Of(course.Course, command.Kind, course.Today);
            var lastDay = ConsentSigners.LastDay(course.Course, signers, course.Today);
            var language = Word<Language>.Of(command.Language);
            var scope = new ConsentScope(
                command.Kind, command.FromArea, command.ToArea, DataClassWords.Of(command.Categories), command.Purpose,
                lastDay < command.ValidTo ? lastDay.Value : command.ValidTo, await file.TextVersionAsync(language, ConsentTexts.Sharing, cancellationToken), language);
            var record = ConsentRecord.Ask(command.CitizenId, scope, signers, by, clock.GetUtcNow(), command.Renews);
            if (!record.Succeeded)
            {
                return record.Refusal;
            }
            db.Set<ConsentRecord>().Add(record.Value);
            await db.SaveChangesAsync(cancellationToken);
            return record.Value.Id;
        }
    }
}
