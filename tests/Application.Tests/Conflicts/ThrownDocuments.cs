using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Testing;

namespace Sammenhaeng.Application.Tests.Conflicts;

/// <summary>
/// What a worked citizen's areas send, and then patches of the same documents thrown about by a seed: items left out, days moved, claims
/// to coordinate begun and ended, other facts of the citizen.
/// </summary>
internal sealed partial class ThrownDocuments(int seed)
{
    private static readonly string[] NotItems = ["documentVersion", "source", "area", "exportedAt", "mode", "citizen", "household"];

    private readonly Random _random = new(seed);

    public List<JsonObject> Of(string name, string cpr, int patches)
    {
        var expected = RepositoryRoot.Shared("cases", name, "expected.json");
        var told = Directory.EnumerateFiles(Path.GetDirectoryName(expected)!, "*.json").Where(file => file != expected).Order(StringComparer.Ordinal)
            .Select(file => Sending.Case(name, Path.GetFileNameWithoutExtension(file))).ToList();
        told.ForEach(document => document["citizen"]!["cpr"] = cpr);
        return [.. told, .. Enumerable.Range(1, patches).Select(number => Patch(told[_random.Next(told.Count)].DeepClone().AsObject(), number))];
    }

    private JsonObject Patch(JsonObject document, int number)
    {
        document["mode"] = "patch";
        document["exportedAt"] = new DateTimeOffset(2027, 6, 1, 4, number, 0, TimeSpan.Zero).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        foreach (var collection in document.Select(field => field.Key).Except(NotItems).ToList())
        {
            var items = document[collection]!.AsArray().Where(_ => Chance(60)).Select(item => Item(item!.AsObject())).ToArray();
            document[collection] = new JsonArray(items);
        }
        Citizen(document["citizen"]!.AsObject());
        return document;
    }

    private JsonObject Item(JsonObject item)
    {
        var days = Chance(50) ? 0 : _random.Next(-40, 40);
        var moved = Day().Replace(item.ToJsonString(), match => DateOnly.Parse(match.Value, CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var thrown = JsonNode.Parse(moved)!.AsObject();
        if (thrown.ContainsKey("role") && Chance(60))
        {
            thrown.Remove("coordinator");
            if (Chance(60))
            {
                thrown["coordinator"] = new JsonObject { ["kind"] = "main", ["from"] = Chance(70) ? "2026-09-01" : "2027-03-01" };
            }
        }
        return thrown;
    }

    private void Citizen(JsonObject citizen)
    {
        foreach (var (field, value) in (ReadOnlySpan<(string, JsonNode?)>)
        [
            ("homePlace", Chance(30) ? null : "HJEM"),
            ("lastContactOn", Chance(20) ? null : Chance(50) ? "2026-10-01" : "2026-02-01"),
            ("coordinatorDeclinedUntil", Chance(50) ? null : "2027-08-01"),
            ("protection", Chance(50) ? "none" : "threat"),
            ("limits", new JsonObject { ["inPersonPerWeek"] = _random.Next(1, 6), ["inPersonPerDay"] = _random.Next(1, 3), ["activeContacts"] = _random.Next(1, 6), ["prefersBundledDays"] = Chance(50) }),
        ])
        {
            if (Chance(40))
            {
                citizen[field] = value;
            }
        }
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d")]
    private static partial Regex Day();
}
