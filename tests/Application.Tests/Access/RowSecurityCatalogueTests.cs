using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

/// <summary>What PostgreSQL's own catalogue says of the guard: nothing has been left out of it.</summary>
public sealed class RowSecurityCatalogueTests(Database database) : IClassFixture<Database>
{
    /// <summary>Tables without row-level security, and why nobody's citizen is in them.</summary>
    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal)
    {
        ["__EFMigrationsHistory"] = "names of migrations",
        ["users"] = "staff, who are looked up before it is known who asks",
        ["user_areas"] = "staff",
        ["sessions"] = "staff",
        ["staff_directory"] = "staff",
        ["openiddict_applications"] = "clients of the sign-in service",
        ["openiddict_authorizations"] = "clients of the sign-in service",
        ["openiddict_scopes"] = "clients of the sign-in service",
        ["openiddict_tokens"] = "clients of the sign-in service",
        ["data_protection_keys"] = "keys, themselves encrypted",
        ["key_ring_marks"] = "a mark of the key ring",
        ["cpr_marks"] = "how many keys marks are made with",
        ["plan_types"] = "reference data",
        ["core_areas"] = "reference data",
        ["codes"] = "reference data",
        ["opposing_directions"] = "reference data",
        ["rule_settings"] = "reference data",
        ["comparison_levels"] = "reference data",
        ["limits"] = "reference data; those of a citizen stand with the citizen",
        ["places"] = "reference data",
        ["travel_times"] = "reference data",
        ["place_settings"] = "reference data",
        ["reference_history"] = "who changed reference data",
        ["reference_version"] = "reference data",
        ["job_runs"] = "counts",
        ["consent_texts"] = "texts that are read to everybody alike",
        ["access_log_seals"] = "hashes and signatures; requests are not granted it",
    };

    [Fact]
    public async Task Every_table_is_guarded_also_from_its_owner_or_is_on_the_list_of_those_that_hold_no_citizen() => Assert.Equal(
        Open.Keys.Order(StringComparer.Ordinal),
        (await ListAsync(
            """
            select relname::text from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'f') and not (relrowsecurity and relforcerowsecurity)
            """)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_view_sees_with_the_eyes_of_whoever_asks() => Assert.Empty(await ListAsync(
        """
        select relname::text from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false)
        """));

    [Fact]
    public async Task Neither_role_passes_by_the_guard_or_owns_anything_but_the_functions_that_look_past_it()
    {
        Assert.Empty(await ListAsync("select rolname::text from pg_roles where rolname like 'sammenhaeng%' and (rolsuper or rolbypassrls or rolcreaterole)"));
        Assert.Empty(await ListAsync("select relname::text from pg_class where pg_get_userbyid(relowner) like 'sammenhaeng%'"));
        Assert.Equal(
            [
                "access_log_has_strays", "access_log_waits_for_seal", "areas_share", "busy_times", "citizen_behind", "citizen_ids_of", "close_citizens_of",
                "consent_is_signed", "coordinator_loads", "drop_access_log_partition", "end_unconsented_plan", "find_citizens", "find_in_plans",
                "has_critical_conflict", "has_holistic_plan", "held_by_staff", "is_compared", "is_guardian", "is_told_of", "items_told_since", "keep_area_relations",
                "keep_citizen_version", "keep_citizen_words", "keep_coordinator_relation", "keep_holistic_plan", "keep_holistic_plan_parts",
                "keep_item_version", "keep_part_version", "leads_holistic_plan", "lists_with", "one_open_break_glass", "open_access_log_months",
                "open_conflicts_by_rule", "relation_of_viewer", "standings_of", "tell_of_conflicts", "tells_of_area", "turn_holistic_plan", "unread_notices", "what_became_of_question",
            ],
            await ListAsync(
                "select proname::text from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by proname"));
        Assert.Empty(await ListAsync(
            "select proname::text from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and not proconfig::text like '%search_path%'"));
    }

    private async Task<List<string>> ListAsync(string sql) =>
        [.. await database.ScalarAsync<string[]>($"select coalesce(array_agg(value), '{{}}') from ({sql}) x (value)")];
}
