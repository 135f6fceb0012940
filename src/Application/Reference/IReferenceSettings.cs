using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Reference;

/// <summary>One thing that was set for a rule or a limit, whenever it counts from.</summary>
public sealed record SettingChange(string Name, bool? IsOn, Severity? Severity, int? Value, DateOnly ValidFrom, string? By, DateTimeOffset At);

/// <summary>Writes what a municipality sets for rules and limits. Nothing is overwritten: the latest that counts on a day is the one.</summary>
public interface IReferenceSettings
{
    Task SetRuleAsync(string rule, RuleSetting setting, DateOnly validFrom, UserId? by, CancellationToken cancellationToken);

    Task SetLimitAsync(string name, int value, DateOnly validFrom, UserId? by, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<SettingChange>> RuleHistoryAsync(CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<SettingChange>> LimitHistoryAsync(CancellationToken cancellationToken);
}
