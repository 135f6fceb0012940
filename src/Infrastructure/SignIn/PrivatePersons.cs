using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.SignIn;

internal sealed class PrivatePersons(NpgsqlDataSource source, ICprProtection protection) : IPrivatePersons
{
    public async Task<Guid?> AtTheDoorAsync(Cpr cpr, CancellationToken cancellationToken)
    {
        var index = protection.IndexOf(cpr);
        await using var batch = source.CreateBatch();
        // Two at once end as one person.
        batch.Add(
            """
            insert into private_persons (id, cpr_index) select $1, $2 where is_told_of($2)
            on conflict (cpr_index) do update set last_signed_in_at = now() returning id
            """,
            Guid.NewGuid(), index);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetGuid(0) : null;
    }
}
