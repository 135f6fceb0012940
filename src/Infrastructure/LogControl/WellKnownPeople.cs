using Sammenhaeng.Application.LogControl;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.LogControl;

internal sealed class WellKnownPeople(SammenhaengDb db) : IWellKnownPeople
{
    public async Task AddAsync(byte[] cprIndex, UserId by, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("insert into well_known_people (cpr_index, told_by) values ($1, $2) on conflict do nothing", cprIndex, by.Value);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task RemoveAsync(byte[] cprIndex, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("delete from well_known_people where cpr_index = $1", cprIndex);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
