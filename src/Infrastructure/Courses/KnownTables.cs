namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>
/// The tables of a course as they were known before a moment: what is said now where that was said then, and else the version of then, in rows
/// of the same shape. Citizens are <c>$1</c>, the moment is <c>$2</c>, the day before it <c>$3</c>.
/// </summary>
internal static class KnownTables
{
    /// <summary>Assignments that held at the end of the day: whom a successor followed the same day no longer did.</summary>
    public const string Held = """
        t.state in ('active', 'ended') and t.answered_at < $2 and t.period_from <= $3 and (t.state = 'active' or t.period_to >= $3)
        and not (t.kind = 'main' and exists (select from coordinator_assignments n where n.citizen_id = t.citizen_id and n.kind = 'main'
            and n.state in ('active', 'ended') and n.answered_at < $2 and n.answered_at > t.answered_at))
        """;

    private static readonly Dictionary<CourseTable, string> Tables = new()
    {
        // Whoever is protected now is protected also where they were found before.
        [CourseTable.Citizens] = """
            (select r.* from citizens c
                left join item_versions v on v.citizen_id = c.id and v.collection = 'citizens' and v.known_from < $2 and v.known_until >= $2
                cross join lateral jsonb_populate_record(c, coalesce(v.content, '{}')) r
                where c.id = any($1)) t
            """,
        [CourseTable.Plans] = $"""
            (select y.* from {Items("plans")}
                left join holistic_plan_replacements h on h.citizen_id = t.citizen_id and h.source = t.source and h.plan_id = t.id and h.from_on <= $3
                    and (h.until_on is null or h.until_on > $3)
                cross join lateral jsonb_populate_record(null::plans, to_jsonb(t) || case when h.replaced_by is not null
                    then jsonb_build_object('replaced_by_ref', h.replaced_by) || case when t.status in ('draft', 'active', 'underReview')
                        then jsonb_build_object('status', 'replaced') else jsonb_build_object() end
                    else jsonb_build_object() end) y) t
            """,
        [CourseTable.PlanShares] = $"""
            (select t.citizen_id, t.source, t.plan_id, t.area, t.ground, t.reason, null::date as until from {Parts("plan_shares", "plans", "plan_id")}
                union all
                select g.citizen_id, g.plan_source, g.plan_id, g.area, g.ground, g.reason, g.until from given_shares g
                where g.citizen_id = any($1) and g.shared_at < $2 and (g.stopped_at is null or g.stopped_at >= $2)) t
            """,
        [CourseTable.Goals] = Items("goals"),
        [CourseTable.Interventions] = Items("interventions"),
        [CourseTable.Requirements] = Parts("intervention_requirements", "interventions", "intervention_id"),
        [CourseTable.Restrictions] = Items("restrictions"),
        [CourseTable.Appointments] = Items("appointments"),
        [CourseTable.Contacts] = Items("contacts") + " left join staff_directory d on d.source = t.source and d.contact_id = t.id",
        [CourseTable.Assignments] = "coordinator_assignments t",
        [CourseTable.Network] = Items("network_members", """
             || (select jsonb_build_object('cpr_index', n.cpr_index, 'protection', case
                when 'threat' in (n.protection, v.content ->> 'protection') then 'threat'
                when 'nameAndAddress' in (n.protection, v.content ->> 'protection') then 'nameAndAddress' else 'none' end)
                from network_members n where n.citizen_id = v.citizen_id and n.source = v.source and n.id = v.id)
            """),
        [CourseTable.Residences] = Parts("residences", null, null),
        [CourseTable.Consents] = $"""
            (select t.citizen_id, t.source, t.id, t.area, t.kind, t.from_areas, t.to_areas, t.categories, t.purpose, t.given_by, t.given_at, t.valid_to,
                    t.revoked_at, t.first_seen_at from {Items("consents")} where t.ended_at is null
                union all
                select c.citizen_id, 'sammenhaeng', c.id::text, c.from_area, c.kind, array[c.from_area], array[c.to_area], c.categories, c.purpose,
                    c.signers[1], c.given_on, c.valid_to, case when c.withdrawn_on <= $3 then c.withdrawn_on end, c.asked_at
                from consent_records c where c.citizen_id = any($1) and c.state in ('given', 'withdrawn') and c.given_on <= $3) t
            """,
        [CourseTable.Assessments] = Items("assessments"),
        [CourseTable.Milestones] = Items("milestones"),
        [CourseTable.PowersOfAttorney] = Items("powers_of_attorney"),
        [CourseTable.Decisions] = Items("decisions"),
        [CourseTable.Conditions] = Parts("decision_conditions", "decisions", "decision_id"),
        [CourseTable.Agreements] = Items("agreements"),
    };

    /// <summary>What is read instead of the table, known there as <c>t</c>.</summary>
    public static string Of(CourseTable table) => Tables[table];

    private static string Items(string table, string besides = "") => $$"""
        (select x.* from {{table}} x where x.citizen_id = any($1) and coalesce(x.changed_at, x.first_seen_at) < $2
            union all
            select r.* from item_versions v cross join lateral jsonb_populate_record(null::{{table}}, v.content || jsonb_build_object(
                'citizen_id', v.citizen_id, 'source', v.source, 'id', v.id, 'area', v.area, 'exported_at', v.exported_at,
                'ended_at', case when v.is_ended then v.known_from end,
                'first_seen_at', (select x.first_seen_at from {{table}} x where x.citizen_id = v.citizen_id and x.source = v.source and x.id = v.id)){{besides}}) r
            where v.citizen_id = any($1) and v.collection = '{{table}}' and v.known_from < $2 and v.known_until >= $2) t
        """;

    /// <summary>What is a part of something is known with it, and not before.</summary>
    private static string Parts(string table, string? whole, string? id) => $$"""
        (select x.* from {{table}} x where x.citizen_id = any($1) and part_known_from(to_jsonb(x)) < $2{{Whole("x", whole, id)}}
            union all
            select r.* from item_versions v cross join lateral jsonb_populate_record(null::{{table}}, v.content || jsonb_build_object(
                'citizen_id', v.citizen_id, 'source', v.source, 'ended_at', case when v.is_ended then v.known_from end)) r
            where v.citizen_id = any($1) and v.collection = '{{table}}' and v.known_from < $2 and v.known_until >= $2{{Whole("r", whole, id)}}) t
        """;

    private static string Whole(string row, string? whole, string? id) => whole is null ? "" :
        $" and exists (select from {whole} w where w.citizen_id = {row}.citizen_id and w.source = {row}.source and w.id = {row}.{id} and w.first_seen_at < $2)";
}
