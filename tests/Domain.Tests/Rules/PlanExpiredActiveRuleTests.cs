using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class PlanExpiredActiveRuleTests : IRuleExamples
{
    private const string Rule = "plan.expiredActive";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Plan("2026-10-04").Intervention("I", "P")];

    private static CourseUnderTest Plan(string? to, PlanStatus status = PlanStatus.Active) =>
        A.Course("2026-10-05").Plan("P", status: status, to: to);

    [Theory]
    [InlineData("2026-10-04", true)]
    [InlineData("2026-10-05", false)]
    [InlineData("2026-10-06", false)]
    [InlineData(null, false)]
    public void The_plan_ended_before_asOf(string? to, bool found) =>
        Assert.Equal(found ? ["P M"] : [], Plan(to).Intervention("I", "P").Finds(Rule));

    [Theory]
    [InlineData(PlanStatus.UnderReview, true)]
    [InlineData(PlanStatus.Draft, false)]
    [InlineData(PlanStatus.Completed, false)]
    [InlineData(PlanStatus.Cancelled, false)]
    [InlineData(PlanStatus.Replaced, false)]
    public void The_plan_counts_as_in_force(PlanStatus status, bool found) =>
        Assert.Equal(found ? ["P M"] : [], Plan("2026-10-04", status).Intervention("I", "P").Finds(Rule));

    [Fact]
    public void The_intervention_is_live_and_in_that_plan()
    {
        Assert.Empty(Plan("2026-10-04").Finds(Rule));
        Assert.Empty(Plan("2026-10-04").Intervention("I", "P", to: "2026-10-04").Finds(Rule));
        Assert.Equal(["P M"], Plan("2026-10-04").Intervention("I", "P", to: "2026-10-05").Finds(Rule));
        Assert.Equal(["P M"], Plan("2026-10-04").Intervention("I", "P", status: InterventionStatus.Planned, from: "2026-12-01").Finds(Rule));
        Assert.Empty(Plan("2026-10-04").Intervention("I", "P", status: InterventionStatus.Completed).Finds(Rule));
        Assert.Empty(Plan("2026-10-04").Plan("Q").Intervention("I", "Q").Finds(Rule));
        Assert.Empty(Plan("2026-10-04").Plan("P", source: A.Health).Intervention("I", "P", source: A.Health).Finds(Rule));
    }

    [Fact]
    public void A_plan_is_found_once_with_all_its_live_interventions()
    {
        var course = Plan("2026-10-04").Intervention("I", "P").Intervention("J", "P").Intervention("K", "P", status: InterventionStatus.Cancelled);

        Assert.Equal("""{"planTo":"2026-10-04","planStatus":"active","count":2,"interventions":["social:I","social:J"]}""", course.Evidence(Rule));
    }
}
