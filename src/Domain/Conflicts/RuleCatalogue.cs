using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>Writes docs/rules.md from the rules themselves, so that the document cannot say anything else than the product.</summary>
public static partial class RuleCatalogue
{
    /// <summary>All rules, by key, as Markdown.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# Conflict rules\n\n");
        text.Append("Made from the rules in `src/Domain/Conflicts/Rules` (each a class and a `.json` with its texts); do not edit by hand.\n");
        text.Append("Rewrite it with `SAMMENHAENG_WRITE_DOCS=1 dotnet test --project tests/Domain.Tests/Domain.Tests.csproj --filter-class '*RuleCatalogueTests'`.\n\n");
        text.Append("A finding's fingerprint is `key:subjects`. Subjects are joined by `+` (equal standing, sorted by id), `>` (one towards the other)\n");
        text.Append("or `/` (an item against what limits it). Words in braces are filled in from the facts that the rule compared. Limits are the seed's;\n");
        text.Append("a municipality sets its own.\n\n");
        text.Append("| Rule | Dansk | English | Severity |\n|---|---|---|---|\n");
        foreach (var rule in ConflictEngine.AllRules)
        {
            var words = RuleText.Of(rule.Key);
            text.Append(CultureInfo.InvariantCulture, $"| [`{rule.Key}`](#{Anchor(rule.Key)}) | {words.Title.Da} | {words.Title.En} | {Seeded(words.Severities).En} |\n");
        }
        foreach (var rule in ConflictEngine.AllRules)
        {
            Append(text, rule.Key, RuleText.Of(rule.Key));
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string key, RuleText words)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {key}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Fingerprint: {string.Join(" or ", words.Fingerprint.Split("; ").Select(shape => $"`{key}:{shape}`"))}\n\n");
        text.Append("| | Dansk | English |\n|---|---|---|\n");
        Row(text, "Title", words.Title);
        Row(text, "When", Seeded(words.Condition));
        Row(text, "Severity", Seeded(words.Severities));
        Row(text, "What people read", words.Explanation);
        foreach (var (_, other) in words.Cases.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Row(text, "", other);
        }
        Row(text, "Without access to a side", words.Masked);
        foreach (var (_, other) in words.MaskedCases.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Row(text, "", other);
        }
        Row(text, "Why it matters", words.Why);
        for (var i = 0; i < words.WaysOut.Count; i++)
        {
            Row(text, i == 0 ? "Ways out" : "", words.WaysOut[i]);
        }
    }

    private static Bilingual Seeded(Bilingual words) =>
        new(RuleLimits.Fill(words.Da, Limits.Seed, TravelTimes.Empty), RuleLimits.Fill(words.En, Limits.Seed, TravelTimes.Empty));

    private static void Row(StringBuilder text, string name, Bilingual words) =>
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(words.Da)} | {Cell(words.En)} |\n");

    /// <summary>Placeholders as code, and no bar that would end the cell.</summary>
    private static string Cell(string words) =>
        Placeholder().Replace(words.Replace("|", "\\|", StringComparison.Ordinal), "`$0`");

    private static string Anchor(string key) => key.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
