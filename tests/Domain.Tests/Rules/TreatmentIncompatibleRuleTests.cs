using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class TreatmentIncompatibleRuleTests : IRuleExamples
{
    private const string Rule = "treatment.incompatible";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Stairs().Intervention("N", "P", demands: "stairs")];

    private static CourseUnderTest Stairs(string from = "2026-01-01", string? to = null) =>
        A.Course("2026-10-05").Plan("P").BlockedDemand("V", "stairs", from, to);

    [Theory]
    [InlineData("stairs", true)]
    [InlineData("noise stairs noise", true)]
    [InlineData("noise", false)]
    [InlineData("stairs-and-more", false)]
    [InlineData(null, false)]
    public void The_demands_must_hold_the_blocked_one(string? demands, bool found) =>
        Assert.Equal(found ? ["N/V H"] : [], Stairs().Intervention("N", "P", demands: demands).Finds(Rule));

    [Theory]
    [InlineData("2026-12-20", "2026-12-20", true)]
    [InlineData("2026-12-20", "2026-12-21", false)]
    [InlineData(null, "2027-12-21", true)]
    public void Periods_overlap_with_both_ends_included(string? to, string from, bool found) =>
        Assert.Equal(found ? ["N/V H"] : [], Stairs(to: to).Intervention("N", "P", from: from, demands: "stairs").Finds(Rule));

    [Fact]
    public void Both_must_be_live()
    {
        Assert.Empty(Stairs(to: "2026-10-04").Intervention("N", "P", demands: "stairs").Finds(Rule));
        Assert.Equal(["N/V H"], Stairs(to: "2026-10-05").Intervention("N", "P", demands: "stairs").Finds(Rule));
        Assert.Empty(Stairs().Intervention("N", "P", to: "2026-10-04", demands: "stairs").Finds(Rule));
        Assert.Empty(Stairs().Intervention("N", "P", status: InterventionStatus.Cancelled, demands: "stairs").Finds(Rule));
        Assert.Empty(Stairs().Plan("D", status: PlanStatus.Replaced).Intervention("N", "D", demands: "stairs").Finds(Rule));
    }

    [Fact]
    public void Each_pair_is_found_and_other_kinds_of_restriction_are_not()
    {
        var course = Stairs().BlockedDemand("W", "noise").MaxWeeklyHours("X", 1)
            .Intervention("N", "P", demands: "stairs noise").Intervention("O", "P", demands: "noise");

        Assert.Equal(["N/V H", "N/W H", "O/W H"], course.Finds(Rule));
    }

    [Fact]
    public void The_facts_are_the_demand_and_the_dates() =>
        Assert.Equal("""{"demand":"stairs","from":"2026-11-01","to":null,"restrictionFrom":"2026-01-01","restrictionTo":"2026-12-20","bothFrom":"2026-11-01"}""",
            Stairs(to: "2026-12-20").Intervention("N", "P", from: "2026-11-01", demands: "stairs").Evidence(Rule));
}
