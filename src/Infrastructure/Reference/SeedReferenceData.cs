using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Reference;

/// <summary>Fills a new database with the reference data the program is shipped with. What a municipality has is never touched.</summary>
internal static class SeedReferenceData
{
    private static readonly DateOnly FromTheBeginning = new(2000, 1, 1);

    public static async Task IntoAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var look = new NpgsqlBatch(connection, transaction))
        {
            look.Add("select exists(select from place_settings)");
            if ((bool)(await look.ExecuteScalarAsync(cancellationToken))!)
            {
                return;
            }
        }

        var seed = SeedReference.Snapshot;
        await using var fill = new NpgsqlBatch(connection, transaction);
        foreach (var type in seed.PlanTypes.Values)
        {
            AddPlanType(fill, type);
        }
        var position = (short)0;
        foreach (var area in seed.CoreAreas.Values.OrderBy(area => area.ValidFrom).ThenBy(area => area.Code, StringComparer.Ordinal))
        {
            fill.Add(
                "insert into core_areas (code, name, domain, colour, icon, position, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                area.Code, area.Name, area.Domain, (short)area.Colour, area.Icon, position++, area.ValidFrom, Date(area.ValidTo));
        }
        foreach (var (key, name) in seed.Names)
        {
            var colon = key.IndexOf(':', StringComparison.Ordinal);
            fill.Add("insert into codes (kind, code, name_da, name_en) values ($1, $2, $3, $4)", key[..colon], key[(colon + 1)..], name.Da, name.En);
        }
        foreach (var (a, b) in seed.OpposingDirections)
        {
            fill.Add("insert into opposing_directions (a, b) values ($1, $2)", Word<GoalDirection>.Of(a), Word<GoalDirection>.Of(b));
        }
        foreach (var limit in LimitNames.All)
        {
            fill.Add(
                "insert into limits (name, value, valid_from, changed_at) values ($1, $2, $3, now())",
                limit, LimitNames.Of(seed.Limits, limit), FromTheBeginning);
        }
        fill.Add(
            "insert into place_settings (default_travel_minutes, buffer_minutes) values ($1, $2)",
            seed.Travel.DefaultMinutes, seed.Travel.BufferMinutes);
        await fill.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static void AddPlanType(NpgsqlBatch fill, PlanType type) => fill.Add(
        """
        insert into plan_types (code, name, legal_basis, owner_domain, needs_citizen_voice, needs_follow_up, follow_up_months,
            create_within_days, valid_to, legacy_allowed, owner_changes_on, new_owner, exclusive_with, replaceable, replaces_plans,
            external, sensitivity, kle)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """,
        type.Code,
        type.Name,
        type.LegalBasis,
        type.OwnerDomain,
        type.NeedsCitizenVoice,
        type.NeedsFollowUp,
        Typed(NpgsqlDbType.Integer, type.FollowUpMonths),
        Typed(NpgsqlDbType.Integer, type.CreateWithinDays),
        Date(type.ValidTo),
        type.LegacyAllowed,
        Date(type.OwnerChangesOn),
        Typed(NpgsqlDbType.Text, type.NewOwner),
        type.ExclusiveWith.ToArray(),
        type.Replaceable,
        type.ReplacesPlans,
        type.External,
        Word<Sensitivity>.Of(type.Sensitivity),
        Typed(NpgsqlDbType.Text, type.Kle));

    private static NpgsqlParameter Date(DateOnly? date) => Typed(NpgsqlDbType.Date, date);

    private static NpgsqlParameter Typed(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
