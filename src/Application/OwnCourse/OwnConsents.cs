using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>The consents a private person is asked for, or sees the answers to. Access to the citizen is decided before.</summary>
internal sealed class OwnConsents(ISammenhaengDb db, ICurrentViewer current)
{
    private Standing Standing => current.Relation.Standing ?? throw new AccessDeniedException();

    /// <summary>Whoever is let in to all sees all; a parent who is not, those that ask them.</summary>
    public async Task<IReadOnlyList<ConsentRecord>> ListAsync(CitizenId citizen, CancellationToken cancellationToken)
    {
        var records = await db.Set<ConsentRecord>().Where(one => one.CitizenId == citizen).OrderByDescending(one => one.AskedAt).ToListAsync(cancellationToken);
        return [.. records.Where(one => Standing.IsLetInToAll || AsWhom(one) is not null)];
    }

    /// <summary>As which of its signers the viewer answers it; null where it does not ask them.</summary>
    public string? AsWhom(ConsentRecord record) => record.Signers.FirstOrDefault(Standing.Is);

    /// <exception cref="AccessDeniedException">It does not ask the viewer.</exception>
    /// <exception cref="StaleRevisionException">Somebody has changed it since it was read.</exception>
    public async Task<(ConsentRecord Record, string Signer)> RecordAsync(
        CitizenId citizen, ConsentRecordId id, long seenRevision, CancellationToken cancellationToken)
    {
        var record = await db.Set<ConsentRecord>().Where(one => one.Id == id && one.CitizenId == citizen).SeenAsync(cancellationToken);
        var signer = AsWhom(record) ?? throw new AccessDeniedException();
        return record.Revision == seenRevision ? (record, signer) : throw new StaleRevisionException();
    }
}
