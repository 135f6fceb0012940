using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>Withdraws what one has agreed to, in one click, with effect from the same moment.</summary>
[Needs(Permission.AnswerOwnConsents)]
public sealed record WithdrawOwnConsent(CitizenId CitizenId, ConsentRecordId Consent, long SeenRevision) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, OwnConsents consents, TimeProvider clock) : ICommandHandler<WithdrawOwnConsent, Done>
    {
        public async Task<Result<Done>> Handle(WithdrawOwnConsent command, CancellationToken cancellationToken)
        {
            var (record, signer) = await consents.RecordAsync(command.CitizenId, command.Consent, command.SeenRevision, cancellationToken);
            var withdrawn = record.Withdraw(signer, by: null, clock.Today());
            await db.SaveChangesAsync(cancellationToken);
            return withdrawn;
        }
    }
}
