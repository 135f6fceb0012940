using System.Text.Json.Nodes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
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
        "replaced_by_ref", "exemption", "case_number", "case_system", "party_id", "target_source", "target_id", "intervention_id", "decision_id",
    };

    private readonly CourseFile _file;
    private readonly CourseMask _mask;
    private readonly Viewer _viewer;
    private readonly CourseNames _names;
    private readonly HistoryWords _words;
    private readonly Language _language;
    private readonly Dictionary<ItemKey, int> _plans = [];
    private readonly HashSet<ItemKey> _contacts = [];
    private readonly HashSet<ItemKey> _protected = [];

    public HistoryMask(CourseFile file, CourseMask mask, Viewer viewer, ReferenceSnapshot reference, Language language)
    {
        (_file, _mask, _viewer, _language, _names) = (file, mask, viewer, language, new CourseNames(file.Course, mask, reference));
        _words = new HistoryWords(_names, language);
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
        foreach (ref readonly var person in file.Course.Network.Span)
        {
            if (person.Protection != Protection.None)
            {
                _protected.Add(person.Key);
            }
        }
    }

    /// <summary>The versions the viewer sees. One that is hidden leaves no trace: what follows it looks as if it were the first.</summary>
    public IReadOnlyList<ItemVersion> Seen(IReadOnlyList<ItemVersion> versions) => [.. versions.Where(Sees)];

    private bool Sees(ItemVersion version) => version.Collection switch
    {
        "plans" => SeesPlan(version.Key, version.Area),
        "plan_shares" => SeesPlan(PartVersions.WholeOf(version)!.Value, version.Area),
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

    /// <summary>A share is of the plan as its area has it now; what another area told under its number before is that area's.</summary>
    public bool SeesPlan(ItemKey key, string area) =>
        _plans.TryGetValue(key, out var plan) ? _mask.SeesPlan(plan) && (IsOwn(area) || _file.Course.Plans[plan].Area == area) : IsOwn(area);

    private bool SeesInPlan(DataClasses of, ItemVersion version)
    {
        var plan = version.Text("plan_id") is { } id && _plans.TryGetValue(new ItemKey(version.Key.Source, id), out var found) ? found : -1;
        return IsOwn(version.Area) || (plan >= 0 && _file.Course.Plans[plan].Area == version.Area && _mask.Sees(of, version.Area, plan));
    }

    /// <summary>What the item is called, in its own words; null where it has none.</summary>
    public string? TitleOf(ItemVersion version) => _mask.Text(version.Collection switch
    {
        "network_members" => version.Text(IsProtected(version) ? "relation" : "name"),
        "plan_shares" => TitleOfPlan(PartVersions.WholeOf(version)!.Value) is { } plan
            ? plan + ": " + _names.NameOf("area", version.Text("area")!, _language) : _names.NameOf("area", version.Text("area")!, _language),
        "residences" => RelationOf(new ItemKey(version.Key.Source, version.Text("party_id")!)),
        _ => version.Text("title") ?? version.Text("text") ?? version.Text("name") ?? version.Text("statement") ?? version.Text("purpose"),
    });

    public string? TitleOfPlan(ItemKey key) => _plans.TryGetValue(key, out var plan) && _mask.SeesPlan(plan) ? _mask.Text(_file.Course.Plans[plan].Title) : null;

    private string? RelationOf(ItemKey key)
    {
        foreach (ref readonly var person in _file.Course.Network.Span)
        {
            if (person.Key == key)
            {
                return SharedPlanPeople.NameOf(person);
            }
        }
        return null;
    }

    /// <summary>The fields in which one version says something else than the one before it.</summary>
    public IReadOnlyList<FieldChange> Differences(ItemVersion before, ItemVersion after)
    {
        var changes = new List<FieldChange>();
        foreach (var name in before.Content.Select(pair => pair.Key).Union(after.Content.Select(pair => pair.Key)).Where(name => name != "position"))
        {
            var (old, now) = (before.Content[name], after.Content[name]);
            if (!JsonNode.DeepEquals(old, now))
            {
                changes.Add(IsUntold(name, before, after)
                    ? new FieldChange(name, null, null, IsTold: false)
                    : new FieldChange(name, Value(after, name, old), Value(after, name, now), IsTold: true));
            }
        }
        return changes;
    }

    private bool IsUntold(string name, ItemVersion before, ItemVersion after) =>
        Untold.Contains(name) || before.Collection == "network_members" && (IsProtected(before) || IsProtected(after)) && name != "protection";

    /// <summary>Whoever is protected now is protected in what was told before it was known, too (CPR-loven § 28).</summary>
    private bool IsProtected(ItemVersion version) => _protected.Contains(version.Key) || version.Text("protection") is not (null or "none");

    private string? Value(ItemVersion version, string name, JsonNode? node) => _mask.Text(_words.Of(version.Collection, name, node));
}

/// <summary>One field that says something else.</summary>
/// <param name="Name">The column.</param>
/// <param name="Before">A code by its name, a date (ISO), a moment, a number, text; null of nothing.</param>
/// <param name="IsTold">False of what is not told: only that it has changed.</param>
public sealed record FieldChange(string Name, string? Before, string? After, bool IsTold);
