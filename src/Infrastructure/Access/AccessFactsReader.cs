using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access;

/// <summary>Tells the database who is asking and reads what the decision needs, in one round trip.</summary>
internal sealed class AccessFactsReader(SammenhaengDb db, DatabaseIdentity identity, TimeProvider clock) : IAccessFacts
{
    private const string Relation =
        """
        select c.id, r.is_coordinator, r.is_asked, r.areas, r.emergency_areas, r.emergency_until,
               not c.seen and coalesce(c.id = any (viewer_close_citizens()), false), r.emergency_categories
        from (select b.id, look_at(b.id) as seen from (select citizen_behind($1, $2) as id offset 0) b) c, relation_of_viewer(c.id, $1, $2, $3) r
        """;

    private const string Standing =
        """
        select c.id, s.kind, s.portal, s.has_custody, s.keys
        from (select b.id, look_at(b.id) as seen from (select citizen_behind($1, $2) as id offset 0) b) c
        left join lateral (select * from standings_of(viewer_person(), $3) s
                           where s.citizen_id = c.id order by s.kind = 'self' desc limit 1) s on c.seen
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
        if (about is not null)
        {
            batch.Add(caller.Person is null ? Relation : Standing, about.Kind.ToString(), about.Id, clock.Today());
        }
        // What a person asks for is planned once like this, too, to the end of the request: of a list, row-level security makes a question that
        // takes 20 ms to plan. What the system does may be with very many at once.
        if (caller.IsSystem)
        {
            batch.PlanAsUsual();
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (viewer, isOpen) = caller.IsSystem ? (null, true) : (ViewerIn(reader, caller), reader.GetBoolean(4));
        if (about is null)
        {
            return new AccessFacts(viewer, null, CitizenRelation.None, isOpen) { UnreadNotices = viewer?.UserId is null ? 0 : reader.GetInt32(reader.FieldCount - 1) };
        }
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        CitizenId? citizen = reader.IsDBNull(0) ? null : CitizenId.From(reader.GetGuid(0));
        return new AccessFacts(viewer, citizen, caller.Person is null ? RelationIn(reader) : StandingIn(reader), isOpen);
    }

    private static CitizenRelation StandingIn(NpgsqlDataReader reader) => reader.IsDBNull(1)
        ? CitizenRelation.None
        : CitizenRelation.None with
        {
            Standing = new Standing(
                Enum.Parse<StandingKind>(reader.GetString(1), ignoreCase: true), Enum.Parse<PortalAccess>(reader.GetString(2), ignoreCase: true),
                reader.GetBoolean(3), reader.GetFieldValue<string[]>(4)),
        };

    private static CitizenRelation RelationIn(NpgsqlDataReader reader) => new(reader.GetFieldValue<string[]>(3), reader.GetBoolean(1), reader.GetBoolean(2))
    {
        BreakGlass = reader.IsDBNull(4) ? null : new OpenBreakGlass(reader.GetFieldValue<string[]>(4), DataClassWords.Of(reader.GetFieldValue<string[]>(7)), reader.GetFieldValue<DateTimeOffset>(5)),
        IsClose = reader.GetBoolean(6),
    };

    private static Viewer? ViewerIn(NpgsqlDataReader reader, Caller caller) => reader.IsDBNull(0)
        ? null
        : caller.Person is not null ? Viewer.Private
        : new Viewer(
            UserId.From(reader.GetGuid(0)), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetFieldValue<string[]>(3))
        {
            Units = reader.GetFieldValue<string[]>(5),
        };
}
