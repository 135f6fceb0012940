using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class GoalSubAfterParentRuleTests : IRuleExamples
{
    private const string Rule = "goal.subAfterParent";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Goals("2026-12-02", "2026-12-01")];

    private static CourseUnderTest Goals(string? due, string? parentDue, GoalStatus parent = GoalStatus.Active) =>
        A.Course("2026-10-05").Plan("P").Goal("S", "P", due: due, parent: "M").Goal("M", "P", due: parentDue, status: parent);

    [Theory]
    [InlineData("2026-11-30", "2026-12-01", false)]
    [InlineData("2026-12-01", "2026-12-01", false)]
    [InlineData("2026-12-02", "2026-12-01", true)]
    [InlineData(null, "2026-12-01", false)]
    [InlineData("2026-12-02", null, false)]
    public void The_sub_goal_is_due_after_its_parent(string? due, string? parentDue, bool found) =>
        Assert.Equal(found ? ["S>M L"] : [], Goals(due, parentDue).Finds(Rule));

    [Fact]
    public void The_facts_are_both_dates() =>
        Assert.Equal("""{"due":"2026-12-02","parentDue":"2026-12-01"}""", Goals("2026-12-02", "2026-12-01").Evidence(Rule));

    [Theory]
    [InlineData(GoalStatus.Achieved)]
    [InlineData(GoalStatus.Abandoned)]
    public void The_parent_may_be_in_any_state(GoalStatus parent) =>
        Assert.Equal(["S>M L"], Goals("2026-12-02", "2026-12-01", parent).Finds(Rule));

    [Fact]
    public void The_parent_may_lie_in_another_plan_of_the_source_in_any_state() =>
        Assert.Equal(["S>M L"], A.Course("2026-10-05").Plan("P").Plan("D", status: PlanStatus.Completed)
            .Goal("S", "P", due: "2026-12-02", parent: "M").Goal("M", "D", due: "2026-12-01").Finds(Rule));

    [Fact]
    public void The_sub_goal_must_be_active()
    {
        Assert.Empty(A.Course("2026-10-05").Plan("P")
            .Goal("S", "P", due: "2026-12-02", parent: "M", status: GoalStatus.Achieved).Goal("M", "P", due: "2026-12-01").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P", status: PlanStatus.Draft)
            .Goal("S", "P", due: "2026-12-02", parent: "M").Goal("M", "P", due: "2026-12-01").Finds(Rule));
    }

    [Fact]
    public void Without_a_parent_or_with_an_unknown_one_there_is_nothing_to_compare()
    {
        Assert.Empty(A.Course("2026-10-05").Plan("P").Goal("S", "P", due: "2026-12-02").Goal("M", "P", due: "2026-12-01").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P").Goal("S", "P", due: "2026-12-02", parent: "X").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P").Goal("S", "P", due: "2026-12-02", parent: "S").Finds(Rule));
    }
}
