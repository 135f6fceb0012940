using System.Data.Common;
using Sammenhaeng.Application.SubjectAccess;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.SubjectAccess;

/// <summary>Reads as whoever asks, so that the database's own layer decides with. A test finds a table of a citizen that is not here.</summary>
internal sealed class SubjectRecordsReader(SammenhaengDb db) : ISubjectRecords
{
    /// <summary>In the order in which they are told.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        "citizens", "plans", "plan_shares", "goals", "interventions", "intervention_requirements", "appointments", "milestones", "restrictions",
        "agreements", "decisions", "decision_conditions", "assessments", "contacts", "coordinator_assignments", "network_members", "residences",
        "consents", "item_versions", "written_items", "drafts", "seen_marks", "proposals", "proposal_answers", "network_meetings", "meeting_invitees", "meeting_points", "meeting_agreements", "meeting_additions",
        "shared_plans", "shared_plan_words", "follow_ups", "common_goals", "common_goal_versions", "common_goal_marks",
        "holistic_plans", "holistic_plan_replacements", "holistic_plan_texts", "consent_records", "consent_signatures", "given_shares", "powers_of_attorney", "conflicts", "conflict_history", "citizen_checks", "course_sources", "break_glass_grants",
        "sampled_visits", "confirmed_relatives",
    ];

    /// <summary>Tables with a citizen that hold nothing but what the others tell, or tell it by themselves.</summary>
    public static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>
    {
        ["access_log"] = "the list of accesses tells it in words",
        ["citizen_words"] = "the words of the name",
        ["citizen_relations"] = "made of the plans and the coordinators",
        ["domain_events"] = "ids and codes of changes that the tables tell",
        ["notices"] = "that staff were told of what the other tables tell, for a time",
        ["log_visits"] = "made of the access log for a time",
        ["due_citizens"] = "that the course waits to be judged, for a second",
    };

    // Keys of ours and sealed bytes say nothing.
    private const string Columns =
        """
        to_jsonb(t) - '{cpr_cipher,cpr_index,last_document_hash,subjects_digest,digest,xid,revision}'::text[]
        """;

    // Where somebody protected lives is told to nobody in a pack, and a place has no other name in an appointment or a conflict.
    private const string ProtectedPlaces =
        """
        select distinct r.place from residences r join network_members m on m.citizen_id = r.citizen_id and m.source = r.source and m.id = r.party_id
        where r.citizen_id = $1 and m.protection <> 'none'
        union
        select v.content ->> 'place' from item_versions v
        join network_members m on m.citizen_id = v.citizen_id and m.source = v.source and m.id = v.content ->> 'party_id'
        where v.citizen_id = $1 and v.collection = 'residences' and m.protection <> 'none'
        """;

    public async Task<SubjectRecords?> ReadAsync(CitizenId citizen, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("select cpr_cipher from citizens where id = $1", citizen.Value);
        batch.Add(ProtectedPlaces, citizen.Value);
        foreach (var table in Tables)
        {
            batch.Add(QueryOf(table), citizen.Value);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        var cipher = reader.GetFieldValue<byte[]>(0);
        var hidden = await NextAsync(reader, cancellationToken);
        // The longest first, or the rest of a longer place's name would be left.
        hidden.Sort((one, other) => other.Length.CompareTo(one.Length));
        var tables = new List<SubjectTable>();
        foreach (var table in Tables)
        {
            var rows = await NextAsync(reader, cancellationToken);
            tables.Add(new SubjectTable(table, [.. rows.Select(row => hidden.Aggregate(row, (text, place) => text.Replace(place, "beskyttet", StringComparison.Ordinal)))]));
        }
        return new SubjectRecords(cipher, tables);
    }

    private static async Task<List<string>> NextAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.GetString(0));
        }
        return rows;
    }

    private static string QueryOf(string table) => table switch
    {
        "citizens" => $"select ({Columns})::text from citizens t where t.id = $1",
        "conflict_history" => $"select ({Columns})::text from conflict_history t join conflicts c on c.id = t.conflict_id where c.citizen_id = $1 order by t.at",
        "consent_signatures" =>
            $"select ({Columns})::text from consent_signatures t join consent_records c on c.id = t.consent_id where c.citizen_id = $1 order by t.written_down_at",
        "proposal_answers" => $"select ({Columns})::text from proposal_answers t join proposals p on p.id = t.proposal_id where p.citizen_id = $1 order by t.at",
        "meeting_invitees" or "meeting_points" or "meeting_agreements" or "meeting_additions" =>
            $"select ({Columns})::text from {table} t join network_meetings m on m.id = t.meeting_id where m.citizen_id = $1 order by m.called_at, t.number",
        "shared_plan_words" or "follow_ups" =>
            $"select ({Columns})::text from {table} t join shared_plans p on p.id = t.shared_plan_id where p.citizen_id = $1 order by t.shared_plan_id, t.number",
        "holistic_plan_texts" =>
            $"select ({Columns})::text from holistic_plan_texts t join holistic_plans h on h.id = t.holistic_plan_id where h.citizen_id = $1 order by t.holistic_plan_id, t.number",
        "common_goal_versions" or "common_goal_marks" =>
            $"select ({Columns})::text from {table} t join common_goals g on g.id = t.common_goal_id where g.citizen_id = $1 order by t.common_goal_id, t.number",
        _ => $"select ({Columns})::text from {table} t where t.citizen_id = $1",
    };
}
