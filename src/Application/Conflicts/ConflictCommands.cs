using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>A change to one conflict by somebody who has seen it at a revision.</summary>
internal static class ConflictCommands
{
    /// <exception cref="StaleRevisionException">Somebody, or the engine, has changed it since.</exception>
    public static async Task<Conflict> LoadAsync(ISammenhaengDb db, ConflictId id, long seenRevision, CancellationToken cancellationToken)
    {
        var conflict = await db.Set<Conflict>().Where(conflict => conflict.Id == id).SeenAsync(cancellationToken);
        return conflict.Revision == seenRevision ? conflict : throw new StaleRevisionException();
    }
}
