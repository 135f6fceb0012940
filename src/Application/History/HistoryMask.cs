using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.History;

/// <summary>
/// What of an item's versions one member of staff sees: by the mask of the course as it is today, whatever was open then: what lay in a
/// plan that is shared now is seen with it, and what lay in one that has left the course is seen by its own area alone.
/// </summary>
internal sealed class HistoryMask
{
    // Ids of other things and of places: that they have changed is told, what they were is not.
    private static readonly HashSet<string> Untold = new(StringComparer.Ordinal)
    {
        "place", "plan_id", "parent_id", "goal_ids", "owner_id", "deputy_id", "invited", "owner", "holder", "given_by", "support", "successor_ref",
        "replaced_by_ref", "exemption", "case_number", "case_system",
    };

    private readonly CourseMask _mask;
    private readonly Viewer _viewer;
    private readonly Dictionary<ItemKey, int> _plans = [];
    private readonly HashSet<ItemKey> _contacts = [];

    public HistoryMask(CourseFile file, CourseMask mask, Viewer viewer)
    {
        (_mask, _viewer) = (mask, viewer);
        for (var i = 0; i < file.Course.Plans.Count; i++)
        {
            _plans[file.Course.Plans[i].Key] = i;
        }
        for (var i = 0; i < file.Course.Contacts.Count; i++)
        {
            if (mask.SeesContact(i))
            {
                _contacts.Add(file.Course.Contacts[i].Key);
            }
        }
    }

    /// <summary>The versions the viewer sees. One that is hidden leaves no trace: what follows it looks as if it were the first.</summary>
    public IReadOnlyList<ItemVersion> Seen(IReadOnlyList<ItemVersion> versions) => [.. versions.Where(Sees)];

    private bool Sees(ItemVersion version) => version.Collection switch
    {
        "plans" => _plans.TryGetValue(version.Key, out var plan) ? _mask.SeesPlan(plan) && IsOfTheSameArea(version, plan) : IsOwn(version.Area),
        "goals" => SeesInPlan(DataClasses.Goals, version),
        "interventions" => SeesInPlan(DataClasses.Interventions, version),
        "appointments" => SeesInPlan(DataClasses.Appointments, version),
        "milestones" => SeesInPlan(DataClasses.Plan, version),
        "agreements" => _mask.SeesArea(version.Area),
        "contacts" => IsOwn(version.Area) || _contacts.Contains(version.Key),
        "consents" => version.Texts("from_areas").Concat(version.Texts("to_areas")).Any(IsOwn),
        _ => IsOwn(version.Area),
    };

    private bool IsOwn(string area) => _viewer.Areas.Contains(area);

    // A share is of the plan as its area has it now; what another area told of it before is that area's.
    private bool IsOfTheSameArea(ItemVersion version, int plan) => IsOwn(version.Area) || _mask.Sees(DataClasses.Plan, version.Area, plan);

    private bool SeesInPlan(DataClasses of, ItemVersion version) => _mask.Sees(
        of, version.Area, version.Text("plan_id") is { } id && _plans.TryGetValue(new ItemKey(version.Key.Source, id), out var plan) ? plan : -1);

    /// <summary>What the item is called, in its own words; null where it has none.</summary>
    public string? TitleOf(ItemVersion version) => _mask.Text(
        version.Collection == "network_members" ? version.Text(IsProtected(version) ? "relation" : "name")
        : version.Text("title") ?? version.Text("text") ?? version.Text("name") ?? version.Text("statement") ?? version.Text("purpose"));

    /// <summary>The fields in which one version says something else than the one before it.</summary>
    public IReadOnlyList<FieldChange> Differences(ItemVersion before, ItemVersion after)
    {
        var changes = new List<FieldChange>();
        foreach (var name in before.Content.Select(pair => pair.Key).Union(after.Content.Select(pair => pair.Key)))
        {
            var (old, now) = (before.Content[name], after.Content[name]);
            if (!JsonNode.DeepEquals(old, now))
            {
                changes.Add(IsUntold(name, before, after) ? new FieldChange(name, null, null, IsTold: false) : new FieldChange(name, Value(old), Value(now), IsTold: true));
            }
        }
        return changes;
    }

    private static bool IsUntold(string name, ItemVersion before, ItemVersion after) =>
        Untold.Contains(name) || before.Collection == "network_members" && (IsProtected(before) || IsProtected(after)) && name != "protection";

    private static bool IsProtected(ItemVersion version) => version.Text("protection") is not (null or "none");

    private string? Value(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => string.Join(", ", list.Select(Value)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => _mask.Text(value.GetValue<string>()),
        _ => node.ToJsonString(),
    };
}

/// <summary>One field that says something else.</summary>
/// <param name="Name">The column.</param>
/// <param name="Before">As it is kept: a word, a date (ISO), a moment, a number, text; null of nothing.</param>
/// <param name="IsTold">False of what is not told: only that it has changed.</param>
public sealed record FieldChange(string Name, string? Before, string? After, bool IsTold);
