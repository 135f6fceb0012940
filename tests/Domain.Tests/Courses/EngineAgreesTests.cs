using System.Globalization;
using CsCheck;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Tests.Naive;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Courses;

/// <summary>The engine against the second, naive implementation, and against itself. <c>SAMMENHAENG_COURSES=1000000</c> asks for more.</summary>
public sealed class EngineAgreesTests
{
    private static long Courses(long quick) =>
        Environment.GetEnvironmentVariable("SAMMENHAENG_COURSES") is { Length: > 0 } asked ? long.Parse(asked, CultureInfo.InvariantCulture) : quick;

    [Fact]
    public void Engine_and_naive_implementation_find_the_same() =>
        GeneratedCourses.Courses.Sample(course => Difference(course) is null,
            iter: Courses(6_000), print: course => Smallest.Failing(course, smaller => Difference(smaller) is not null, Difference));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void They_find_the_same_in_a_course_of_thousands_of_items(int seed) =>
        Assert.Null(Difference(GeneratedCourses.Huge(seed)));

    [Fact]
    public void Generated_courses_reach_every_rule_at_every_severity()
    {
        var reached = new HashSet<string>();
        foreach (var course in Enumerable.Range(0, 4_000).Select(GeneratedCourses.Of))
        {
            reached.UnionWith(NaiveRules.Judge(course).Select(finding => finding.Rule + " " + finding.Severity));
        }

        Assert.Equal([], ConflictEngine.AllRules.Select(rule => rule.Key).Where(key => !reached.Any(one => one.StartsWith(key + " ", StringComparison.Ordinal))));
        Assert.Superset(new HashSet<string>
        {
            "appointment.overlap M", "appointment.overlap H", "appointment.travel M", "appointment.travel H", "sequence.violation M", "sequence.violation H",
            "followup.overdue M", "followup.overdue H", "transition.gap H", "transition.gap K", "access.ageThreshold H", "access.ageThreshold K",
            "support.missing H", "support.missing M",
        }, reached);
    }

    [Fact]
    public void The_order_of_rows_never_matters() =>
        Gen.Select(GeneratedCourses.Courses, Gen.Int).Sample((course, seed) =>
            PlainRows.Judge(course).SequenceEqual(PlainRows.Judge(Shuffled(course, new Dice(seed)))), iter: Courses(2_000));

    [Fact]
    public void The_order_of_rows_does_not_decide_either_which_findings_are_kept_where_there_are_more()
    {
        var course = GeneratedCourses.Huge(1);
        var rows = new CourseBuilder();
        PlainRows.Fill(rows, course);
        var other = new CourseBuilder();
        PlainRows.Fill(other, Shuffled(course, new Dice(7)));

        Assert.Equal(Facts(PlainRows.Findings(course, rows)), Facts(PlainRows.Findings(course, other)));
        new ConflictEngine().Judge(PlainRows.Build(course, rows), out var cut);
        Assert.NotEmpty(cut);
    }

    [Fact]
    public void Findings_come_in_the_order_of_their_fingerprints() =>
        GeneratedCourses.Courses.Sample(course =>
        {
            var rows = new CourseBuilder();
            PlainRows.Fill(rows, course);
            var found = PlainRows.Findings(course, rows).Select(x => x.Fingerprint).ToList();
            return found.SequenceEqual(found.Order(StringComparer.Ordinal));
        }, iter: Courses(1_000));

    [Fact]
    public void Judging_again_from_used_rows_finds_the_same_with_the_same_evidence() =>
        Gen.Select(GeneratedCourses.Courses, GeneratedCourses.Courses).Sample((course, other) =>
        {
            var rows = new CourseBuilder();
            PlainRows.Fill(rows, course);
            var first = Facts(PlainRows.Findings(course, rows));
            var second = Facts(PlainRows.Findings(course, rows));
            PlainRows.Judge(other, rows);
            rows.Clear();
            PlainRows.Fill(rows, course);
            return first.SequenceEqual(second) && first.SequenceEqual(Facts(PlainRows.Findings(course, rows)));
        }, iter: Courses(1_000));

    private static List<string> Facts(IReadOnlyList<Finding> findings) => [.. findings.Select(x => x.Rule + x.SubjectKey + x.Severity + x.Evidence.Json)];

    private static string? Difference(PlainCourse course)
    {
        var engine = PlainRows.Judge(course);
        var naive = NaiveRules.Judge(course);
        var twice = engine.GroupBy(x => x).Where(group => group.Count() > 1).Select(group => "twice by the engine: " + group.Key);
        // The naive implementation knows no bound; where the engine stops, what it has must still be right.
        var bounded = naive.GroupBy(x => x.Rule).Where(group => group.Count() > Findings.MostOfOneRule).Select(group => group.Key).ToHashSet();
        var unbounded = bounded.Where(rule => engine.Count(x => x.Rule == rule) != Findings.MostOfOneRule).Select(rule => "not at the bound: " + rule);
        var lines = engine.Except(naive).Select(x => "only by the engine: " + x)
            .Concat(naive.Except(engine).Where(x => !bounded.Contains(x.Rule)).Select(x => "only by the naive: " + x)).Concat(twice).Concat(unbounded).ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines.Take(20));
    }

    private static PlainCourse Shuffled(PlainCourse c, Dice dice) => c with
    {
        Plans = dice.Shuffled(c.Plans),
        Shares = dice.Shuffled(c.Shares),
        Goals = dice.Shuffled(c.Goals),
        Interventions = dice.Shuffled(c.Interventions),
        Restrictions = dice.Shuffled(c.Restrictions),
        Appointments = dice.Shuffled(c.Appointments),
        Contacts = dice.Shuffled(c.Contacts),
        Assignments = dice.Shuffled(c.Assignments),
        Network = dice.Shuffled(c.Network),
        Residences = dice.Shuffled(c.Residences),
        Consents = dice.Shuffled(c.Consents),
        Assessments = dice.Shuffled(c.Assessments),
        Milestones = dice.Shuffled(c.Milestones),
        Powers = dice.Shuffled(c.Powers),
        Decisions = dice.Shuffled(c.Decisions),
        Agreements = dice.Shuffled(c.Agreements),
    };
}
