using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Reference;

internal sealed class ReferenceSettings(SammenhaengDb db, IReferenceData current, TimeProvider clock) : IReferenceSettings
{
    public async Task SetRuleAsync(string rule, RuleSetting setting, DateOnly validFrom, UserId? by, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(
            "insert into rule_settings (rule, is_on, severity, valid_from, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6)",
            rule, setting.IsOn, Typed(NpgsqlDbType.Text, setting.Severity?.ToString()), validFrom, Typed(NpgsqlDbType.Uuid, by?.Value), clock.GetUtcNow());
        await batch.ExecuteNonQueryAsync(cancellationToken);
        current.Expire();
    }

    public async Task SetLimitAsync(string name, int value, DateOnly validFrom, UserId? by, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(
            "insert into limits (name, value, valid_from, changed_by, changed_at) values ($1, $2, $3, $4, $5)",
            name, value, validFrom, Typed(NpgsqlDbType.Uuid, by?.Value), clock.GetUtcNow());
        await batch.ExecuteNonQueryAsync(cancellationToken);
        current.Expire();
    }

    public async Task SetComparisonAsync(
        (string A, string B) pair, IReadOnlyCollection<string> categories, ComparisonLevel level, DateOnly validFrom, UserId? by, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(
            """
            insert into comparison_levels (area_a, area_b, category, level, valid_from, changed_by, changed_at)
            select $1, $2, category, $4, $5, $6, $7 from unnest($3) as category
            """,
            pair.A, pair.B, categories.ToArray(), Word<ComparisonLevel>.Of(level), validFrom, Typed(NpgsqlDbType.Uuid, by?.Value), clock.GetUtcNow());
        await batch.ExecuteNonQueryAsync(cancellationToken);
        current.Expire();
    }

    public Task<IReadOnlyList<ComparisonChange>> ComparisonHistoryAsync(CancellationToken cancellationToken) => ReadAsync(
        """
        select c.area_a, c.area_b, u.name, c.category, c.level, c.valid_from, c.changed_at
        from comparison_levels c left join users u on u.id = c.changed_by order by c.id desc
        """,
        row => new ComparisonChange(
            row.GetString(0), row.GetString(1), row.GetString(3), Word<ComparisonLevel>.Parse(row.GetString(4)), row.GetFieldValue<DateOnly>(5), Name(row),
            row.GetFieldValue<DateTimeOffset>(6)),
        cancellationToken);

    public Task<IReadOnlyList<SettingChange>> RuleHistoryAsync(CancellationToken cancellationToken) => ReadAsync(
        "select r.rule, r.valid_from, u.name, r.changed_at, r.is_on, r.severity from rule_settings r left join users u on u.id = r.changed_by order by r.id desc",
        row => new SettingChange(
            row.GetString(0), row.GetBoolean(4), row.IsDBNull(5) ? null : Enum.Parse<Severity>(row.GetString(5)), null,
            row.GetFieldValue<DateOnly>(1), Name(row), row.GetFieldValue<DateTimeOffset>(3)),
        cancellationToken);

    public Task<IReadOnlyList<SettingChange>> LimitHistoryAsync(CancellationToken cancellationToken) => ReadAsync(
        "select l.name, l.valid_from, u.name, l.changed_at, l.value from limits l left join users u on u.id = l.changed_by order by l.id desc",
        row => new SettingChange(
            row.GetString(0), null, null, row.GetInt32(4), row.GetFieldValue<DateOnly>(1), Name(row), row.GetFieldValue<DateTimeOffset>(3)),
        cancellationToken);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add(sql);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var changes = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            changes.Add(map(reader));
        }
        return changes;
    }

    private static string? Name(NpgsqlDataReader row) => row.IsDBNull(2) ? null : row.GetString(2);

    private static NpgsqlParameter Typed(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
