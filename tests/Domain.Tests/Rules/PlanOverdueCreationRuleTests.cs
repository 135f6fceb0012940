using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class PlanOverdueCreationRuleTests : IRuleExamples
{
    private const string Rule = "plan.overdueCreation";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Draft("2026-07-04")];

    private static CourseUnderTest Draft(string? decisionDate, string type = "BL91", PlanStatus status = PlanStatus.Draft) =>
        A.Course("2026-10-05").Plan("P", type, status, decisionDate: decisionDate);

    [Theory]
    [InlineData("2026-07-04", true)]
    [InlineData("2026-07-05", false)]
    [InlineData("2026-07-06", false)]
    [InlineData(null, false)]
    public void More_than_ninety_two_days_have_passed_since_the_decision(string? decisionDate, bool found) =>
        Assert.Equal(found ? ["P H"] : [], Draft(decisionDate).Finds(Rule));

    [Fact]
    public void The_facts_are_the_decision_and_the_day_it_should_have_been_ready() =>
        Assert.Equal("""{"decisionDate":"2026-07-04","withinDays":92,"readyBy":"2026-10-04","planType":"BL91"}""", Draft("2026-07-04").Evidence(Rule));

    [Theory]
    [InlineData(PlanStatus.Active)]
    [InlineData(PlanStatus.UnderReview)]
    [InlineData(PlanStatus.Completed)]
    [InlineData(PlanStatus.Cancelled)]
    public void Only_drafts_are_late(PlanStatus status) => Assert.Empty(Draft("2026-01-01", status: status).Finds(Rule));

    [Fact]
    public void Types_without_a_time_limit_are_never_late() => Assert.Empty(Draft("2020-01-01", "SEL141").Finds(Rule));

    [Fact]
    public void A_draft_whose_period_has_not_begun_is_late_too() =>
        Assert.Equal(["P H"], A.Course("2026-10-05").Plan("P", "BL91", PlanStatus.Draft, from: "2026-12-01", decisionDate: "2026-01-01").Finds(Rule));
}
