using System.Text.RegularExpressions;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed partial class GlossaryTests
{
    private static readonly string[] Parts = Repository.Read("docs", "glossary.md").Split("## Settled, not in use yet");

    [Fact]
    public void Every_code_name_of_the_glossary_is_in_the_code()
    {
        var code = string.Join('\n', Repository.Sources("src").Select(file => file.Text));
        var words = Word().Matches(code).Select(match => match.Value).ToHashSet();
        var told = Names(Parts[0]);
        Assert.NotEmpty(told);
        Assert.Empty(told.Except(words));
    }

    [Fact]
    public void No_code_name_is_both_in_use_and_kept_for_later() => Assert.Empty(Names(Parts[1]).Intersect(Names(Parts[0])));

    private static HashSet<string> Names(string text) => Name().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();

    // `CoordinatorKind.Deputy` is told by its type; `SharedPlan…` stands for a family and `source` for a word of the documents.
    [GeneratedRegex("`([A-Z][A-Za-z]+)(?:\\.[A-Za-z]+)?`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+\b")]
    private static partial Regex Word();
}
