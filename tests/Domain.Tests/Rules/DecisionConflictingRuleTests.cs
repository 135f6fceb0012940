using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class DecisionConflictingRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "decision.conflicting";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
        [A.Course("2026-10-05").Decision("D1", requires: "bolig=egen").Decision("D2", sets: "bolig=botilbud")];

    [Theory]
    [InlineData("bolig=botilbud", true)]
    [InlineData("bolig=egen", false)]
    [InlineData("arbejde=botilbud", false)]
    [InlineData("bolig=egen bolig=botilbud", true)]
    public void Found_when_one_requires_what_another_sets_differently(string sets, bool found) =>
        Assert.Equal(found ? ["D2>D1 H"] : [], A.Course("2026-10-05").Decision("D2", requires: "bolig=egen").Decision("D1", sets: sets).Finds(Rule));

    [Fact]
    public void It_has_a_direction_and_both_ways_are_two()
    {
        Assert.Empty(A.Course("2026-10-05").Decision("D1", requires: "bolig=egen").Decision("D2", requires: "bolig=botilbud").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Decision("D1", sets: "bolig=egen").Decision("D2", sets: "bolig=botilbud").Finds(Rule));
        Assert.Equal(["D1>D2 H", "D2>D1 H"], A.Course("2026-10-05")
            .Decision("D1", requires: "bolig=egen", sets: "arbejde=nej").Decision("D2", requires: "arbejde=ja", sets: "bolig=botilbud").Finds(Rule));
    }

    [Fact]
    public void A_decision_does_not_conflict_with_itself() =>
        Assert.Empty(A.Course("2026-10-05").Decision("D1", requires: "bolig=egen", sets: "bolig=botilbud").Finds(Rule));

    [Theory]
    [InlineData("2026-10-04", "2026-01-01", null, false)]
    [InlineData("2026-10-05", "2026-01-01", null, true)]
    [InlineData("2026-12-31", "2026-12-31", null, true)]
    [InlineData("2026-12-30", "2026-12-31", null, false)]
    [InlineData(null, "2026-01-01", "2026-10-04", false)]
    [InlineData(null, "2026-01-01", "2026-10-05", true)]
    public void Their_periods_overlap_and_reach_today_or_later(string? toA, string fromB, string? toB, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Decision("D1", to: toA, requires: "bolig=egen")
            .Decision("D2", fromB, toB, sets: "bolig=botilbud").Finds(Rule).Length == 1);

    [Fact]
    public void Two_things_they_differ_about_are_one_finding_told_by_the_first()
    {
        var course = A.Course("2026-10-05").Decision("D1", from: "2026-02-01", requires: "c=1 b=2 b=1", source: A.Jobs)
            .Decision("D1", from: "2026-03-01", sets: "c=2 b=4 b=3", source: A.Social);

        Assert.Equal("jobcenter:D1>social:D1", Assert.Single(course.Findings(Rule)).SubjectKey);
        Assert.Equal("""{"key":"b","required":"1","set":"3","from":"2026-03-01"}""", course.Evidence(Rule));
    }

    [Fact]
    public void Many_decisions_give_the_same_pairs_as_few()
    {
        var course = A.Course("2026-10-05");
        for (var i = 100; i < 500; i++)
        {
            course.Decision("D" + i, requires: $"k{i}=1", sets: $"k{i + 1}={i % 2}");
        }

        Assert.Equal([.. Enumerable.Range(101, 399).Where(i => i % 2 == 1).Select(i => $"D{i}>D{i - 1} H")], course.Finds(Rule));
    }
}
