using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class LegalBasisExpiredRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "legal.basisExpired";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [A.Course("2026-10-05").Plan("P1", "JOBPLAN")];

    [Theory]
    [InlineData("2019-12-30", false)]
    [InlineData("2019-12-31", false)]
    [InlineData("2020-01-01", true)]
    public void The_last_day_of_the_law_is_still_in_force(string asOf, bool found) =>
        Assert.Equal(found ? ["P1 H"] : [], A.Course(asOf).Plan("P1", "JOBPLAN", from: "2019-01-01").Finds(Rule));

    [Fact]
    public void Old_plans_may_run_on_where_the_law_lets_them() =>
        Assert.Empty(A.Course("2027-01-01").Plan("P1", "LAB40MP").Finds(Rule));

    [Fact]
    public void A_type_whose_law_has_no_last_day_is_never_found() =>
        Assert.Empty(A.Course("2026-10-05").Plan("P1", "SEL141").Finds(Rule));

    [Theory]
    [InlineData(PlanStatus.Active, true)]
    [InlineData(PlanStatus.UnderReview, true)]
    [InlineData(PlanStatus.Draft, false)]
    [InlineData(PlanStatus.Completed, false)]
    [InlineData(PlanStatus.Cancelled, false)]
    [InlineData(PlanStatus.Replaced, false)]
    public void Only_active_plans_count(PlanStatus status, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Plan("P1", "JOBPLAN", status).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("2026-10-05", "2026-10-05", true)]
    [InlineData("2026-10-06", null, false)]
    [InlineData("2026-01-01", "2026-10-04", false)]
    public void A_plan_is_active_only_within_its_period(string from, string? to, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Plan("P1", "JOBPLAN", from: from, to: to).Finds(Rule).Length == 1);

    [Fact]
    public void The_evidence_is_the_type_and_its_last_day() =>
        Assert.Equal("""{"planType":"JOBPLAN","validTo":"2019-12-31"}""", A.Course("2026-10-05").Plan("P1", "JOBPLAN").Evidence(Rule));
}
