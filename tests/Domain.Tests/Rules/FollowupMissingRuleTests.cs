using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class FollowupMissingRuleTests : IRuleExamples
{
    private const string Rule = "followup.missing";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [A.Course("2026-10-05").Plan("P", "SEL141")];

    [Theory]
    [InlineData("SEL141", null, true)]
    [InlineData("SEL141", "2026-11-01", false)]
    [InlineData("SEL141", "2026-01-01", false)]
    [InlineData("EXT", null, false)]
    [InlineData("JOBPLAN", null, false)]
    public void A_plan_that_needs_follow_up_has_no_date(string type, string? nextFollowUp, bool found) =>
        Assert.Equal(found ? ["P M"] : [], A.Course("2026-10-05").Plan("P", type, nextFollowUp: nextFollowUp).Finds(Rule));

    [Theory]
    [InlineData(PlanStatus.UnderReview, "2026-01-01", null, true)]
    [InlineData(PlanStatus.Draft, "2026-01-01", null, false)]
    [InlineData(PlanStatus.Replaced, "2026-01-01", null, false)]
    [InlineData(PlanStatus.Active, "2026-10-05", "2026-10-05", true)]
    [InlineData(PlanStatus.Active, "2026-10-06", null, false)]
    [InlineData(PlanStatus.Active, "2026-01-01", "2026-10-04", false)]
    public void Only_active_plans_need_one(PlanStatus status, string from, string? to, bool found) =>
        Assert.Equal(found ? ["P M"] : [], A.Course("2026-10-05").Plan("P", "SEL141", status, from, to).Finds(Rule));
}
