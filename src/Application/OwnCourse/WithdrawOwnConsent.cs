using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>Withdraws what one has agreed to, in one click, with effect from the same moment; or a part of it.</summary>
/// <param name="Part">Words of the kinds of information that are shown no longer; all of it where there are none.</param>
[Needs(Permission.AnswerOwnConsents)]
public sealed record WithdrawOwnConsent(CitizenId CitizenId, ConsentRecordId Consent, long SeenRevision, IReadOnlyList<string>? Part = null)
    : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, OwnConsents consents, ConsentFile file) : ICommandHandler<WithdrawOwnConsent, Done>
    {
        public async Task<Result<Done>> Handle(WithdrawOwnConsent command, CancellationToken cancellationToken)
        {
            var (record, signer) = await consents.RecordAsync(command.CitizenId, command.Consent, command.SeenRevision, cancellationToken);
            var withdrawn = file.Withdraw(record, command.Part, signer, by: null);
            await db.SaveChangesAsync(cancellationToken);
            return withdrawn;
        }
    }
}
