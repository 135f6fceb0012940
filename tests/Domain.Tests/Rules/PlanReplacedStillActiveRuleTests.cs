using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class PlanReplacedStillActiveRuleTests : IRuleExamples
{
    private const string Rule = "plan.replacedStillActive";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [A.Course("2026-10-05").Plan("P", replacedBy: "N").Plan("N")];

    [Theory]
    [InlineData(PlanStatus.Active, true)]
    [InlineData(PlanStatus.UnderReview, true)]
    [InlineData(PlanStatus.Draft, false)]
    [InlineData(PlanStatus.Completed, false)]
    [InlineData(PlanStatus.Cancelled, false)]
    [InlineData(PlanStatus.Replaced, false)]
    public void Its_status_says_it_is_in_force(PlanStatus status, bool found) =>
        Assert.Equal(found ? ["P H"] : [], A.Course("2026-10-05").Plan("P", status: status, replacedBy: "N").Plan("N").Finds(Rule));

    [Theory]
    [InlineData("2026-12-01", null)]
    [InlineData("2026-01-01", "2026-02-01")]
    public void Its_dates_do_not_matter_nor_whether_the_new_plan_has_come(string from, string? to) =>
        Assert.Equal(["P H"], A.Course("2026-10-05").Plan("P", from: from, to: to, replacedBy: "sundhed:N").Finds(Rule));

    [Fact]
    public void A_plan_that_nothing_replaces_is_fine() => Assert.Empty(A.Course("2026-10-05").Plan("P").Finds(Rule));
}
