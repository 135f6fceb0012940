using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sammenhaeng.Testing;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>
/// What a worked citizen's documents tell and which words of it are hidden from an area on a day: worked out from the documents alone,
/// by other code than the product's.
/// </summary>
internal sealed class Told
{
    private static readonly string[] Areas = ["LOT", "AKB", "AHL", "SIU", "VOB", "KOF", "REG"];

    private sealed record Item(string Source, string Area, string Collection, JsonElement Json)
    {
        public string Id => Json.GetProperty("id").GetString()!;

        public string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        public IEnumerable<string> Codes(string name) => Json.TryGetProperty(name, out var value) ? value.EnumerateArray().Select(one => one.GetString()!) : [];
    }

    private readonly List<Item> _items = [];

    private Told(string citizen)
    {
        var expected = RepositoryRoot.Shared("cases", citizen, "expected.json");
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(expected)!, "*.json").Where(file => file != expected))
        {
            var root = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            var (source, area) = (root.GetProperty("source").GetString()!, root.GetProperty("area").GetString()!);
            foreach (var collection in root.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.Array))
            {
                _items.AddRange(collection.Value.EnumerateArray().Select(item => new Item(source, area, collection.Name, item)));
            }
        }
    }

    public static Told Of(string citizen) => new(citizen);

    /// <summary>The leaks in a page or an answer, each as what it gives away.</summary>
    public static IEnumerable<string> LeaksIn(string text, IReadOnlyDictionary<string, Regex> hidden) =>
        hidden.Where(one => one.Value.IsMatch(text)).Select(one => one.Key);

    /// <summary>Patterns of everything hidden from somebody with this area, by what they would give away.</summary>
    public IReadOnlyDictionary<string, Regex> HiddenFrom(string area, DateOnly today, IReadOnlyDictionary<string, string> areaNames)
    {
        var seen = _items.Where(item => Sees(item, area, today)).ToList();
        var hidden = _items.Except(seen).Where(item => item.Collection is not ("contacts" or "network")).ToList();
        var known = seen.Where(item => item.Collection == "plans").SelectMany(plan => SharesOf(plan).Append(plan.Area))
            .Concat(_items.Where(item => item.Collection == "consents" && Concerns(item, area)).SelectMany(item => item.Codes("from").Concat(item.Codes("to"))))
            .Append(area).ToHashSet();
        var patterns = new Dictionary<string, Regex>(StringComparer.Ordinal);
        var texts = seen.SelectMany(TextsOf).ToHashSet();
        foreach (var text in hidden.SelectMany(TextsOf).Where(text => !texts.Contains(text)))
        {
            patterns.TryAdd("text " + text, Word(text));
        }
        foreach (var id in hidden.Select(item => item.Id).Except(_items.Where(item => !hidden.Contains(item)).Select(item => item.Id)))
        {
            patterns.TryAdd("id " + id, Word(id));
        }
        foreach (var code in Areas.Where(code => !known.Contains(code)))
        {
            patterns.TryAdd("area " + code, new Regex($"(?<![A-ZÆØÅ]){code}(?![A-ZÆØÅ])|{Regex.Escape(areaNames[code])}"));
        }
        foreach (var source in _items.Select(item => item.Source).Distinct().Except(seen.Select(item => item.Source)))
        {
            patterns.TryAdd("source " + source, new Regex($"source=\"{source}\"|[^\\wæøå]{source}[:\"»]|-{source}-"));
        }
        return patterns;
    }

    /// <summary>Patterns of the texts that are hidden from a relative who is let in to these collections alone.</summary>
    public IReadOnlyDictionary<string, Regex> HiddenFromRelative(params string[] collections)
    {
        var seen = _items.Where(item => collections.Contains(item.Collection)).SelectMany(TextsOf).ToHashSet();
        return _items.SelectMany(TextsOf).Distinct().Where(text => !seen.Contains(text)).ToDictionary(text => "text " + text, Word);
    }

    private static Regex Word(string text) => new($"(?<![\\w-]){Regex.Escape(text)}(?![\\w])");

    private static IEnumerable<string> TextsOf(Item item) =>
        new[] { "title", "text", "statement", "caseNumber" }.Select(item.Text).OfType<string>();

    private bool Sees(Item item, string area, DateOnly today)
    {
        if (item.Area == area || (item.Collection == "consents" && Concerns(item, area)))
        {
            return true;
        }
        var plan = item.Collection == "plans" ? item
            : item.Text("plan") is { } id ? _items.Single(one => one.Collection == "plans" && one.Source == item.Source && one.Id == id) : null;
        return plan is not null && SharesOf(plan).Contains(area) && _items.Any(consent => consent.Collection == "consents"
            && consent.Codes("from").Contains(plan.Area) && consent.Codes("to").Contains(area) && IsLive(consent, today));
    }

    private static bool Concerns(Item consent, string area) => consent.Codes("from").Concat(consent.Codes("to")).Contains(area);

    private static bool IsLive(Item consent, DateOnly today) => Day(consent, "givenAt") <= today
        && (Day(consent, "revokedAt") is not { } revoked || revoked > today) && (Day(consent, "validTo") is not { } last || last >= today);

    private static DateOnly? Day(Item item, string name) => item.Text(name) is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null;

    private static IEnumerable<string> SharesOf(Item plan) => plan.Json.TryGetProperty("sharedWith", out var shares)
        ? shares.EnumerateArray().Select(share => share.GetProperty("area").GetString()!) : [];
}
