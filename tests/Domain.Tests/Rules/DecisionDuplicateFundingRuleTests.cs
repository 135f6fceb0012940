using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class DecisionDuplicateFundingRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "decision.duplicateFunding";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Two("transport", "AKB")];

    private static CourseUnderTest Two(string? group, string area, string? toA = null, string fromB = "2026-01-01", string? toB = null) =>
        A.Course("2026-10-05").Decision("D2", to: toA, serviceGroup: "transport").Decision("D1", fromB, toB, group, source: A.Jobs, area: area);

    [Theory]
    [InlineData("transport", "AKB", true)]
    [InlineData("transport", "SIU", false)]
    [InlineData("briller", "AKB", false)]
    [InlineData(null, "AKB", false)]
    public void Same_service_from_different_areas(string? group, string area, bool found) =>
        Assert.Equal(found ? ["D1+D2 M"] : [], Two(group, area).Finds(Rule));

    [Fact]
    public void Two_decisions_without_a_service_are_no_grants() =>
        Assert.Empty(A.Course("2026-10-05").Decision("D1").Decision("D2", source: A.Jobs, area: "AKB").Finds(Rule));

    [Theory]
    [InlineData("2026-10-04", "2026-01-01", null, false)]
    [InlineData("2026-10-05", "2026-01-01", null, true)]
    [InlineData("2026-12-31", "2026-12-31", null, true)]
    [InlineData("2026-12-30", "2026-12-31", null, false)]
    [InlineData(null, "2026-01-01", "2026-10-04", false)]
    [InlineData(null, "2026-01-01", "2026-10-05", true)]
    [InlineData(null, "2027-01-01", null, true)]
    public void Their_periods_overlap_and_reach_today_or_later(string? toA, string fromB, string? toB, bool found) =>
        Assert.Equal(found, Two("transport", "AKB", toA, fromB, toB).Finds(Rule).Length == 1);

    [Fact]
    public void Many_grants_give_the_same_pairs_as_few()
    {
        var course = A.Course("2026-10-05");
        for (var i = 100; i < 500; i++)
        {
            course.Decision("D" + i, serviceGroup: i % 7 == 0 ? null : "g" + i % 200, area: i < 300 ? "SIU" : "AKB", to: i == 310 ? "2026-10-04" : null);
        }

        Assert.Equal(
            [.. Enumerable.Range(100, 200).Where(i => i % 7 != 0 && (i + 200) % 7 != 0 && i != 110).Select(i => $"D{i}+D{i + 200} M")],
            course.Finds(Rule));
    }

    [Fact]
    public void The_evidence_is_in_the_order_of_the_subjects() =>
        Assert.Equal("""{"serviceGroup":"transport","areaA":"AKB","fromA":"2026-01-01","toA":null,"areaB":"SIU","fromB":"2026-01-01","toB":"2026-11-01"}""",
            Two("transport", "AKB", "2026-11-01").Evidence(Rule));
}
