using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class FollowupOverdueRuleTests : IRuleExamples
{
    private const string Rule = "followup.overdue";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Due("2026-08-31")];

    private static CourseUnderTest Due(string? nextFollowUp, string type = "SEL141", PlanStatus status = PlanStatus.Active, string? to = null) =>
        A.Course("2026-10-05").Plan("P", type, status, to: to, nextFollowUp: nextFollowUp);

    [Theory]
    [InlineData("2026-10-06", null)]
    [InlineData("2026-10-05", null)]
    [InlineData("2026-10-04", "M")]
    [InlineData("2026-09-05", "M")]
    [InlineData("2026-09-04", "H")]
    [InlineData(null, null)]
    public void It_is_overdue_the_day_after_and_severe_after_thirty_days(string? nextFollowUp, string? severity) =>
        Assert.Equal(severity is null ? [] : ["P " + severity], Due(nextFollowUp).Finds(Rule));

    [Fact]
    public void The_facts_do_not_change_from_day_to_day() =>
        Assert.Equal("""{"nextFollowUp":"2026-08-31","planType":"SEL141"}""", Due("2026-08-31").Evidence(Rule));

    [Fact]
    public void Types_without_follow_up_are_left_alone() => Assert.Empty(Due("2026-08-31", "EXT").Finds(Rule));

    [Theory]
    [InlineData(PlanStatus.UnderReview, null, true)]
    [InlineData(PlanStatus.Draft, null, false)]
    [InlineData(PlanStatus.Completed, null, false)]
    [InlineData(PlanStatus.Active, "2026-10-05", true)]
    [InlineData(PlanStatus.Active, "2026-10-04", false)]
    public void Only_active_plans_are_followed_up(PlanStatus status, string? to, bool found) =>
        Assert.Equal(found ? ["P H"] : [], Due("2026-08-31", status: status, to: to).Finds(Rule));
}
