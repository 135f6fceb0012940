using System.Collections.Frozen;
using System.Data;
using Npgsql;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Reference;

/// <summary>Reads all reference tables in one round trip, of one moment.</summary>
internal static class ReferenceReader
{
    private static readonly string[] Tables =
    [
        "select version from reference_version",
        """
        select code, name, legal_basis, owner_domain, needs_citizen_voice, needs_follow_up, follow_up_months, create_within_days, valid_to,
               legacy_allowed, owner_changes_on, new_owner, exclusive_with, replaceable, replaces_plans, external, sensitivity, kle
        from plan_types
        """,
        "select code, name, domain, valid_from, valid_to, colour, icon from core_areas",
        "select kind, code, name_da, name_en from codes",
        "select a, b from opposing_directions",
        "select a, b, minutes from travel_times",
        "select default_travel_minutes, buffer_minutes from place_settings",
        "select name, value, valid_from from limits order by name, valid_from, id",
        "select rule, is_on, severity, valid_from from rule_settings order by rule, valid_from, id",
        "select code, name from places",
        "select area_a, area_b, category, level, valid_from from comparison_levels order by area_a, area_b, category, valid_from, id",
    ];

    public static async Task<ReferenceData> ReadAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var table in Tables)
        {
            batch.Add(table);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new Rows(reader, cancellationToken);

        var version = (await rows.ReadAsync(row => row.GetInt64(0))).Single();
        var planTypes = await rows.ReadAsync(PlanTypeOf);
        var areas = await rows.ReadAsync(AreaOf);
        var codes = await rows.ReadAsync(row => (Kind: row.GetString(0), Code: row.GetString(1), Da: row.GetString(2), En: row.GetString(3)));
        var opposing = await rows.ReadAsync(row => (Word<GoalDirection>.Parse(row.GetString(0)), Word<GoalDirection>.Parse(row.GetString(1))));
        var pairs = await rows.ReadAsync(row => (row.GetString(0), row.GetString(1), row.GetInt32(2)));
        var travel = (await rows.ReadAsync(row => (Default: row.GetInt32(0), Buffer: row.GetInt32(1)))).Single();
        var limits = await rows.ReadAsync(row => (Name: row.GetString(0), Dated: new Dated<int>(row.GetInt32(1), row.GetFieldValue<DateOnly>(2))));
        var rules = await rows.ReadAsync(row => (Name: row.GetString(0), Dated: new Dated<RuleSetting>(SettingOf(row), row.GetFieldValue<DateOnly>(3))));

        var places = await rows.ReadAsync(row => KeyValuePair.Create(row.GetString(0), row.GetString(1)));
        var comparisons = await rows.ReadAsync(row => (
            Of: new Comparison(row.GetString(0), row.GetString(1), DataClassWords.Of([row.GetString(2)])),
            Dated: new Dated<ComparisonLevel>(Word<ComparisonLevel>.Parse(row.GetString(3)), row.GetFieldValue<DateOnly>(4))));

        var undated = new ReferenceSnapshot
        {
            PlanTypes = planTypes.ToFrozenDictionary(type => type.Code, StringComparer.Ordinal),
            CoreAreas = areas.ToFrozenDictionary(area => area.Code, StringComparer.Ordinal),
            Themes = Of("theme"),
            PurposeGroups = Of("purposeGroup"),
            Demands = Of("demand"),
            OpposingDirections = opposing,
            Limits = Limits.Seed,
            Travel = new TravelTimes(pairs, travel.Default, travel.Buffer),
            Places = places.ToFrozenDictionary(StringComparer.Ordinal),
            Names = codes.ToFrozenDictionary(code => $"{code.Kind}:{code.Code}", code => (code.Da, code.En), StringComparer.Ordinal),
        };
        return new ReferenceData(version, undated, ByName(limits), ByName(rules), ByKey(comparisons));

        FrozenSet<string> Of(string kind) =>
            codes.Where(code => code.Kind == kind).Select(code => code.Code).ToFrozenSet(StringComparer.Ordinal);
    }

    private static PlanType PlanTypeOf(NpgsqlDataReader row) => new()
    {
        Code = row.GetString(0),
        Name = row.GetString(1),
        LegalBasis = row.GetString(2),
        OwnerDomain = row.GetString(3),
        NeedsCitizenVoice = row.GetBoolean(4),
        NeedsFollowUp = row.GetBoolean(5),
        FollowUpMonths = row.IsDBNull(6) ? null : row.GetInt32(6),
        CreateWithinDays = row.IsDBNull(7) ? null : row.GetInt32(7),
        ValidTo = Date(row, 8),
        LegacyAllowed = row.GetBoolean(9),
        OwnerChangesOn = Date(row, 10),
        NewOwner = row.IsDBNull(11) ? null : row.GetString(11),
        ExclusiveWith = row.GetFieldValue<string[]>(12),
        Replaceable = row.GetBoolean(13),
        ReplacesPlans = row.GetBoolean(14),
        External = row.GetBoolean(15),
        Sensitivity = Word<Sensitivity>.Parse(row.GetString(16)),
        Kle = row.IsDBNull(17) ? null : row.GetString(17),
    };

    private static CoreArea AreaOf(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), Date(row, 4))
        {
            Colour = row.GetInt16(5),
            Icon = row.GetString(6),
        };

    private static RuleSetting SettingOf(NpgsqlDataReader row) =>
        new(row.GetBoolean(1), row.IsDBNull(2) ? null : Enum.Parse<Severity>(row.GetString(2)));

    private static DateOnly? Date(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    private static Dictionary<string, IReadOnlyList<Dated<T>>> ByName<T>(IEnumerable<(string Name, Dated<T> Dated)> rows) => ByKey(rows);

    private static Dictionary<TKey, IReadOnlyList<Dated<T>>> ByKey<TKey, T>(IEnumerable<(TKey Key, Dated<T> Dated)> rows)
        where TKey : notnull => rows
        .GroupBy(row => row.Key, row => row.Dated)
        .ToDictionary(group => group.Key, group => (IReadOnlyList<Dated<T>>)[.. group]);

    /// <summary>One result after the other.</summary>
    private sealed class Rows(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        private bool _isFirst = true;

        public async Task<List<T>> ReadAsync<T>(Func<NpgsqlDataReader, T> map)
        {
            if (!_isFirst)
            {
                await reader.NextResultAsync(cancellationToken);
            }
            _isFirst = false;
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(map(reader));
            }
            return rows;
        }
    }
}
