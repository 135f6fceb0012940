using System.Text.Json.Nodes;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.History;

/// <summary>
/// Parts of a thing have a place in a list and no name of their own: moved up a place, a part is still the same. So what is told is what came into
/// the list, what left it, and what of it says something else.
/// </summary>
internal static class PartVersions
{
    /// <summary>Of each kind, what one part of a thing is told from another by.</summary>
    private static readonly Dictionary<string, string[]> SaysWhich = new(StringComparer.Ordinal)
    {
        ["plan_shares"] = ["plan_id", "area"],
        ["intervention_requirements"] = ["intervention_id", "target_source", "target_id"],
        ["decision_conditions"] = ["decision_id", "sets", "name"],
        ["residences"] = ["party_id", "place"],
    };

    public static IReadOnlyCollection<string> Collections => SaysWhich.Keys;

    public static bool Are(string collection) => SaysWhich.ContainsKey(collection);

    /// <param name="versions">Of all places of all lists of one source, in one collection.</param>
    /// <returns>The versions of each part, the oldest first.</returns>
    public static IEnumerable<List<ItemVersion>> ByPart(IReadOnlyList<ItemVersion> versions) => versions
        .GroupBy(version => string.Join('\n', SaysWhich[version.Collection].Select(column => version.Content[column]?.ToJsonString())), StringComparer.Ordinal)
        .Select(part => Of([.. part]))
        .Where(part => part.Count > 0);

    private static List<ItemVersion> Of(List<ItemVersion> told)
    {
        var versions = new List<ItemVersion>();
        ItemVersion? before = null;
        foreach (var moment in told.SelectMany(Moments).Distinct().Order())
        {
            var now = told.FirstOrDefault(one => !one.IsEnded && one.KnownFrom <= moment && moment < (one.KnownUntil ?? DateTimeOffset.MaxValue));
            if (now is null ? before is { IsEnded: false } : before is null || before.IsEnded || !SaysTheSame(before, now))
            {
                before = (now ?? before!) with { KnownFrom = moment, IsEnded = now is null };
                versions.Add(before);
            }
        }
        return versions;
    }

    private static IEnumerable<DateTimeOffset> Moments(ItemVersion version) =>
        version.KnownUntil is { } until ? [version.KnownFrom, until] : [version.KnownFrom];

    private static bool SaysTheSame(ItemVersion one, ItemVersion other) => JsonNode.DeepEquals(WithoutPlace(one), WithoutPlace(other));

    private static JsonObject WithoutPlace(ItemVersion version)
    {
        var content = version.Content.DeepClone().AsObject();
        content.Remove("position");
        return content;
    }

    /// <summary>The thing that it is a part of.</summary>
    public static ItemKey? WholeOf(ItemVersion version) =>
        (version.Text("plan_id") ?? version.Text("intervention_id") ?? version.Text("decision_id")) is { } id ? new ItemKey(version.Key.Source, id) : null;
}
