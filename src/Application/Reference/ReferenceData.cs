using System.Collections.Concurrent;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Reference;

/// <summary>A setting that counts from a day on, until a later one does.</summary>
public sealed record Dated<T>(T Value, DateOnly ValidFrom);

/// <summary>What is compared or not: two areas, in the order of <see cref="ComparisonLevels.PairOf"/>, and one kind of information.</summary>
public readonly record struct Comparison(string A, string B, DataClasses Of);

/// <summary>
/// The municipality's reference data as of one version of it: immutable, shared by everyone in the process. What is dated is asked for
/// with the day that is judged.
/// </summary>
public sealed class ReferenceData
{
    private readonly ReferenceSnapshot _undated;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Dated<int>>> _limits;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Dated<RuleSetting>>> _rules;
    private readonly IReadOnlyDictionary<Comparison, IReadOnlyList<Dated<ComparisonLevel>>> _comparisons;
    private readonly ConcurrentDictionary<DateOnly, (ReferenceSnapshot Snapshot, ConflictEngine Engine)> _days = new();

    /// <param name="version">Grows with every change of the tables.</param>
    /// <param name="undated">Everything but the limits.</param>
    /// <param name="limits">By name, the earlier first; of two from the same day the last one counts.</param>
    /// <param name="rules">By rule key, ordered in the same way.</param>
    /// <param name="comparisons">By pair of areas and kind of information, ordered in the same way.</param>
    public ReferenceData(
        long version,
        ReferenceSnapshot undated,
        IReadOnlyDictionary<string, IReadOnlyList<Dated<int>>> limits,
        IReadOnlyDictionary<string, IReadOnlyList<Dated<RuleSetting>>> rules,
        IReadOnlyDictionary<Comparison, IReadOnlyList<Dated<ComparisonLevel>>> comparisons)
    {
        Version = version;
        _undated = undated;
        _limits = limits;
        _rules = rules;
        _comparisons = comparisons;
    }

    public long Version { get; }

    /// <summary>What documents are checked against and rules judge by on that day.</summary>
    public ReferenceSnapshot On(DateOnly day) => Of(day).Snapshot;

    /// <summary>The rules as they are set on that day.</summary>
    public ConflictEngine EngineOn(DateOnly day) => Of(day).Engine;

    /// <summary>What has been set for a rule on that day; on and with its own severity where nothing has.</summary>
    public RuleSetting SettingOn(string rule, DateOnly day) =>
        (_rules.TryGetValue(rule, out var settings) ? Latest(settings, day) : null)?.Value ?? new RuleSetting(true, null);

    private (ReferenceSnapshot Snapshot, ConflictEngine Engine) Of(DateOnly day)
    {
        if (_days.Count > 1000)
        {
            _days.Clear();
        }
        return _days.GetOrAdd(day, Make);
    }

    private (ReferenceSnapshot Snapshot, ConflictEngine Engine) Make(DateOnly day)
    {
        var limits = _limits.Keys
            .Select(name => (name, latest: Latest(_limits[name], day)))
            .Where(limit => limit.latest is not null)
            .ToDictionary(limit => limit.name, limit => limit.latest!.Value);
        return (
            _undated with
            {
                Limits = LimitNames.With(limits),
                Comparison = new ComparisonLevels(_comparisons
                    .Where(one => Latest(one.Value, day)?.Value == ComparisonLevel.None)
                    .GroupBy(one => (one.Key.A, one.Key.B), one => one.Key.Of)
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Aggregate(DataClasses.None, (all, of) => all | of)))),
            },
            new ConflictEngine(_rules.Keys.ToDictionary(rule => rule, rule => SettingOn(rule, day))));
    }

    private static Dated<T>? Latest<T>(IReadOnlyList<Dated<T>> settings, DateOnly day)
    {
        for (var i = settings.Count - 1; i >= 0; i--)
        {
            if (settings[i].ValidFrom <= day)
            {
                return settings[i];
            }
        }
        return null;
    }
}

/// <summary>The reference data of now. Another process may have changed it: within a second this one knows.</summary>
public interface IReferenceData
{
    ValueTask<ReferenceData> CurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>Look again at once: this process has just changed it.</summary>
    void Expire();
}
