using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Consent;

/// <summary>
/// Writes down that one of those who gave it has withdrawn it. From the same moment it opens nothing: what is shown afterwards is decided
/// by what is stored then.
/// </summary>
/// <param name="Signer">Who: <c>citizen</c>, or <c>source:id</c> of a person of the network.</param>
/// <param name="Part">Words of the kinds of information that are shown no longer; all of it where there are none.</param>
[Needs(Permission.HandleConsents)]
public sealed record WithdrawConsent(CitizenId CitizenId, ConsentRecordId Consent, long SeenRevision, string Signer, IReadOnlyList<string>? Part = null)
    : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, ConsentFile file, ICurrentViewer current) : ICommandHandler<WithdrawConsent, Done>
    {
        public async Task<Result<Done>> Handle(WithdrawConsent command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var record = await file.RecordAsync(command.CitizenId, command.Consent, command.SeenRevision, cancellationToken);
            var withdrawn = file.Withdraw(record, command.Part, command.Signer, by);
            await db.SaveChangesAsync(cancellationToken);
            return withdrawn;
        }
    }
}
