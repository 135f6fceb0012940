using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Reference;

/// <summary>Every rule as it is set today, what waits to count, and what each has open; and the municipality's limits.</summary>
[Needs(Permission.SeeReferenceData)]
public sealed record ListRules(Language Language) : IQuery<ListRules.View>
{
    public sealed record Rule(
        string Key, string Title, string Condition, string OwnSeverities, bool IsOn, Severity? Severity, int Open, IReadOnlyList<SettingChange> History);

    public sealed record Limit(string Name, int Value, int Seed, IReadOnlyList<SettingChange> History);

    /// <param name="Areas">All that could be compared, by code and name.</param>
    /// <param name="NotCompared">Those that are not today.</param>
    /// <param name="Comparisons">All that was said of it, the newest first.</param>
    public sealed record View(
        IReadOnlyList<Rule> Rules, IReadOnlyList<Limit> Limits, IReadOnlyList<AreaName> Areas, IReadOnlyList<NotCompared> NotCompared,
        IReadOnlyList<ComparisonChange> Comparisons, DateOnly Today);

    public sealed record NotCompared(AreaName A, AreaName B, IReadOnlyList<string> Categories);

    internal sealed record FoundOpen(string Rule, int Open);

    internal sealed class Handler(ISammenhaengDb db, IReferenceData reference, IReferenceSettings settings, TimeProvider clock) : IQueryHandler<ListRules, View>
    {
        public async Task<View> Handle(ListRules query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var data = await reference.CurrentAsync(cancellationToken);
            var rules = (await settings.RuleHistoryAsync(cancellationToken)).ToLookup(change => change.Name);
            var limits = (await settings.LimitHistoryAsync(cancellationToken)).ToLookup(change => change.Name);
            var open = (await db.Sql<FoundOpen>(
                $"select rule, open from open_conflicts_by_rule()").ToListAsync(cancellationToken))
                .ToDictionary(row => row.Rule, row => row.Open, StringComparer.Ordinal);
            var areas = data.On(today).CoreAreas.Keys.Select(data.On(today).NameOf).OrderBy(area => area.Name, StringComparer.Ordinal).ToList();
            return new View(
                [.. ConflictEngine.AllRules.Select(rule => Line(rule.Key, data.SettingOn(rule.Key, today), open.GetValueOrDefault(rule.Key), rules[rule.Key], data.On(today), query.Language))],
                [.. LimitNames.All.Select(name => new Limit(name, LimitNames.Of(data.On(today).Limits, name), LimitNames.Of(Limits.Seed, name), [.. limits[name]]))],
                [.. areas],
                [.. from a in areas
                    from b in areas
                    where string.CompareOrdinal(a.Code, b.Code) < 0 && data.On(today).Comparison.NotCompared(a.Code, b.Code) != DataClasses.None
                    select new NotCompared(a, b, DataClassWords.In(data.On(today).Comparison.NotCompared(a.Code, b.Code)))],
                await settings.ComparisonHistoryAsync(cancellationToken),
                today);
        }

        private static Rule Line(string key, RuleSetting setting, int open, IEnumerable<SettingChange> history, ReferenceSnapshot reference, Language language)
        {
            var text = RuleText.Of(key);
            return new Rule(key, text.Title.In(language), Filled(text.Condition), Filled(text.Severities), setting.IsOn, setting.Severity, open, [.. history]);

            string Filled(Bilingual words) => RuleLimits.Fill(words.In(language), reference.Limits, reference.Travel);
        }
    }
}
