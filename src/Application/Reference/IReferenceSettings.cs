using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Reference;

/// <summary>One thing that was set for a rule or a limit, whenever it counts from.</summary>
public sealed record SettingChange(string Name, bool? IsOn, Severity? Severity, int? Value, DateOnly ValidFrom, string? By, DateTimeOffset At);

/// <summary>What was said of comparing two areas by one kind of information, whenever it counts from.</summary>
/// <param name="Category">A word of <see cref="DataClassWords"/>.</param>
public sealed record ComparisonChange(string A, string B, string Category, ComparisonLevel Level, DateOnly ValidFrom, string? By, DateTimeOffset At);

/// <summary>Writes what a municipality sets for rules, limits and comparing. Nothing is overwritten: the latest that counts on a day is the one.</summary>
public interface IReferenceSettings
{
    Task SetRuleAsync(string rule, RuleSetting setting, DateOnly validFrom, UserId? by, CancellationToken cancellationToken);

    Task SetLimitAsync(string name, int value, DateOnly validFrom, UserId? by, CancellationToken cancellationToken);

    /// <param name="pair">In the order of <see cref="ComparisonLevels.PairOf"/>.</param>
    /// <param name="categories">Words of <see cref="DataClassWords"/>.</param>
    /// <param name="level">From the day on.</param>
    /// <param name="validFrom">The day.</param>
    /// <param name="by">Who of the staff.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task SetComparisonAsync(
        (string A, string B) pair, IReadOnlyCollection<string> categories, ComparisonLevel level, DateOnly validFrom, UserId? by, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<ComparisonChange>> ComparisonHistoryAsync(CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<SettingChange>> RuleHistoryAsync(CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<SettingChange>> LimitHistoryAsync(CancellationToken cancellationToken);
}
