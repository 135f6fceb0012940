using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.LogControl;

/// <summary>A day of the log with what is known around it, and which area each member of staff worked in.</summary>
internal sealed record ReadControlDay(ControlDay Day, IReadOnlyDictionary<UserId, string> Areas, IReadOnlyDictionary<Guid, DateTimeOffset> Moments);

/// <summary>Reads one local day. Clients of other systems are no staff, and answer for themselves elsewhere.</summary>
internal static class ControlDayReader
{
    /// <summary>Days before the day that tell what is usual.</summary>
    public const int UsualDays = 30;

    // Whoever coordinates, was asked to, is a contact of the citizen, or has been given something about them, looks because of that.
    private const string Accesses =
        """
        select a.id, a.at, a.user_id, a.citizen_id, a.purpose, a.ground, a.outcome, coalesce(a.areas[1], '') as area,
          string_to_array(coalesce(a.relation, ''), ',') && array['coordinator', 'asked']
          or exists (select from contacts k join staff_directory d on d.source = k.source and d.contact_id = k.id
                     where k.citizen_id = a.citizen_id and d.user_id = a.user_id and k.ended_at is null and coalesce(k.period_to, $3) >= $3)
          or exists (select from conflicts c where c.citizen_id = a.citizen_id and c.owner_id = a.user_id) as explained
        from access_log a
        where a.at >= $1 and a.at < $2 and a.user_id is not null and a.roles <> array['machine']
          and (a.citizen_id is not null or a.ground = 'noHit')
        order by a.at, a.id
        """;

    private const string Usual =
        """
        with days as (
          select user_id, day, count(*) as citizens, count(*) filter (where outside_hours) as outside
          from log_visits where day >= $1 and day < $2 and citizen_id is not null group by user_id, day)
        select user_id, percentile_disc(0.5) within group (order by citizens)::float8, count(*)::int, sum(outside)::float8 / sum(citizens)::float8
        from days group by user_id
        """;

    // Where staff live is known of those who are citizens here themselves, and have told which: whoever has the same home is of the
    // household by the same family name, and else as close as a namesake.
    private const string Kin =
        """
        select z.id, r.user_id, r.kind from close_relations r join citizens z on z.cpr_index = r.cpr_index
        where z.id = any($1)
        union all
        select z.id, r.user_id, case when lower(z.family_name) = lower(me.family_name) then 'household' else 'close' end
        from close_relations r join citizens me on me.cpr_index = r.cpr_index join citizens z on z.home_place = me.home_place and z.id <> me.id
        join places h on h.code = z.home_place and h.kind = 'home'
        where r.kind = 'self' and z.id = any($1)
        union all
        select p.citizen_id, p.user_id, 'close'
        from unnest($2::uuid[], $3::uuid[]) as p (user_id, citizen_id)
        join users u on u.id = p.user_id join citizens z on z.id = p.citizen_id
        where lower(z.family_name) = lower(substring(u.name from '\S+$'))
          and (select count(*) from (select from citizens o where o.family_name = z.family_name limit 11) few) <= 10
        """;

    private const string WellKnown = "select z.id from well_known_people w join citizens z on z.cpr_index = w.cpr_index where z.id = any($1)";

    private const string LastExplained =
        """
        select v.user_id, v.citizen_id, max(v.day)
        from unnest($1::uuid[], $2::uuid[]) as p (user_id, citizen_id)
        join log_visits v on v.user_id = p.user_id and v.citizen_id = p.citizen_id
        where v.day < $3 and v.ground = 'explained' group by v.user_id, v.citizen_id
        """;

    public static async Task<ReadControlDay> ReadAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        var areas = new Dictionary<UserId, string>();
        var moments = new Dictionary<Guid, DateTimeOffset>();
        var accesses = new List<LoggedAccess>();
        await using (var reader = await AskAsync(connection, Accesses, [LocalTime.Midnight(day), LocalTime.Midnight(day.AddDays(1)), day], cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var access = Access(reader);
                accesses.Add(access);
                moments[access.Id] = reader.GetFieldValue<DateTimeOffset>(1);
                areas.TryAdd(access.User, reader.GetString(7));
            }
        }
        var citizens = accesses.Where(access => access.Citizen is not null).Select(access => access.Citizen!.Value.Value).Distinct().ToArray();
        var pairs = accesses.Where(access => access is { Citizen: not null, IsExplained: false }).Select(access => (access.User.Value, access.Citizen!.Value.Value)).Distinct().ToList();
        Guid[] users = [.. pairs.Select(pair => pair.Item1)], theirs = [.. pairs.Select(pair => pair.Item2)];
        return new ReadControlDay(
            new ControlDay
            {
                Day = day,
                Accesses = accesses,
                Usual = await UsualAsync(connection, day, cancellationToken),
                Kin = await KinAsync(connection, citizens, users, theirs, cancellationToken),
                WellKnown = await WellKnownAsync(connection, citizens, cancellationToken),
                LastExplained = await LastExplainedAsync(connection, users, theirs, day, cancellationToken),
            },
            areas,
            moments);
    }

    private static LoggedAccess Access(NpgsqlDataReader reader)
    {
        var ground = reader.IsDBNull(5) ? null : reader.GetString(5);
        return new LoggedAccess(
            reader.GetGuid(0),
            LocalTime.Of(reader.GetFieldValue<DateTimeOffset>(1)),
            UserId.From(reader.GetGuid(2)),
            reader.IsDBNull(3) ? null : CitizenId.From(reader.GetGuid(3)),
            AccessKinds.Of(reader.GetString(4), ground, reader.GetString(6)),
            reader.GetBoolean(8),
            ground == AccessVerdict.BreakGlass);
    }

    private static async Task<Dictionary<UserId, UsualWork>> UsualAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        var usual = new Dictionary<UserId, UsualWork>();
        await using var reader = await AskAsync(connection, Usual, [day.AddDays(-UsualDays), day], cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            usual[UserId.From(reader.GetGuid(0))] = new UsualWork(reader.GetDouble(1), reader.GetInt32(2), reader.GetDouble(3));
        }
        return usual;
    }

    private static async Task<ILookup<CitizenId, (UserId User, Kinship Kinship)>> KinAsync(
        NpgsqlConnection connection, Guid[] citizens, Guid[] users, Guid[] theirs, CancellationToken cancellationToken)
    {
        var kin = new List<(CitizenId Citizen, UserId User, Kinship Kinship)>();
        await using var reader = await AskAsync(connection, Kin, [citizens, users, theirs], cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            kin.Add((CitizenId.From(reader.GetGuid(0)), UserId.From(reader.GetGuid(1)), Word<Kinship>.Parse(reader.GetString(2))));
        }
        return kin.ToLookup(one => one.Citizen, one => (one.User, one.Kinship));
    }

    private static async Task<HashSet<CitizenId>> WellKnownAsync(NpgsqlConnection connection, Guid[] citizens, CancellationToken cancellationToken)
    {
        var known = new HashSet<CitizenId>();
        await using var reader = await AskAsync(connection, WellKnown, [citizens], cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(CitizenId.From(reader.GetGuid(0)));
        }
        return known;
    }

    private static async Task<Dictionary<(UserId User, CitizenId Citizen), DateOnly>> LastExplainedAsync(
        NpgsqlConnection connection, Guid[] users, Guid[] citizens, DateOnly day, CancellationToken cancellationToken)
    {
        var last = new Dictionary<(UserId User, CitizenId Citizen), DateOnly>();
        await using var reader = await AskAsync(connection, LastExplained, [users, citizens, day], cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            last[(UserId.From(reader.GetGuid(0)), CitizenId.From(reader.GetGuid(1)))] = reader.GetFieldValue<DateOnly>(2);
        }
        return last;
    }

    private static async Task<NpgsqlDataReader> AskAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        batch.Add(sql, values);
        return await batch.ExecuteReaderAsync(cancellationToken);
    }
}
