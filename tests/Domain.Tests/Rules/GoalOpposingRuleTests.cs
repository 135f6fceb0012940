using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class GoalOpposingRuleTests : IRuleExamples
{
    private const string Rule = "goal.opposing";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Two(GoalDirection.Increase, GoalDirection.Limit)];

    private static CourseUnderTest Two(GoalDirection g, GoalDirection h) => A.Course("2026-10-05").Plan("P").Plan("Q")
        .Goal("G", "P", "health", g).Goal("H", "Q", "health", h);

    [Fact]
    public void Exactly_three_pairs_of_directions_oppose_in_either_order()
    {
        (GoalDirection, GoalDirection)[] opposing =
        [
            (GoalDirection.Increase, GoalDirection.Limit),
            (GoalDirection.Develop, GoalDirection.Compensate),
            (GoalDirection.Develop, GoalDirection.Limit),
        ];
        foreach (var g in Enum.GetValues<GoalDirection>())
        {
            foreach (var h in Enum.GetValues<GoalDirection>())
            {
                var found = opposing.Contains((g, h)) || opposing.Contains((h, g));
                Assert.Equal(found ? ["G+H M"] : [], Two(g, h).Finds(Rule));
            }
        }
    }

    [Fact]
    public void The_facts_are_the_theme_and_both_directions() =>
        Assert.Equal("""{"theme":"health","directionA":"limit","directionB":"develop","planA":"social:P","planB":"social:Q"}""",
            Two(GoalDirection.Limit, GoalDirection.Develop).Evidence(Rule));

    [Fact]
    public void Plans_differ_and_themes_are_the_same()
    {
        Assert.Empty(A.Course("2026-10-05").Plan("P").Plan("Q")
            .Goal("G", "P", "health", GoalDirection.Increase).Goal("H", "P", "health", GoalDirection.Limit).Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P").Plan("Q")
            .Goal("G", "P", "health", GoalDirection.Increase).Goal("H", "Q", "mobility", GoalDirection.Limit).Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P").Plan("Q")
            .Goal("G", "P", "selfCare", GoalDirection.Increase).Goal("H", "Q", "selfCare.bathing", GoalDirection.Limit).Finds(Rule));
    }

    [Theory]
    [InlineData(GoalStatus.Achieved, PlanStatus.Active, null, false)]
    [InlineData(GoalStatus.Abandoned, PlanStatus.Active, null, false)]
    [InlineData(GoalStatus.Active, PlanStatus.UnderReview, null, true)]
    [InlineData(GoalStatus.Active, PlanStatus.Draft, null, false)]
    [InlineData(GoalStatus.Active, PlanStatus.Active, "2026-10-05", true)]
    [InlineData(GoalStatus.Active, PlanStatus.Active, "2026-10-04", false)]
    public void Both_must_be_active_goals_in_active_plans(GoalStatus goal, PlanStatus plan, string? planTo, bool found)
    {
        var course = A.Course("2026-10-05").Plan("P").Plan("Q", status: plan, to: planTo)
            .Goal("G", "P", "health", GoalDirection.Increase).Goal("H", "Q", "health", GoalDirection.Limit, status: goal);

        Assert.Equal(found ? ["G+H M"] : [], course.Finds(Rule));
    }

    [Fact]
    public void Each_pair_is_found_also_among_many()
    {
        var course = Two(GoalDirection.Develop, GoalDirection.Limit).Goal("I", "Q", "health", GoalDirection.Compensate);
        for (var i = 0; i < 100; i++)
        {
            course.Goal("X" + i, i % 2 == 0 ? "P" : "Q", "theme" + i, GoalDirection.Limit);
        }

        Assert.Equal(["G+H M", "G+I M"], course.Finds(Rule));
    }
}
