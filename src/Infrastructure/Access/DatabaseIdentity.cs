using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access;

/// <summary>
/// Tells the database who is asking, for as long as the transaction lasts and never longer: connections are used by one after the
/// other. Row-level security reads it (Sql/RowSecurity.sql).
/// </summary>
internal sealed class DatabaseIdentity(TimeProvider clock)
{
    /// <summary>Answers who it is: id, name, roles, areas of today, whether the session is open, and the units of the areas; last, for the frame of a page, what is unread.</summary>
    private const string User =
        """
        select u.id, u.name, u.roles, u.areas, one.session_is_open, u.units,
               set_config('app.user', coalesce(u.id::text, ''), true),
               set_config('app.subject', coalesce($1, ''), true),
               set_config('app.roles', coalesce(u.roles::text, ''), true),
               set_config('app.areas', case when u.roles && '{caseworker,machine}' then u.areas::text else '' end, true),
               set_config('app.close', close_citizens_of(u.id)::text, true),
               set_config('app.day', $4::text, true),
               set_config('app.now', $6::text, true),
               set_config('app.purpose', $2, true),
               set_config('app.request', $3, true),
               case when $2 = 'Route' then unread_notices(u.id) else 0 end
        from (select $5 is null or exists (
            select from sessions s where s.id = $5 and s.subject = $1 and s.ended_at is null) as session_is_open) one
        left join lateral (
            select w.id, w.name, w.roles, coalesce(a.areas, '{}') as areas, coalesce(a.units, '{}') as units
            from users w
            left join lateral (
                select array_agg(distinct a.area order by a.area) as areas,
                       array_agg(a.area || ':' || a.unit order by a.area, a.unit) filter (where a.unit <> '') as units
                from user_areas a where a.user_id = w.id and a.valid_from <= $4 and (a.valid_to is null or a.valid_to >= $4)) a on true
            where w.subject = $1 and w.active and one.session_is_open) u on true
        """;

    /// <summary>Answers who the private person is, in the same places.</summary>
    private const string Person =
        """
        select p.id, '', '{}'::text[], '{}'::text[], one.session_is_open, '{}'::text[],
               set_config('app.person', coalesce(p.id::text, ''), true),
               set_config('app.subject', $1, true),
               set_config('app.close', '{}', true),
               set_config('app.day', $4::text, true),
               set_config('app.purpose', $2, true),
               set_config('app.request', $3, true)
        from (select exists (select from sessions s where s.id = $5 and s.subject = $1 and s.ended_at is null) as session_is_open) one
        left join private_persons p on p.id = $6 and one.session_is_open
        """;

    private const string System =
        $"""
        select set_config('role', '{DatabaseRole.Job}', true), set_config('app.user', '', true), set_config('app.subject', 'system', true),
               set_config('app.purpose', $1, true), set_config('app.request', $2, true)
        """;

    public void AddTo(NpgsqlBatch batch, Caller caller, string purpose)
    {
        if (caller.IsSystem)
        {
            batch.Add(System, purpose, caller.RequestId);
        }
        else if (caller.Person is { } person)
        {
            batch.Add(Person, Text(caller.Subject), purpose, caller.RequestId, clock.Today(), Id(caller.Session), person);
        }
        else
        {
            batch.Add(User, Text(caller.Subject), purpose, caller.RequestId, clock.Today(), Id(caller.Session), clock.GetUtcNow().UtcDateTime);
        }
    }

    public async Task TellAsync(SammenhaengDb db, Caller caller, string purpose, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        AddTo(batch, caller, purpose);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static NpgsqlParameter Id(Guid? value) => new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };
}
