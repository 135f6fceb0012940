using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

/// <summary>Facts and titles come from documents: whatever stands in them, a conflict can be told.</summary>
public sealed partial class HostileTextTests
{
    private static readonly string[] Words =
    [
        "", " ", "{", "}", "{a}", "{start:time}", "{0}", "2026-Wxx", "kvit-WC1", "2026-W99", "0000-W00", "9999-12-31", "0001-01-01", "2026-02-30",
        "2026-10-07T25:61", "2026-10-07T13:00", "»", "\"", "<b>", "\u0000", "🙂", "e\u0301", new string('x', 10_000),
    ];

    private static readonly Gen<string> Hostile = Gen.OneOf(Gen.Int[0, Words.Length - 1].Select(index => Words[index]), Gen.String, Gen.String[Gen.Char["0123456789-WT:."], 0, 16]);

    [Fact]
    public void Every_template_can_be_filled_with_anything() =>
        Gen.Select(Gen.Int[0, ConflictEngine.AllRules.Count - 1].Select(index => ConflictEngine.AllRules[index].Key), Hostile, Hostile).Sample((rule, fact, title) =>
        {
            foreach (var which in RuleText.Of(rule).Cases.Keys.Append(fact))
            {
                foreach (var language in Enum.GetValues<Language>())
                {
                    var texts = new ConflictTexts(new Says(title), language);
                    var subjects = Enumerable.Range(0, 4).Select(_ => new Subject(SubjectKind.Plan, fact, title)).ToArray();
                    foreach (var value in new JsonNode?[] { fact, new JsonArray(fact, fact), 3, true, null })
                    {
                        var evidence = Evidence(rule, which, value);
                        Assert.NotNull(texts.Explanation(rule, subjects, evidence));
                        Assert.NotEmpty(texts.WaysOut(rule, subjects, evidence));
                        Assert.NotNull(new ConflictTexts(new Says(null), language).Explanation(rule, subjects, evidence));
                    }
                }
            }
        }, iter: 500);

    [Theory]
    [InlineData("kvit-WC1")]
    [InlineData("2026-W41")]
    [InlineData("2026-10-07")]
    [InlineData("2026-10-07T13:00")]
    public void Free_text_that_looks_like_a_day_or_a_week_is_told_as_it_stands(string words)
    {
        var course = A.Course("2026-10-05").Decision("D1", requires: words + "=" + words).Decision("D2", sets: words + "=nej");
        var finding = Assert.Single(course.Findings("decision.conflicting"));
        var names = new CourseNames(course.Rows, CourseMask.Unmasked(course.Rows, DateOnly.MinValue), SeedReference.Snapshot);

        Assert.Contains($"kræver {words}: {words}.", new ConflictTexts(names, Language.Da).Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json));
    }

    /// <summary>All facts that any template of the rule asks for, with one value.</summary>
    private static string Evidence(string rule, string which, JsonNode? value)
    {
        var text = RuleText.Of(rule);
        var facts = new JsonObject();
        IEnumerable<Bilingual> templates = [text.Explanation, text.Masked, .. text.Cases.Values, .. text.WaysOut];
        foreach (var words in templates)
        {
            foreach (Match match in Fact().Matches(words.Da))
            {
                facts[match.Groups[1].Value] = value?.DeepClone();
            }
        }
        facts["case"] = which;
        return facts.ToJsonString();
    }

    [GeneratedRegex(@"\{([a-zA-Z0-9]{2,})(?::[a-zA-Z]+)?\}")]
    private static partial Regex Fact();

    private sealed class Says(string? title) : ISubjectNames
    {
        public string? TitleOf(Subject subject, Language language) => title;

        public bool ShowsPlaceOf(Subject subject) => title is not null;

        public string NameOf(string kind, string code, Language language) => code;
    }
}
