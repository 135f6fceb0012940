using System.Text.Json;
using System.Text.RegularExpressions;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

/// <summary>Every rule's texts, filled from what its test class shows of it.</summary>
public sealed partial class RuleTextTests
{
    private const int LongestSentence = 25;

    public static TheoryData<string> Rules => [.. ConflictEngine.AllRules.Select(rule => rule.Key)];

    [Fact]
    public void The_rules_and_their_Danish_titles_are_those_of_the_table()
    {
        var table = File.ReadLines(Specification.PathOf("conflict-rules.md"))
            .Select(line => TableRow().Match(line))
            .Where(row => row.Success)
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

        Assert.Equal(44, table.Count);
        Assert.Equal(table.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            ConflictEngine.AllRules.Select(rule => KeyValuePair.Create(rule.Key, RuleText.Of(rule.Key).Title.Da)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_explanation_has_an_example(string rule)
    {
        var cases = Examples.All.Where(example => example.Rule == rule).Select(example => CaseOf(example.Finding)).ToHashSet();

        Assert.NotEmpty(cases);
        Assert.Superset(RuleText.Of(rule).Cases.Keys.ToHashSet(), cases);
        Assert.Contains(cases, which => !RuleText.Of(rule).Cases.ContainsKey(which));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_placeholder_finds_its_fact_or_subject(string rule)
    {
        foreach (var (_, _, finding) in Examples.All.Where(example => example.Rule == rule))
        {
            using var facts = JsonDocument.Parse(finding.Evidence.Json);
            var text = RuleText.Of(rule);
            var explanation = text.Cases.GetValueOrDefault(CaseOf(finding)) ?? text.Explanation;
            foreach (var name in NamesIn([explanation, text.Masked, text.Why, .. text.WaysOut]))
            {
                Assert.True(IsSubject(name, finding) || (facts.RootElement.TryGetProperty(name, out var fact) && fact.ValueKind != JsonValueKind.Null),
                    $"{{{name}}} has no fact in {finding.Evidence.Json}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Both_languages_have_the_same_placeholders(string rule)
    {
        foreach (var text in AllOf(RuleText.Of(rule)))
        {
            Assert.Equal(Placeholders(text.Da).Order(), Placeholders(text.En).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void No_sentence_is_longer_than_twenty_five_words(string rule)
    {
        Assert.All(AllOf(RuleText.Of(rule)).SelectMany(text => new[] { text.Da, text.En }).Concat(Filled(rule)), text =>
            Assert.All(Sentences(text), sentence =>
                Assert.True(sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= LongestSentence, sentence)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Filled_texts_are_whole_and_plain(string rule)
    {
        Assert.All(Filled(rule), text =>
        {
            Assert.DoesNotContain('{', text);
            Assert.DoesNotContain('!', text);
            Assert.DoesNotContain("  ", text);
            Assert.DoesNotContain("..", text);
            Assert.EndsWith(".", text);
            Assert.True(char.IsUpper(text[0]) || text[0] is '»' || char.IsDigit(text[0]), text);
        });
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Who_sees_no_side_reads_only_times_and_numbers_and_still_gets_a_way_out(string rule)
    {
        var text = RuleText.Of(rule);
        Assert.InRange(text.WaysOut.Count, 1, 3);
        Assert.Contains(text.WaysOut, way => Placeholders(way.Da).Count == 0);
        foreach (var (_, _, finding) in Examples.All.Where(example => example.Rule == rule))
        {
            using var facts = JsonDocument.Parse(finding.Evidence.Json);
            foreach (var name in NamesIn([text.Masked, .. text.MaskedCases.Values]).Where(name => !IsSubject(name, finding)))
            {
                Assert.True(IsTimeOrNumber(facts.RootElement.GetProperty(name)), $"{{{name}}} in the masked text of {rule} is more than a time.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Evidence_holds_no_title_name_or_free_text(string rule)
    {
        foreach (var (_, course, finding) in Examples.All.Where(example => example.Rule == rule))
        {
            Assert.All(TextsIn(course.Rows), text => Assert.DoesNotContain(text, finding.Evidence.Json));
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Severities_are_told_by_their_words(string rule)
    {
        var severities = RuleText.Of(rule).Severities;
        foreach (var (_, _, finding) in Examples.All.Where(example => example.Rule == rule))
        {
            var (da, en) = finding.Severity switch
            {
                Severity.K => ("Kritisk", "Critical"),
                Severity.H => ("Høj", "High"),
                Severity.M => ("Middel", "Medium"),
                _ => ("Lav", "Low"),
            };
            Assert.Contains(da, severities.Da);
            Assert.Contains(en, severities.En);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_a_rule_says_of_itself_takes_its_limits_from_the_municipality(string rule)
    {
        var text = RuleText.Of(rule);
        foreach (var words in new[] { text.Condition.Da, text.Condition.En, text.Severities.Da, text.Severities.En })
        {
            Assert.DoesNotContain('{', RuleLimits.Fill(words, Limits.Seed, TravelTimes.Empty));
            // Ages are the law's, and a day from now on is day 0.
            Assert.All(Number().Matches(Placeholder().Replace(words, "")), number => Assert.Contains(number.Value, new[] { "0", "15", "18" }));
        }
    }

    [Fact]
    public void A_changed_limit_changes_the_words()
    {
        var told = RuleLimits.Fill(RuleText.Of("contact.silence").Condition.Da, Limits.Seed with { SilenceDays = 45 }, TravelTimes.Empty);

        Assert.Contains("mere end 45 dage", told);
    }

    [Theory]
    [InlineData("revoked", "Et delt afsnit er skjult, fordi samtykket er trukket tilbage.")]
    [InlineData("expired", "Et delt afsnit er skjult, fordi der ikke er et gældende samtykke.")]
    [InlineData("none", "Et delt afsnit er skjult, fordi der ikke er et gældende samtykke.")]
    public void A_breach_is_told_to_who_sees_nothing_by_what_is_true_of_it(string which, string told)
    {
        var example = Examples.All.First(one => one.Rule == "consent.breach" && CaseOf(one.Finding) == which);
        var rows = example.Course.Rows;
        var texts = new ConflictTexts(new CourseNames(rows, CourseMask.For(rows, new HashSet<string>(), default, ComparisonLevels.Usual, SeedReference.Snapshot.Places), SeedReference.Snapshot), Language.Da);

        Assert.Equal(told, texts.Explanation("consent.breach", example.Finding.Subjects, example.Finding.Evidence.Json));
    }

    /// <summary>Explanations and ways out in both languages, for who sees all and for who sees nothing.</summary>
    private static IEnumerable<string> Filled(string rule) =>
        from example in Examples.All
        where example.Rule == rule
        let rows = example.Course.Rows
        from mask in new[] { CourseMask.Unmasked(rows, default), CourseMask.For(rows, new HashSet<string>(), default, ComparisonLevels.Usual, SeedReference.Snapshot.Places) }
        from language in Enum.GetValues<Language>()
        let texts = new ConflictTexts(new CourseNames(rows, mask, SeedReference.Snapshot), language)
        let finding = example.Finding
        from text in texts.WaysOut(rule, finding.Subjects, finding.Evidence.Json)
            .Append(texts.Explanation(rule, finding.Subjects, finding.Evidence.Json)).Append(texts.Why(rule))
        select text;

    private static string CaseOf(Finding finding)
    {
        using var facts = JsonDocument.Parse(finding.Evidence.Json);
        return facts.RootElement.TryGetProperty("case", out var which) ? which.GetString()! : "";
    }

    private static IEnumerable<Bilingual> AllOf(RuleText text) =>
        [text.Title, text.Condition, text.Severities, text.Explanation, .. text.Cases.Values, text.Masked, .. text.MaskedCases.Values, text.Why, .. text.WaysOut];

    private static List<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    private static IEnumerable<string> NamesIn(IEnumerable<Bilingual> texts) =>
        texts.SelectMany(text => Placeholders(text.Da).Concat(Placeholders(text.En))).Select(placeholder => placeholder.Trim('{', '}').Split(':')[0]).Distinct();

    private static bool IsSubject(string name, Finding finding) =>
        name == "all" || (name.Length == 1 && name[0] >= 'a' && name[0] - 'a' < finding.Subjects.Count);

    private static bool IsTimeOrNumber(JsonElement fact) => fact.ValueKind switch
    {
        JsonValueKind.Array => fact.EnumerateArray().All(IsTimeOrNumber),
        JsonValueKind.Number => true,
        JsonValueKind.String => TimeOrWeek().IsMatch(fact.GetString()!),
        _ => false,
    };

    private static string[] Sentences(string text) =>
        SentenceEnd().Split(text.Replace("kl. ", "kl ", StringComparison.Ordinal).Replace("stk. ", "stk ", StringComparison.Ordinal));

    private static IEnumerable<string> TextsIn(CourseBuilder rows) => new[]
    {
        rows.Plans.Span.ToArray().Select(x => x.Title),
        rows.Goals.Span.ToArray().Select(x => x.Text),
        rows.Interventions.Span.ToArray().Select(x => x.Title),
        rows.Restrictions.Span.ToArray().Select(x => x.Statement),
        rows.Appointments.Span.ToArray().Select(x => x.Title),
        rows.Contacts.Span.ToArray().Select(x => x.Name),
        rows.Assignments.Span.ToArray().Select(x => x.Name),
        rows.Network.Span.ToArray().Select(x => x.Name),
        rows.Milestones.Span.ToArray().Select(x => x.Title),
        rows.Decisions.Span.ToArray().Select(x => x.Title),
        rows.Agreements.Span.ToArray().Select(x => x.Text),
    }.SelectMany(texts => texts).OfType<string>();

    [GeneratedRegex(@"^\| `([a-zA-Z]+\.[a-zA-Z]+)` \| ([^|]+) \|")]
    private static partial Regex TableRow();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=[.?])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\d{4}-(\d\d-\d\d(T\d\d:\d\d)?|W\d\d)$")]
    private static partial Regex TimeOrWeek();
}
