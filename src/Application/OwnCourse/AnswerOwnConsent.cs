using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>
/// Signs what one is asked to agree to, or says no. A yes takes having shown with the e-ID who one is within the last minutes; a no takes
/// nothing.
/// </summary>
[Needs(Permission.AnswerOwnConsents)]
public sealed record AnswerOwnConsent(CitizenId CitizenId, ConsentRecordId Consent, long SeenRevision, bool? SaidYes)
    : ICommand<ConsentState>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<AnswerOwnConsent>
    {
        public Validator() => RuleFor(command => command.SaidYes).NotNull().WithMessage("err.ownConsent.answer");
    }

    internal sealed class Handler(ISammenhaengDb db, OwnConsents consents, ConsentFile file, CurrentCaller caller, TimeProvider clock)
        : ICommandHandler<AnswerOwnConsent, ConsentState>
    {
        public async Task<Result<ConsentState>> Handle(AnswerOwnConsent command, CancellationToken cancellationToken)
        {
            var saidYes = command.SaidYes == true;
            if (saidYes && !await db.HasFreshSignInAsync(caller.Caller, cancellationToken))
            {
                return ConsentRefusals.StaleSignIn;
            }
            var (record, signer) = await consents.RecordAsync(command.CitizenId, command.Consent, command.SeenRevision, cancellationToken);
            // The text that is signed tells what a no means.
            var answer = new ConsentAnswer(signer, saidYes, clock.Today(), ConsentMethod.MitId, Note: "", ConsequencesExplained: true);
            var answered = record.Answer(answer, by: null, clock.Today(), clock.GetUtcNow());
            if (!answered.Succeeded)
            {
                return answered.Refusal;
            }
            await file.EndRenewedAsync(record, by: null, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return record.State;
        }
    }
}
