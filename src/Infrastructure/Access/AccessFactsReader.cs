using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access;

/// <summary>Tells the database who is asking and reads what the decision needs, in one round trip.</summary>
internal sealed class AccessFactsReader(SammenhaengDb db, DatabaseIdentity identity, TimeProvider clock) : IAccessFacts
{
    private const string Facts =
        """
        select u.id, u.name, u.roles,
               array(select a.area from user_areas a
                     where a.user_id = u.id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2) order by a.area),
               c.id,
               exists(select from coordinator_assignments x
                      where x.citizen_id = c.id and x.user_id = u.id and x.state = 'active'
                        and x.period_from <= $2 and (x.period_to is null or x.period_to >= $2)),
               exists(select from coordinator_assignments x where x.citizen_id = c.id and x.user_id = u.id and x.state = 'proposed'),
               array(select distinct p.area from plans p join user_areas a on a.area = p.area
                     where p.citizen_id = c.id and p.ended_at is null
                       and a.user_id = u.id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2) order by p.area),
               one.session_is_open,
               look_at(c.id)
        from (select $5 is null or exists (
            select from sessions s where s.id = $5 and s.subject = $1 and s.ended_at is null) as session_is_open) one
        left join users u on u.subject = $1 and u.active and one.session_is_open
        left join lateral (select citizen_behind($4, $3) as id) c on true
        """;

    public async Task<AccessFacts> ReadAsync(Caller caller, string purpose, AccessObject? about, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            await using var within = db.Batch();
            return await ReadAsync(within, caller, purpose, about, cancellationToken);
        }
        // A request that makes its own transactions: who it is must be told again in each of them. The batch is one by itself.
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var alone = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
            return await ReadAsync(alone, caller, purpose, about, cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<AccessFacts> ReadAsync(
        NpgsqlBatch batch, Caller caller, string purpose, AccessObject? about, CancellationToken cancellationToken)
    {
        batch.PlanOnce();
        identity.AddTo(batch, caller, purpose);
        batch.Add(
            Facts,
            DatabaseIdentity.Text(caller.Subject),
            clock.Today(),
            DatabaseIdentity.Id(about?.Id),
            DatabaseIdentity.Text(about?.Kind.ToString()),
            DatabaseIdentity.Id(caller.Session));
        batch.PlanAsUsual();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return Read(reader);
    }

    private static AccessFacts Read(NpgsqlDataReader reader)
    {
        var viewer = reader.IsDBNull(0)
            ? null
            : new Viewer(
                UserId.From(reader.GetGuid(0)),
                reader.GetString(1),
                reader.GetFieldValue<string[]>(2),
                reader.GetFieldValue<string[]>(3));
        var citizen = reader.IsDBNull(4) ? (CitizenId?)null : CitizenId.From(reader.GetGuid(4));
        return new AccessFacts(
            viewer,
            citizen,
            new CitizenRelation(reader.GetFieldValue<string[]>(7), reader.GetBoolean(5), reader.GetBoolean(6)),
            reader.GetBoolean(8));
    }
}
