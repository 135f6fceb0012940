using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Sammenhaeng.Application.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>What the areas' plans of a citizen have in common, as one row of one batch: what a page shows of it has many small lists.</summary>
internal static class SharedPlanRow
{
    public const string Select = """
        select jsonb_build_object(
            'id', p.id, 'revision', coalesce(p.revision, 0),
            'words', (select coalesce(jsonb_agg(w), '[]') from (
                select w.about, w.text, u.name as by, w.at, w.shared_plan_id is not distinct from p.id as of_active
                from shared_plan_words w join shared_plans s on s.id = w.shared_plan_id left join users u on u.id = w.written_down_by
                where s.citizen_id = $1 order by w.at desc, w.number desc limit 40) w),
            'follow_ups', (select coalesce(jsonb_agg(f), '[]') from (
                select f.number, f.planned_on, c.name as caller, f.state, f.held_on, f.result, f.note, u.name as done_by
                from follow_ups f join users c on c.id = f.caller left join users u on u.id = f.done_by
                where f.shared_plan_id = p.id order by f.number desc limit 40) f),
            'goals', (select coalesce(jsonb_agg(g), '[]') from (
                select g.id, g.revision, g.set_on, g.state,
                    (select coalesce(jsonb_agg(v), '[]') from (
                        select v.text, v.steps, v.weight, v.goals, u.name as by, v.at from common_goal_versions v join users u on u.id = v.by
                        where v.common_goal_id = g.id order by v.number desc limit 20) v) as versions,
                    (select coalesce(jsonb_agg(m), '[]') from (
                        select m.side, m.step, m.note, u.name as by, m.at from common_goal_marks m left join users u on u.id = m.written_down_by
                        where m.common_goal_id = g.id order by m.number desc limit 40) m) as marks
                from common_goals g where g.shared_plan_id = p.id order by g.state <> 'active', g.set_on, g.id limit 40) g),
            'holistic', (select to_jsonb(h) from (
                select h.lead_area, h.state, h.in_force_on, h.ended_on, h.ended_why,
                    (select coalesce(jsonb_object_agg(x.part, x.text), '{}') from (
                        select distinct on (x.part) x.part, x.text from holistic_plan_texts x where x.holistic_plan_id = h.id order by x.part, x.number desc) x) as texts,
                    (select coalesce(jsonb_agg(x), '[]') from (
                        select x.source, x.plan_id, x.type, x.area from holistic_plan_replacements x where x.holistic_plan_id = h.id order by x.area, x.plan_id) x) as replaces
                from holistic_plans h where h.citizen_id = $1 and h.state in ('inForce', 'ended') order by h.in_force_on desc, h.ended_on is not null limit 1) h))::text
        from (values (1)) one left join shared_plans p on p.citizen_id = $1 and p.ended_at is null
        """;

    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static FiledSharedPlan Take(NpgsqlDataReader reader) =>
        JsonSerializer.Deserialize<FiledSharedPlan>(reader.GetString(0), Snake) ?? throw new InvalidOperationException("A shared plan is read as nothing.");
}
