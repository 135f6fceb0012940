using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Keys;

internal sealed class CprMarks(SammenhaengDb db, ICprProtection protection, MarkLayers layers) : ICprMarks
{
    public async Task<byte[]> OfAsync(Cpr cpr, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A mark holds until the end of a transaction, and there is none.");
        }
        await using var batch = db.Batch();
        MarkLayers.AddTo(batch);
        await layers.ReadAsync(batch, cancellationToken);
        return protection.IndexOf(cpr);
    }
}
