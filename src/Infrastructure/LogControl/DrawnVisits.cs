using Npgsql;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.LogControl;

/// <summary>The tables that a night of log control writes.</summary>
internal static class DrawnVisits
{
    public static async Task AddAsync(
        NpgsqlConnection connection, DateOnly day, IReadOnlyList<Visit> visits, ReadControlDay read, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            insert into log_visits (id, day, area, at, user_id, citizen_id, ground, alerts, outside_hours)
            select id, $1, area, at, user_id, citizen_id, ground, string_to_array(alerts, ','), outside_hours
            from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::boolean[])
              as v (id, area, at, user_id, citizen_id, ground, alerts, outside_hours)
            """,
            day,
            visits.Select(visit => visit.Id).ToArray(),
            visits.Select(visit => read.Areas[visit.User]).ToArray(),
            visits.Select(visit => read.Moments[visit.Id]).ToArray(),
            visits.Select(visit => visit.User.Value).ToArray(),
            visits.Select(visit => visit.Citizen?.Value).ToArray(),
            visits.Select(visit => Word<SampleGround>.Of(visit.Ground)).ToArray(),
            visits.Select(visit => string.Join(',', visit.Alerts)).ToArray(),
            visits.Select(visit => WorkingHours.IsOutside(visit.At)).ToArray());
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What can be drawn in the night of the day, or could be then: of the last days, and not drawn before.</summary>
    public static async Task<IReadOnlyList<Candidate>> PotAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlBatch(connection);
        ask.Add(
            """
            select v.id, v.area, v.day, v.at, v.user_id, v.citizen_id, v.ground, v.alerts from log_visits v
            where v.day > $1 and v.day <= $2 and not exists (select from sampled_visits s where s.access_id = v.id and s.drawn_on < $2)
            """,
            day.AddDays(-SampleSize.Days),
            day);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var pot = new List<Candidate>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = reader.GetFieldValue<DateTimeOffset>(3);
            var visit = new Visit(
                reader.GetGuid(0), LocalTime.Of(at), UserId.From(reader.GetGuid(4)), reader.IsDBNull(5) ? null : CitizenId.From(reader.GetGuid(5)),
                Word<SampleGround>.Parse(reader.GetString(6)), reader.GetFieldValue<string[]>(7));
            pot.Add(new Candidate(visit, reader.GetString(1), reader.GetFieldValue<DateOnly>(2), at));
        }
        return pot;
    }

    public static async Task AddAsync(
        NpgsqlConnection connection, string area, DateOnly day, DateTimeOffset now, AreaDraw draw, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            insert into log_draws (area, day, drawn_at, seed, alerts, unexplained, explained, drawn_unexplained, drawn_explained)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            area, day, now, draw.Seed,
            draw.Candidates[SampleGround.Alert], draw.Candidates[SampleGround.Unexplained], draw.Candidates[SampleGround.Explained],
            draw.DrawnOf(SampleGround.Unexplained), draw.DrawnOf(SampleGround.Explained));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<SampledVisit> drawn, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            insert into sampled_visits (id, area, drawn_on, access_id, looked_at, user_id, citizen_id, ground, alerts, due, revision)
            select id, area, drawn_on, access_id, looked_at, user_id, citizen_id, ground, string_to_array(alerts, ','), due, revision
            from unnest($1::uuid[], $2::text[], $3::date[], $4::uuid[], $5::timestamptz[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::date[], $11::bigint[])
              as v (id, area, drawn_on, access_id, looked_at, user_id, citizen_id, ground, alerts, due, revision)
            """,
            drawn.Select(visit => visit.Id.Value).ToArray(),
            drawn.Select(visit => visit.Area).ToArray(),
            drawn.Select(visit => visit.DrawnOn).ToArray(),
            drawn.Select(visit => visit.AccessId).ToArray(),
            drawn.Select(visit => visit.LookedAt).ToArray(),
            drawn.Select(visit => visit.UserId.Value).ToArray(),
            drawn.Select(visit => visit.CitizenId?.Value).ToArray(),
            drawn.Select(visit => Word<SampleGround>.Of(visit.Ground)).ToArray(),
            drawn.Select(visit => string.Join(',', visit.Alerts)).ToArray(),
            drawn.Select(visit => visit.Due).ToArray(),
            drawn.Select(visit => visit.Revision).ToArray());
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
