using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>The languages of every text.</summary>
public enum Language : byte { Da, En }

/// <summary>One text in both languages.</summary>
public sealed record Bilingual(string Da, string En)
{
    public string In(Language language) => language == Language.Da ? Da : En;
}

/// <summary>
/// What people read about a rule: the .json file beside the rule's class. Templates name evidence facts and subjects
/// in braces; see <see cref="ConflictTexts"/>.
/// </summary>
public sealed record RuleText
{
    /// <summary>Short name of the conflict.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>Exactly when the rule finds something, for the list of rules; limits in braces are filled in by <see cref="RuleLimits"/>.</summary>
    public required Bilingual Condition { get; init; }

    /// <summary>The fingerprint's shape, such as <c>a+b</c> or <c>i/r</c>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The severities it can give, such as <c>H; M if both are phone</c>; with limits as in <see cref="Condition"/>.</summary>
    public required Bilingual Severities { get; init; }

    /// <summary>The everyday explanation, made from the evidence.</summary>
    public required Bilingual Explanation { get; init; }

    /// <summary>Other explanations, chosen by the evidence fact <c>case</c>.</summary>
    public IReadOnlyDictionary<string, Bilingual> Cases { get => field ?? None; init; }

    /// <summary>
    /// The explanation for a viewer who may not see one of the sides: times and durations only. Hidden subjects read
    /// "anden tid", "anden plan" and so on; facts other than times may not stand here.
    /// </summary>
    public required Bilingual Masked { get; init; }

    /// <summary>Other masked texts, chosen by the evidence fact <c>case</c>.</summary>
    public IReadOnlyDictionary<string, Bilingual> MaskedCases { get => field ?? None; init; }

    /// <summary>Why it matters for the citizen.</summary>
    public required Bilingual Why { get; init; }

    /// <summary>One to three ways out: who to call, what to move, what to decide.</summary>
    public required IReadOnlyList<Bilingual> WaysOut { get; init; }

    private static readonly IReadOnlyDictionary<string, Bilingual> None = new Dictionary<string, Bilingual>();

    private static readonly ConcurrentDictionary<string, RuleText> Loaded = new(StringComparer.Ordinal);

    /// <summary>The text of a rule by its key; read when it is first asked for.</summary>
    public static RuleText Of(string rule) => Loaded.GetOrAdd(rule, Find);

    private static RuleText Find(string key) => Load(ConflictEngine.AllRules.FirstOrDefault(rule => rule.Key == key)
        ?? throw new KeyNotFoundException($"There is no rule {key}."));

    private static RuleText Load(IConflictRule rule)
    {
        var type = rule.GetType();
        using var stream = type.Assembly.GetManifestResourceStream(type.Name + ".json")
            ?? throw new InvalidOperationException($"The rule {rule.Key} has no text: {type.Name}.json is missing beside it.");
        return JsonSerializer.Deserialize(stream, RuleTextJson.Default.RuleText)
            ?? throw new InvalidOperationException($"The text {type.Name}.json is empty.");
    }
}

/// <summary>Made when compiling, so that a program that starts for one question does not begin by looking at itself.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RuleText))]
internal sealed partial class RuleTextJson : JsonSerializerContext;
