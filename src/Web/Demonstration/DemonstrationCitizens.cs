using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sammenhaeng.Web.Demonstration;

/// <summary>One of the invented citizens, with the number that the demonstration's e-ID vouches for.</summary>
/// <param name="Key">As the form names them: no number stands in a page.</param>
internal sealed record DemonstrationCitizen(string Key, string Name, string Cpr);

/// <summary>Whom one can be at the citizens' door of a demonstration: the citizens of its documents.</summary>
internal static class DemonstrationCitizens
{
    private const string Documents = "demonstration/documents/";

    public static IReadOnlyList<DemonstrationCitizen> All { get; } = Read();

    private static List<DemonstrationCitizen> Read()
    {
        var here = typeof(DemonstrationCitizens).Assembly;
        var found = new List<(string Name, string Cpr)>();
        foreach (var name in here.GetManifestResourceNames().Where(name => name.StartsWith(Documents, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            found.Add(CitizenOf(here, name));
        }
        return
        [
            .. found.DistinctBy(one => one.Cpr).Select((one, index) => new DemonstrationCitizen(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"borger-{index + 1}"), one.Name, one.Cpr)),
        ];
    }

    private static (string Name, string Cpr) CitizenOf(Assembly here, string document)
    {
        using var stream = here.GetManifestResourceStream(document)!;
        var read = JsonSerializer.Deserialize<JsonObject>(stream)!;
        var citizen = read["citizen"]!;
        return ($"{citizen["givenName"]} {citizen["familyName"]}", citizen["cpr"]!.ToString());
    }
}
