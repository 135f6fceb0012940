using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>The tables that make up a course, in the order they are read.</summary>
internal enum CourseTable
{
    Citizens, Plans, PlanShares, Goals, Interventions, Requirements, Restrictions, Appointments, Contacts, Assignments,
    Network, Residences, Consents, Assessments, Milestones, PowersOfAttorney, Decisions, Conditions, Agreements,
}

/// <summary>
/// What is read of each table, in the order in which <see cref="CourseRows"/> takes it. The first column is always the
/// citizen. Columns in braces are texts that only people read: a sweep reads null in their place.
/// </summary>
internal static class CourseColumns
{
    private static readonly Dictionary<CourseTable, (string Columns, string From, string Filter)> Tables = new()
    {
        [CourseTable.Citizens] = (
            "t.id, t.birth_date, t.protection, t.home_place, t.coordinator_declined_until, t.last_contact_on, t.limits_in_person_per_week, t.limits_in_person_per_day, t.limits_active_contacts, coalesce(t.limits_prefers_bundled_days, false)",
            "citizens t", ""),
        [CourseTable.Plans] = (
            "t.citizen_id, t.source, t.id, t.area, t.type, {t.title}, {t.summary}, t.status, t.period_from, t.period_to, t.next_follow_up, t.owner_id, t.unit, t.sensitivity, t.ends_at_age, t.successor_ref, t.no_further_need, t.replaced_by_ref, t.keeps_owner, t.citizen_declined_goal, t.decision_date, {t.case_system}, {t.case_number}, {t.kle}, t.first_seen_at",
            "all_plans t", ""),
        [CourseTable.PlanShares] = (
            "t.citizen_id, t.source, t.plan_id, t.area, t.ground, {t.reason}, t.until", "all_shares t", ""),
        [CourseTable.Goals] = (
            "t.citizen_id, t.source, t.id, t.area, t.plan_id, t.parent_id, t.theme, t.direction, t.origin, {t.text}, t.due, t.status, t.attainment, t.first_seen_at",
            "goals t", "t.ended_at is null"),
        [CourseTable.Interventions] = (
            "t.citizen_id, t.source, t.id, t.area, t.plan_id, {t.title}, t.purpose_group, t.period_from, t.period_to, t.weekly_hours, t.obligatory, t.status, t.demands, t.goal_ids, {t.provider}, {t.kle}, t.first_seen_at",
            "interventions t", "t.ended_at is null"),
        [CourseTable.Requirements] = (
            "t.citizen_id, t.source, t.intervention_id, t.target_source, t.target_id, t.strength", "intervention_requirements t", "t.ended_at is null"),
        [CourseTable.Restrictions] = (
            "t.citizen_id, t.source, t.id, t.area, t.kind, t.period_from, t.period_to, t.hours, t.demand, t.window_days, t.window_start, t.window_end, {t.statement}, t.first_seen_at",
            "restrictions t", "t.ended_at is null"),
        [CourseTable.Appointments] = (
            "t.citizen_id, t.source, t.id, t.area, t.plan_id, {t.title}, t.start_at, t.end_at, t.mode, t.place, t.mandatory, t.leisure, t.status, t.decides_on_plan, t.invited, t.exemption, t.needs_support, t.support is not null and t.support <> '', {t.support}, t.first_seen_at",
            "appointments t", "t.ended_at is null"),
        [CourseTable.Contacts] = (
            "t.citizen_id, t.source, t.id, t.area, d.person_id::text, {t.name}, {t.role}, t.unit, t.team, {t.email}, {t.phone}, t.period_from, t.period_to, t.absence_from, t.absence_to, t.deputy_id, t.coordinator, t.coordinator_from, t.coordinator_to, t.coordinator_mandate, t.citizen_chose, t.coordinator = 'main' and coalesce((select true from coordinator_assignments a where a.citizen_id = t.citizen_id and a.adopted_source = t.source and a.adopted_contact_id = t.id and a.state = 'active' limit 1), false)",
            "contacts t left join staff_directory d on d.source = t.source and d.contact_id = t.id", "t.ended_at is null"),
        [CourseTable.Assignments] = (
            "t.citizen_id, t.person_id::text, t.period_from, t.period_to, {t.name}", "coordinator_assignments t", "t.kind = 'main' and t.state = 'active'"),
        [CourseTable.Network] = (
            "t.citizen_id, t.source, t.id, {t.name}, {t.relation}, t.portal, t.portal_until, t.custody_holder, t.protection, ('x' || encode(substring(t.cpr_index for 8), 'hex'))::bit(64)::bigint", "network_members t", "t.ended_at is null"),
        [CourseTable.Residences] = (
            "t.citizen_id, t.source, t.party_id, t.place, t.weeks, t.listed_weeks", "residences t", "t.ended_at is null"),
        [CourseTable.Consents] = (
            "t.citizen_id, t.source, t.id, t.area, t.kind, t.from_areas, t.to_areas, {t.categories}, {t.purpose}, t.given_by, t.given_at, t.valid_to, t.revoked_at, t.first_seen_at",
            "all_consents t", ""),
        [CourseTable.Assessments] = (
            "t.citizen_id, t.source, t.id, t.area, t.theme, t.scale, t.level, t.date, t.unit, t.first_seen_at", "assessments t", "t.ended_at is null"),
        [CourseTable.Milestones] = (
            "t.citizen_id, t.source, t.id, t.area, t.plan_id, t.milestone_key, {t.title}, t.due, t.kind, t.first_seen_at", "milestones t", "t.ended_at is null"),
        [CourseTable.PowersOfAttorney] = (
            "t.citizen_id, t.source, t.id, t.area, t.holder, t.kind, {t.scope}, t.valid_to, t.first_seen_at", "powers_of_attorney t", "t.ended_at is null"),
        [CourseTable.Decisions] = (
            "t.citizen_id, t.source, t.id, t.area, {t.title}, t.service_group, t.period_from, t.period_to, t.first_seen_at", "decisions t", "t.ended_at is null"),
        [CourseTable.Conditions] = (
            "t.citizen_id, t.source, t.decision_id, t.sets, t.name, t.value", "decision_conditions t", "t.ended_at is null"),
        [CourseTable.Agreements] = (
            "t.citizen_id, t.source, t.id, t.area, {t.text}, t.owner, t.due, t.done, t.first_seen_at", "agreements t", "t.ended_at is null"),
    };

    public static IReadOnlyList<CourseTable> All { get; } = Enum.GetValues<CourseTable>();

    /// <param name="table">Which table.</param>
    /// <param name="citizens">A condition on <c>{0}</c>, the citizen column.</param>
    /// <param name="withTexts">False reads null for what only people read.</param>
    /// <param name="ordered">By citizen and id, so that rows come sorted.</param>
    public static string Select(CourseTable table, string citizens, bool withTexts, bool ordered) => Select(table, Tables[table], citizens, withTexts, ordered);

    /// <summary>The same of a course as it was known before a moment (see <see cref="KnownTables"/>).</summary>
    public static string SelectKnown(CourseTable table)
    {
        var (columns, _, filter) = Tables[table];
        return Select(
            table,
            (columns.Replace("a.state = 'active'", HeldAssignment, StringComparison.Ordinal), KnownTables.Of(table), table == CourseTable.Assignments ? "t.kind = 'main' and " + KnownTables.Held : filter),
            "{0} = any($1)", withTexts: true, ordered: false);
    }

    private static readonly string HeldAssignment = KnownTables.Held.Replace("t.", "a.", StringComparison.Ordinal);

    private static string Select(CourseTable table, (string Columns, string From, string Filter) of, string citizens, bool withTexts, bool ordered)
    {
        var (columns, from, filter) = of;
        var columnList = withTexts
            ? columns.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            : System.Text.RegularExpressions.Regex.Replace(columns, @"\{[^}]*\}", "null::text");
        var citizen = table == CourseTable.Citizens ? "t.id" : "t.citizen_id";
        var where = citizens.Replace("{0}", citizen, StringComparison.Ordinal) + (filter.Length > 0 ? " and " + filter : "");
        return $"select {columnList} from {from} where {where}" + (ordered ? " order by " + citizen : "");
    }
}
