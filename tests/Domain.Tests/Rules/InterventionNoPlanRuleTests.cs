using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class InterventionNoPlanRuleTests : IRuleExamples
{
    private const string Rule = "intervention.noPlan";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        Ended(PlanStatus.Completed, "2026-09-01"), Ended(PlanStatus.Completed, null),
        Ended(PlanStatus.Cancelled, "2026-09-01"), Ended(PlanStatus.Cancelled, null),
    ];

    private static CourseUnderTest Ended(PlanStatus status, string? to) =>
        A.Course("2026-10-05").Plan("P", status: status, to: to).Intervention("I", "P");

    [Theory]
    [InlineData("2026-09-27", true)]
    [InlineData("2026-09-28", false)]
    [InlineData("2026-09-29", false)]
    [InlineData("2026-12-31", false)]
    [InlineData(null, true)]
    public void The_plan_ended_more_than_seven_days_ago_or_has_no_end(string? to, bool found)
    {
        Assert.Equal(found ? ["I M"] : [], Ended(PlanStatus.Completed, to).Finds(Rule));
        Assert.Equal(found ? ["I M"] : [], Ended(PlanStatus.Cancelled, to).Finds(Rule));
    }

    [Theory]
    [InlineData(PlanStatus.Draft)]
    [InlineData(PlanStatus.Active)]
    [InlineData(PlanStatus.UnderReview)]
    [InlineData(PlanStatus.Replaced)]
    public void Other_plans_are_left_to_other_rules(PlanStatus status)
    {
        Assert.Empty(Ended(status, "2026-09-01").Finds(Rule));
        Assert.Empty(Ended(status, null).Finds(Rule));
    }

    [Theory]
    [InlineData(InterventionStatus.Planned)]
    [InlineData(InterventionStatus.Completed)]
    [InlineData(InterventionStatus.Cancelled)]
    public void Only_an_active_intervention_counts(InterventionStatus status) =>
        Assert.Empty(A.Course("2026-10-05").Plan("P", status: PlanStatus.Completed).Intervention("I", "P", status: status).Finds(Rule));

    [Theory]
    [InlineData("2026-10-05", null, true)]
    [InlineData("2026-10-06", null, false)]
    [InlineData("2026-01-01", "2026-10-05", true)]
    [InlineData("2026-01-01", "2026-10-04", false)]
    public void It_has_begun_and_not_ended_at_asOf(string from, string? to, bool found) =>
        Assert.Equal(found ? ["I M"] : [],
            A.Course("2026-10-05").Plan("P", status: PlanStatus.Completed).Intervention("I", "P", from: from, to: to).Finds(Rule));

    [Fact]
    public void The_facts_are_the_plan_and_its_end() =>
        Assert.Equal("""{"case":"cancelled","plan":"social:P","planStatus":"cancelled","planEnded":"2026-09-01","from":"2026-01-01","to":null}""",
            Ended(PlanStatus.Cancelled, "2026-09-01").Evidence(Rule));
}
