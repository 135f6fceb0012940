using Microsoft.EntityFrameworkCore;
using Npgsql;
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
        await layers.RefreshAsync((NpgsqlConnection)db.Database.GetDbConnection(), cancellationToken);
        return protection.IndexOf(cpr);
    }
}
