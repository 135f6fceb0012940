using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class CoordinatorMissingRuleTests : IRuleExamples
{
    private const string Rule = "coordinator.missing";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [TwoAreas()];

    private static CourseUnderTest TwoAreas() =>
        A.Course("2026-10-05").Plan("P1", area: "SIU").Plan("P2", area: "AKB", source: A.Jobs);

    [Fact]
    public void Two_active_plans_of_two_areas_need_a_coordinator()
    {
        Assert.Equal(["citizen H"], TwoAreas().Finds(Rule));
        Assert.Equal("""{"count":2,"units":2,"plans":["social:P1","jobcenter:P2"]}""", TwoAreas().Evidence(Rule));
    }

    [Theory]
    [InlineData("SIU", null, "SIU", null, false)]
    [InlineData("SIU", "Voksne", "SIU", "Voksne", false)]
    [InlineData("SIU", "Voksne", "SIU", "Unge", true)]
    [InlineData("SIU", "Voksne", "SIU", null, true)]
    [InlineData("SIU", "Voksne", "AKB", "Voksne", true)]
    public void A_unit_is_within_its_area(string area1, string? unit1, string area2, string? unit2, bool found)
    {
        var course = A.Course("2026-10-05").Plan("P1", area: area1, unit: unit1).Plan("P2", area: area2, unit: unit2);

        Assert.Equal(found ? ["citizen H"] : [], course.Finds(Rule));
    }

    [Theory]
    [InlineData(PlanStatus.Active, "2026-10-05", "2026-10-05", true)]
    [InlineData(PlanStatus.UnderReview, "2026-01-01", null, true)]
    [InlineData(PlanStatus.Draft, "2026-01-01", null, false)]
    [InlineData(PlanStatus.Completed, "2026-01-01", null, false)]
    [InlineData(PlanStatus.Cancelled, "2026-01-01", null, false)]
    [InlineData(PlanStatus.Replaced, "2026-01-01", null, false)]
    [InlineData(PlanStatus.Active, "2026-10-06", null, false)]
    [InlineData(PlanStatus.Active, "2026-01-01", "2026-10-04", false)]
    public void Only_active_plans_count(PlanStatus status, string from, string? to, bool found)
    {
        var course = A.Course("2026-10-05").Plan("P1").Plan("P2", status: status, from: from, to: to, area: "AKB");

        Assert.Equal(found ? ["citizen H"] : [], course.Finds(Rule));
    }

    [Theory]
    [InlineData("2026-10-04", true)]
    [InlineData("2026-10-05", false)]
    [InlineData("2026-10-06", false)]
    public void Not_while_the_citizen_has_declined(string until, bool found) =>
        Assert.Equal(found ? ["citizen H"] : [], TwoAreas().Citizen(coordinatorDeclinedUntil: until).Finds(Rule));

    [Theory]
    [InlineData("2026-10-05", null, "2025-01-01", null, false)]
    [InlineData("2026-10-06", null, "2025-01-01", null, true)]
    [InlineData("2026-01-01", "2026-10-05", "2025-01-01", null, false)]
    [InlineData("2026-01-01", "2026-10-04", "2025-01-01", null, true)]
    [InlineData("2026-01-01", null, "2026-10-06", null, true)]
    [InlineData("2026-01-01", null, "2025-01-01", "2026-10-04", true)]
    public void Both_the_contacts_and_the_roles_period_must_cover_asOf(string roleFrom, string? roleTo, string from, string? to, bool found) =>
        Assert.Equal(found, TwoAreas().Contact("W", mainCoordinatorFrom: roleFrom, mainCoordinatorTo: roleTo, from: from, to: to).Finds(Rule).Length == 1);

    [Fact]
    public void A_deputy_is_no_main_coordinator() =>
        Assert.Equal(["citizen H"], TwoAreas().Contact("W", deputyCoordinatorFrom: "2026-01-01").Finds(Rule));

    [Theory]
    [InlineData("2026-10-05", null, false)]
    [InlineData("2026-10-06", null, true)]
    [InlineData("2026-01-01", "2026-10-04", true)]
    public void Who_is_assigned_here_coordinates(string from, string? to, bool found) =>
        Assert.Equal(found, TwoAreas().Assignment("p1", from, to).Finds(Rule).Length == 1);
}
