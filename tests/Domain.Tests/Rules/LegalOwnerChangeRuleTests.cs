using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class LegalOwnerChangeRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "legal.ownerChange";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        A.Course("2026-12-07").Plan("P1", "SUL119"),
        A.Course("2026-12-07").Plan("P1", "SUL119").With(rows => rows.Plans[0].Type = rows.Plans[0].Type with { NewOwner = null }),
    ];

    [Theory]
    [InlineData("2026-07-01", false)]
    [InlineData("2026-07-02", true)]
    [InlineData("2027-01-01", true)]
    [InlineData("2027-06-01", true)]
    public void Found_from_183_days_before_the_change_and_as_long_as_the_plan_runs(string asOf, bool found) =>
        Assert.Equal(found ? ["P1 H"] : [], A.Course(asOf).Plan("P1", "SUL119").Finds(Rule));

    [Theory]
    [InlineData("2026-12-31", false)]
    [InlineData("2027-01-01", true)]
    [InlineData(null, true)]
    public void The_plan_must_run_on_the_day_or_longer(string? to, bool found) =>
        Assert.Equal(found, A.Course("2026-12-07").Plan("P1", "SUL119", to: to).Finds(Rule).Length == 1);

    [Fact]
    public void A_plan_that_keeps_its_owner_is_left_alone() =>
        Assert.Empty(A.Course("2026-12-07").Plan("P1", "SUL119", keepsOwner: true).Finds(Rule));

    [Fact]
    public void Plans_that_are_not_active_and_types_that_stay_are_left_alone() =>
        Assert.Empty(A.Course("2026-12-07")
            .Plan("P1", "SUL119", PlanStatus.Completed)
            .Plan("P2", "SUL119", from: "2026-12-08")
            .Plan("P3", "SUL140").Finds(Rule));

    [Fact]
    public void The_municipality_may_look_less_far_ahead() =>
        Assert.Empty(A.Course("2026-12-07").Limits(x => x with { OwnerChangeDays = 24 }).Plan("P1", "SUL119").Finds(Rule));
}
