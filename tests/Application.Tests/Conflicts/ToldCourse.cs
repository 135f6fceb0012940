using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Testing;

namespace Sammenhaeng.Application.Tests.Conflicts;

/// <summary>Puts items into a citizen's course as an import would leave them, and makes the citizen due.</summary>
internal static class ToldCourse
{
    private const string Told = "timestamptz '2026-10-01 04:00+02'";

    public static async Task AppointmentAsync(this Database database, CitizenId citizen, string id, string localStart, string localEnd, string source = "sundhed", string area = "AHL")
    {
        await database.ExecuteAsync(
            $"""
            insert into appointments (citizen_id, id, source, area, title, start_at, end_at, mode, place, mandatory, leisure, status, decides_on_plan, needs_support, exported_at, first_seen_at)
            values ($1, $2, $3, $4, 'Tid ' || $2, ($5::timestamp at time zone 'Europe/Copenhagen'), ($6::timestamp at time zone 'Europe/Copenhagen'), 'inPerson', 'HOL-SUND', false, false, 'booked', false, false, {Told}, {Told})
            on conflict (citizen_id, id, source) do update set start_at = excluded.start_at, end_at = excluded.end_at
            """, citizen.Value, id, source, area, localStart, localEnd);
        await database.MakeDueAsync(citizen);
    }

    /// <summary>A plan shared with another area by a consent that does not exist: critical.</summary>
    public static async Task BreachAsync(this Database database, CitizenId citizen)
    {
        await database.ExecuteAsync(
            $"""
            insert into plans (citizen_id, id, source, area, type, title, status, period_from, sensitivity, no_further_need, keeps_owner, citizen_declined_goal, next_follow_up, exported_at, first_seen_at)
            values ($1, 'P1', 'sundhed', 'AHL', 'SUL140', 'Genoptræningsplan', 'active', '2026-09-01', 'health', false, false, false, '2026-12-01', {Told}, {Told})
            """, citizen.Value);
        await database.ExecuteAsync("insert into plan_shares (citizen_id, plan_id, source, position, area, ground) values ($1, 'P1', 'sundhed', 0, 'AKB', 'consent')", citizen.Value);
        await database.MakeDueAsync(citizen);
    }

    public static Task MakeDueAsync(this Database database, CitizenId citizen) => database.ExecuteAsync(
        "insert into due_citizens (citizen_id) values ($1) on conflict (citizen_id) do update set token = nextval('due_citizens_token'), claimed_until = null", citizen.Value);

    /// <summary>Two tider at once on Wednesday 7 October 2026.</summary>
    public static async Task<CitizenId> ACitizenWithAnOverlapAsync(this Database database)
    {
        var citizen = await database.ACitizenAsync();
        await database.AppointmentAsync(citizen, "A4", "2026-10-07 13:00", "2026-10-07 14:00", "skole-familie", "LOT");
        await database.AppointmentAsync(citizen, "A5", "2026-10-07 13:30", "2026-10-07 14:15");
        return citizen;
    }
}
