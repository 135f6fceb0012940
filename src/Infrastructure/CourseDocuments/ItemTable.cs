namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>
/// One collection of a course document as it lies in the database, and the temporary table it is copied to on the way there. In the
/// temporary table a row knows only the number of its document; citizen, source and time are the document's.
/// </summary>
/// <param name="Name">The table. The temporary one is called the same with <c>t_</c> before it.</param>
/// <param name="Key">What tells the rows of one document apart: columns with their types.</param>
/// <param name="Columns">The content: columns with their types, in the order in which <see cref="CourseCopy"/> writes them.</param>
internal sealed record ItemTable(string Name, string Key, string Columns)
{
    /// <summary>For a table of parts: the table of the items they are parts of, and the column that holds the item's id.</summary>
    public (ItemTable Table, string IdColumn)? Whole { get; init; }

    /// <summary>Rows say themselves which area they belong to.</summary>
    public bool HasOwnArea { get; init; }

    /// <summary>Ciphertext differs each time it is made; what it holds is compared by its index.</summary>
    public string? NotCompared { get; init; }

    /// <summary>Kept in history by when it changed; all others by when it was told.</summary>
    public bool IsItem => Whole is null && this != Residences;

    public string Temporary => "t_" + Name;

    public string[] KeyNames { get; } = NamesOf(Key);

    public string[] ColumnNames { get; } = NamesOf(Columns);

    /// <summary>What tells apart the rows of one citizen.</summary>
    public string KeyInTable => string.Join(", ", Whole is null ? ["id", "source"] : (string[])[KeyNames[0], "source", KeyNames[1]]);

    public short FieldCount => (short)(1 + KeyNames.Length + ColumnNames.Length);

    public static readonly ItemTable Plans = new("plans", "id text",
        "type text, title text, summary text, status text, period_from date, period_to date, next_follow_up date, owner_id text, unit text, "
        + "sensitivity text, ends_at_age integer, successor_ref text, no_further_need boolean, replaced_by_ref text, keeps_owner boolean, "
        + "citizen_declined_goal boolean, decision_date date, case_system text, case_number text, kle text");

    public static readonly ItemTable Goals = new("goals", "id text",
        "plan_id text, parent_id text, theme text, direction text, origin text, text text, due date, status text, attainment smallint");

    public static readonly ItemTable Interventions = new("interventions", "id text",
        "plan_id text, title text, purpose_group text, period_from date, period_to date, weekly_hours double precision, obligatory boolean, "
        + "status text, demands text[], goal_ids text[], provider text, kle text");

    public static readonly ItemTable Restrictions = new("restrictions", "id text",
        "kind text, period_from date, period_to date, hours double precision, demand text, window_days smallint, window_start time, "
        + "window_end time, statement text");

    public static readonly ItemTable Appointments = new("appointments", "id text",
        "plan_id text, title text, start_at timestamptz, end_at timestamptz, mode text, place text, mandatory boolean, leisure boolean, "
        + "status text, decides_on_plan boolean, invited text[], exemption text[], needs_support boolean, support text");

    public static readonly ItemTable Contacts = new("contacts", "id text",
        "area text, name text, role text, unit text, team text, email text, phone text, period_from date, period_to date, absence_from date, "
        + "absence_to date, deputy_id text, coordinator text, coordinator_from date, coordinator_to date, coordinator_mandate text[], "
        + "citizen_chose boolean")
    { HasOwnArea = true };

    public static readonly ItemTable NetworkMembers = new("network_members", "id text",
        "name text, relation text, cpr_cipher bytea, cpr_index bytea, portal text, portal_until date, custody_holder boolean, protection text")
    { NotCompared = "cpr_cipher" };

    public static readonly ItemTable Consents = new("consents", "id text",
        "kind text, from_areas text[], to_areas text[], categories text[], purpose text, given_by text, given_at date, valid_to date, "
        + "revoked_at date");

    public static readonly ItemTable Assessments = new("assessments", "id text", "theme text, scale text, level smallint, date date, unit text");

    public static readonly ItemTable Milestones = new("milestones", "id text",
        "plan_id text, milestone_key text, title text, due date, kind text");

    public static readonly ItemTable PowersOfAttorney = new("powers_of_attorney", "id text", "holder text, kind text, scope text, valid_to date");

    public static readonly ItemTable Decisions = new("decisions", "id text", "title text, service_group text, period_from date, period_to date");

    public static readonly ItemTable Agreements = new("agreements", "id text", "text text, owner text, due date, done boolean");

    public static readonly ItemTable PlanShares = new("plan_shares", "plan_id text, position integer", "area text, ground text, reason text")
    { Whole = (Plans, "plan_id"), HasOwnArea = true };

    public static readonly ItemTable Requirements = new("intervention_requirements", "intervention_id text, position integer",
        "target_source text, target_id text, strength text")
    { Whole = (Interventions, "intervention_id") };

    public static readonly ItemTable Conditions = new("decision_conditions", "decision_id text, position integer",
        "sets boolean, name text, value text")
    { Whole = (Decisions, "decision_id") };

    /// <summary>Replaced as a whole by each document that tells of the household.</summary>
    public static readonly ItemTable Residences = new("residences", "position integer",
        "party_id text, place text, weeks text, listed_weeks text[]");

    public static readonly ItemTable[] Items =
    [
        Plans, Goals, Interventions, Restrictions, Appointments, Contacts, NetworkMembers, Consents, Assessments, Milestones,
        PowersOfAttorney, Decisions, Agreements,
    ];

    public static readonly ItemTable[] Parts = [PlanShares, Requirements, Conditions];

    public static readonly ItemTable[] All = [.. Items, .. Parts, Residences];

    private static string[] NamesOf(string columns) => [.. columns.Split(", ").Select(column => column[..column.IndexOf(' ', StringComparison.Ordinal)])];
}
