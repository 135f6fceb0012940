using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Sammenhaeng.Application.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>What the areas' plans of a citizen have in common, as one row of one batch: what a page shows of it has many small lists.</summary>
internal static class SharedPlanRow
{
    /// <summary>As it is now, of citizen <c>$1</c>.</summary>
    public static readonly string Select = Of(new(
        "p.ended_at is null", "true", "true", "f.state", "f.done_at is not null", "true", "g.state", "true", "true", "true", "h.ended_on is not null", "true"));

    // The first day that is not known yet.
    private const string Day = "($2 at time zone 'Europe/Copenhagen')::date";

    /// <summary>As it was known before the moment <c>$2</c>.</summary>
    public static readonly string SelectKnown = Of(new(
        "p.started_at < $2 and (p.ended_at is null or p.ended_at >= $2)", "w.at < $2", "f.planned_at < $2",
        "case when f.done_at >= $2 then 'planned' else f.state end", "f.done_at < $2",
        "exists (select from common_goal_versions v where v.common_goal_id = g.id and v.at < $2)",
        "case when g.closed_at >= $2 then 'active' else g.state end", "v.at < $2", "m.at < $2",
        $"h.in_force_on < {Day}", $"coalesce(h.ended_on < {Day}, false)", "x.at < $2"));

    private sealed record Conditions(
        string Plan, string Words, string FollowUp, string FollowUpState, string FollowUpDone, string Goal, string GoalState, string Version, string Mark,
        string Holistic, string HolisticOver, string HolisticText);

    private static string Of(Conditions on) => $"""
        select jsonb_build_object(
            'id', p.id, 'revision', coalesce(p.revision, 0),
            'words', (select coalesce(jsonb_agg(w), '[]') from (
                select w.about, w.text, u.name as by, w.at, w.shared_plan_id is not distinct from p.id as of_active
                from shared_plan_words w join shared_plans s on s.id = w.shared_plan_id left join users u on u.id = w.written_down_by
                where s.citizen_id = $1 and {on.Words} order by w.at desc, w.number desc limit 40) w),
            'follow_ups', (select coalesce(jsonb_agg(f), '[]') from (
                select f.number, f.planned_on, c.name as caller, {on.FollowUpState} as state, case when {on.FollowUpDone} then f.held_on end as held_on,
                    case when {on.FollowUpDone} then f.result end as result, case when {on.FollowUpDone} then f.note end as note,
                    case when {on.FollowUpDone} then u.name end as done_by
                from follow_ups f join users c on c.id = f.caller left join users u on u.id = f.done_by
                where f.shared_plan_id = p.id and {on.FollowUp} order by f.number desc limit 40) f),
            'goals', (select coalesce(jsonb_agg(g), '[]') from (
                select g.id, g.revision, g.set_on, {on.GoalState} as state,
                    (select coalesce(jsonb_agg(v), '[]') from (
                        select v.text, v.steps, v.weight, v.goals, u.name as by, v.at from common_goal_versions v join users u on u.id = v.by
                        where v.common_goal_id = g.id and {on.Version} order by v.number desc limit 20) v) as versions,
                    (select coalesce(jsonb_agg(m), '[]') from (
                        select m.side, m.step, m.note, u.name as by, m.at from common_goal_marks m left join users u on u.id = m.written_down_by
                        where m.common_goal_id = g.id and {on.Mark} order by m.number desc limit 40) m) as marks
                from common_goals g where g.shared_plan_id = p.id and {on.Goal} order by {on.GoalState} <> 'active', g.set_on, g.id limit 40) g),
            'holistic', (select to_jsonb(h) from (
                select h.lead_area, case when {on.HolisticOver} then h.state else 'inForce' end as state, h.in_force_on,
                    case when {on.HolisticOver} then h.ended_on end as ended_on, case when {on.HolisticOver} then h.ended_why end as ended_why,
                    (select coalesce(jsonb_object_agg(x.part, x.text), jsonb_build_object()) from (
                        select distinct on (x.part) x.part, x.text from holistic_plan_texts x
                        where x.holistic_plan_id = h.id and {on.HolisticText} order by x.part, x.number desc) x) as texts,
                    (select coalesce(jsonb_agg(x), '[]') from (
                        select x.source, x.plan_id, x.type, x.area from holistic_plan_replacements x where x.holistic_plan_id = h.id order by x.area, x.plan_id) x) as replaces
                from holistic_plans h where h.citizen_id = $1 and h.state in ('inForce', 'ended') and {on.Holistic}
                order by h.in_force_on desc, {on.HolisticOver} limit 1) h))::text
        from (values (1)) one left join shared_plans p on p.citizen_id = $1 and {on.Plan}
        """;

    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static FiledSharedPlan Take(NpgsqlDataReader reader) =>
        JsonSerializer.Deserialize<FiledSharedPlan>(reader.GetString(0), Snake) ?? throw new InvalidOperationException("A shared plan is read as nothing.");
}
