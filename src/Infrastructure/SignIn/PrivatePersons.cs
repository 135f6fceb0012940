using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.SignIn;

internal sealed class PrivatePersons(NpgsqlDataSource source, ICprProtection protection, MarkLayers layers) : IPrivatePersons
{
    public async Task<Guid?> AtTheDoorAsync(Cpr cpr, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await layers.RefreshAsync(connection, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        // Two at once end as one person.
        batch.Add(
            """
            insert into private_persons (id, cpr_index) select $1, $2 where is_told_of($2)
            on conflict (cpr_index) do update set last_signed_in_at = now() returning id
            """,
            Guid.NewGuid(), protection.IndexOf(cpr));
        var person = await batch.ExecuteScalarAsync(cancellationToken) as Guid?;
        await transaction.CommitAsync(cancellationToken);
        return person;
    }
}
