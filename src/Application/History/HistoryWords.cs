using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.History;

/// <summary>What a field's codes are called. What is no code, and a word that the page knows by itself, is as it is.</summary>
internal sealed class HistoryWords(CourseNames names, Language language)
{
    private const string Weekday = "weekday";

    /// <summary>Columns whose values are codes, and which codes: <c>collection.column</c> where it differs between collections.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["theme"] = "theme",
        ["purpose_group"] = "purposeGroup",
        ["demand"] = "demand",
        ["demands"] = "demand",
        ["direction"] = "goalDirection",
        ["origin"] = "goalOrigin",
        ["goals.status"] = "goalStatus",
        ["plans.status"] = "planStatus",
        ["interventions.status"] = "interventionStatus",
        ["appointments.status"] = "appointmentStatus",
        ["restrictions.kind"] = "restrictionKind",
        ["consents.kind"] = "consentKind",
        ["milestones.kind"] = "milestoneKind",
        ["powers_of_attorney.kind"] = "powerOfAttorneyKind",
        ["mode"] = "appointmentMode",
        ["portal"] = "portalAccess",
        ["protection"] = "protection",
        ["ground"] = "shareGround",
        ["coordinator_mandate"] = "coordinatorMandate",
        ["scale"] = "assessmentScale",
        ["plans.type"] = "planType",
        ["area"] = "area",
        ["from_areas"] = "area",
        ["to_areas"] = "area",
        ["window_days"] = Weekday,
    };

    public string? Of(string collection, string column, JsonNode? node)
    {
        var kind = Kinds.GetValueOrDefault(collection + "." + column) ?? Kinds.GetValueOrDefault(column);
        return node switch
        {
            null => null,
            JsonArray list => list.Count == 0 ? null : string.Join(", ", list.Select(one => Of(collection, column, one))),
            JsonValue value when kind == Weekday && value.TryGetValue<int>(out var days) => Days(days),
            JsonValue value when value.GetValueKind() == JsonValueKind.String =>
                kind is null ? value.GetValue<string>() : names.NameOf(kind, value.GetValue<string>(), language),
            _ => node.ToJsonString(),
        };
    }

    private string Days(int days) => string.Join(", ", Enum.GetValues<Weekdays>()
        .Where(day => int.PopCount((int)day) == 1 && (days & (int)day) != 0)
        .Select(day => names.NameOf(Weekday, day.ToString().ToLower(CultureInfo.InvariantCulture)[..3], language)));
}
