using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> Danish = Read("Texts.resx");
    private static readonly Dictionary<string, string> English = Read("Texts.en.resx");

    [Fact]
    public void Danish_and_English_have_the_same_keys() => Assert.Equal(Danish.Keys.Order(), English.Keys.Order());

    [Fact]
    public void A_text_and_its_translation_take_the_same_values() => Assert.All(
        Danish.Keys.Intersect(English.Keys),
        key => Assert.True(Placeholders(Danish[key]).SetEquals(Placeholders(English[key])), key));

    [Fact]
    public void No_text_is_empty() => Assert.All(
        Danish.Concat(English), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));

    [Fact]
    public void Every_text_that_a_page_names_exists()
    {
        var named = Directory.EnumerateFiles(Repository.PathTo("src", "Web"), "*.cs*", SearchOption.AllDirectories)
            .SelectMany(path => Named().Matches(File.ReadAllText(path)).Select(match => (File: Path.GetFileName(path), Key: match.Groups[1].Value)))
            .ToList();
        Assert.NotEmpty(named);
        Assert.All(named, text => Assert.True(Danish.ContainsKey(text.Key), $"{text.Key}, named in {text.File}"));
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    private static Dictionary<string, string> Read(string name) => XDocument.Parse(Repository.Read("src", "Web", "Texts", name))
        .Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    // T["key"], texts["key"] and T["key", value]; keys put together at run time are covered by the tests of what they name.
    [GeneratedRegex("""\b(?:T|texts)\["([^"]+)"\s*[,\]]""")]
    private static partial Regex Named();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Placeholder();
}
