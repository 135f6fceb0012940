using Sammenhaeng.Infrastructure.Persistence.Events;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>
/// The statements that merge what documents tell of the citizen in person. Each source has its own telling, fact by fact; the citizen
/// is made of all of them: names, home, language and limits as told last, the strictest protection, the latest of the two dates.
/// </summary>
internal static class CitizenSql
{
    private const string LimitsAt = "limits_at";

    // Bits are those of CitizenFields.
    private static readonly (int Bit, string At, string[] Columns)[] Facts =
    [
        (1, "protection_at", ["protection"]),
        (2, "home_at", ["home_place"]),
        (4, "language_at", ["language"]),
        (8, "digital_post_at", ["digital_post_exempt"]),
        (16, "coordinator_declined_at", ["coordinator_declined_until"]),
        (32, "last_contact_at", ["last_contact_on"]),
        (64, LimitsAt,
            ["limits_in_person_per_week", "limits_in_person_per_day", "limits_active_contacts", "limits_prefers_bundled_days"]),
    ];

    public static string MergeSources { get; } = Sources();

    /// <summary>Afterwards t_changed also holds the documents of citizens who are new or whose facts have changed.</summary>
    public static string MergeCitizens { get; } = """
        with told as (
            select s.citizen_id,
                (select max(d.received_at) from t_documents d where d.citizen_id = s.citizen_id having not bool_or(d.is_new_citizen)) as received_at,
                (array_agg(s.given_name order by s.names_at desc, s.source desc))[1] as given_name,
                (array_agg(s.family_name order by s.names_at desc, s.source desc))[1] as family_name,
                (array_agg(s.home_place order by s.home_at desc nulls last, s.source desc))[1] as home_place,
                (array_agg(s.language order by s.language_at desc nulls last, s.source desc))[1] as language,
                coalesce((array_agg(s.digital_post_exempt order by s.digital_post_at desc nulls last, s.source desc))[1], false) as digital_post_exempt,
                case max(case s.protection when 'threat' then 2 when 'nameAndAddress' then 1 else 0 end)
                    when 2 then 'threat' when 1 then 'nameAndAddress' else 'none' end as protection,
                max(s.coordinator_declined_until) as coordinator_declined_until,
                max(s.last_contact_on) as last_contact_on,
                (array_agg(s.limits_in_person_per_week order by s.limits_at desc nulls last, s.source desc))[1] as limits_in_person_per_week,
                (array_agg(s.limits_in_person_per_day order by s.limits_at desc nulls last, s.source desc))[1] as limits_in_person_per_day,
                (array_agg(s.limits_active_contacts order by s.limits_at desc nulls last, s.source desc))[1] as limits_active_contacts,
                (array_agg(s.limits_prefers_bundled_days order by s.limits_at desc nulls last, s.source desc))[1] as limits_prefers_bundled_days
            from course_sources s
            where s.citizen_id in (select d.citizen_id from t_documents d)
            group by s.citizen_id),
        done as (
            update citizens x
            set given_name = n.given_name, family_name = n.family_name, home_place = n.home_place, language = n.language,
                digital_post_exempt = n.digital_post_exempt, protection = n.protection,
                coordinator_declined_until = n.coordinator_declined_until, last_contact_on = n.last_contact_on,
                limits_in_person_per_week = n.limits_in_person_per_week, limits_in_person_per_day = n.limits_in_person_per_day,
                limits_active_contacts = n.limits_active_contacts, limits_prefers_bundled_days = n.limits_prefers_bundled_days,
                revision = x.revision + 1, told_at = n.received_at
            from told n
            where x.id = n.citizen_id
            and (x.given_name, x.family_name, x.home_place, x.language, x.digital_post_exempt, x.protection,
                x.coordinator_declined_until, x.last_contact_on, x.limits_in_person_per_week, x.limits_in_person_per_day,
                x.limits_active_contacts, x.limits_prefers_bundled_days)
            is distinct from (n.given_name, n.family_name, n.home_place, n.language, n.digital_post_exempt, n.protection,
                n.coordinator_declined_until, n.last_contact_on, n.limits_in_person_per_week, n.limits_in_person_per_day,
                n.limits_active_contacts, n.limits_prefers_bundled_days)
            returning x.id)
        insert into t_changed
        select d.document from t_documents d where d.is_new_citizen or d.citizen_id in (select id from done)
        on conflict do nothing
        """;

    public const string RecordChanges = """
        insert into domain_events (id, name, payload, citizen_id, happened_at)
        select distinct on (d.citizen_id) d.event_id, 'CourseChanged', jsonb_build_object('citizenId', d.citizen_id), d.citizen_id, d.received_at
        from t_documents d join t_changed c on c.document = d.document
        order by d.citizen_id
        """;

    /// <summary>In the order of the id, so that two transactions cannot wait for each other.</summary>
    public static readonly string MarkDue = DueCitizens.Insert(
        "select distinct d.citizen_id as id from t_documents d join t_changed c on c.document = d.document");

    private static string Sources()
    {
        var columns = Facts.SelectMany(fact => fact.Columns.Append(fact.At)).ToArray();
        var told = Facts.SelectMany(fact => fact.Columns.Select(column => Told(fact.Bit, column)).Append(Told(fact.Bit, "exported_at")));
        var merged = Facts.SelectMany(fact => fact.Columns.Append(fact.At).Select(column => $"{column} = {Later(fact.At, column)}"));
        return $"""
            insert into course_sources as s (
                citizen_id, source, area, first_seen_at, last_exported_at, last_snapshot_at, last_document_hash, household_at,
                given_name, family_name, names_at, {string.Join(", ", columns)})
            select d.citizen_id, d.source, d.area, d.received_at, d.exported_at, case when d.is_snapshot then d.exported_at end, d.hash,
                case when d.tells_household then d.exported_at end,
                d.given_name, d.family_name, d.exported_at, {string.Join(", ", told)}
            from t_documents d
            on conflict (citizen_id, source) do update
            set area = {Latest("area")}, last_document_hash = {Latest("last_document_hash")},
                given_name = {Latest("given_name")}, family_name = {Latest("family_name")}, names_at = greatest(s.names_at, excluded.names_at),
                last_exported_at = greatest(s.last_exported_at, excluded.last_exported_at),
                last_snapshot_at = greatest(s.last_snapshot_at, excluded.last_snapshot_at),
                household_at = greatest(s.household_at, excluded.household_at),
                {string.Join(", ", merged)}
            """;
    }

    private static string Told(int bit, string column) => $"case when d.told & {bit} <> 0 then d.{column} end";

    private static string Latest(string column) =>
        $"case when excluded.last_exported_at >= s.last_exported_at then excluded.{column} else s.{column} end";

    /// <summary>Told later: taken. Left out by a later snapshot: no longer told, but for limits, which stay until they are told anew.</summary>
    private static string Later(string at, string column)
    {
        var leftOut = at == LimitsAt ? "" : $" or (excluded.{at} is null and excluded.last_snapshot_at >= s.{at})";
        return $"case when excluded.{at} >= s.{at} or s.{at} is null{leftOut} then excluded.{column} else s.{column} end";
    }
}
