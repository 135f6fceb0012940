using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Consent;

/// <summary>
/// Writes down what one of those who were asked has answered, on paper or to somebody. With the last yes the consent holds at once, and
/// the one it renews ends.
/// </summary>
/// <param name="Note">Where the paper lies, or who heard it.</param>
/// <param name="ConsequencesExplained">What a no would mean has been told; without it there is no yes.</param>
[Needs(Permission.HandleConsents)]
public sealed record AnswerConsent(
    CitizenId CitizenId, ConsentRecordId Consent, long SeenRevision, string Signer, bool? SaidYes, DateOnly AnsweredOn, ConsentMethod Method,
    string Note, bool ConsequencesExplained) : ICommand<ConsentState>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<AnswerConsent>
    {
        private const int OldestAnswerDays = 90;

        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.Signer).NotEmpty().WithMessage("err.consent.signer");
            RuleFor(command => command.SaidYes).NotNull().WithMessage("err.consent.answer");
            RuleFor(command => command.Method).Must(method => method is ConsentMethod.Paper or ConsentMethod.Oral).WithMessage("err.consent.method");
            RuleFor(command => command.AnsweredOn).Must(day => day <= clock.Today() && day >= clock.Today().AddDays(-OldestAnswerDays))
                .WithMessage("err.consent.answeredOn");
            RuleFor(command => command.Note).Must(note => note?.Trim().Length is >= ConsentRecord.ShortestNote and <= ConsentRecord.LongestNote)
                .WithMessage("err.consent.note");
            RuleFor(command => command.ConsequencesExplained).Equal(true).When(command => command.SaidYes == true).WithMessage("err.consent.consequences");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ConsentFile file, ICurrentViewer current, TimeProvider clock)
        : ICommandHandler<AnswerConsent, ConsentState>
    {
        public async Task<Result<ConsentState>> Handle(AnswerConsent command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var record = await file.RecordAsync(command.CitizenId, command.Consent, command.SeenRevision, cancellationToken);
            var answer = new ConsentAnswer(
                command.Signer, command.SaidYes == true, command.AnsweredOn, command.Method, command.Note, command.ConsequencesExplained);
            var answered = record.Answer(answer, by, clock.Today(), clock.GetUtcNow());
            if (!answered.Succeeded)
            {
                return answered.Refusal;
            }
            await file.EndRenewedAsync(record, by, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return record.State;
        }
    }
}
