using Sammenhaeng.Domain.SharedPlans;
using Xunit;

namespace Sammenhaeng.Domain.Tests.SharedPlans;

public sealed class GoalAttainmentTests
{
    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 63.69)]
    [InlineData(-1, 36.31)]
    [InlineData(2, 77.39)]
    public void Three_equal_goals_on_one_level_give_the_score_of_the_corrected_formula(int level, double t)
    {
        var all = GoalAttainment.Of([(1, level), (1, level), (1, level)])!;
        Assert.Equal(t, all.T, 2);
        Assert.Equal((level, 3), (all.Level, all.Goals));
    }

    /// <summary>50 + 10 · (3·1 + 1·(−1)) / √(0.7·10 + 0.3·16).</summary>
    [Fact]
    public void A_goal_that_matters_more_counts_more()
    {
        var one = GoalAttainment.Of([(3, 1), (1, -1)])!;
        Assert.Equal(55.82, one.T, 2);
        Assert.Equal(1, one.Level);
        Assert.Equal(-1, GoalAttainment.Of([(1, 1), (3, -1)])!.Level);
    }

    [Fact]
    public void Of_no_goals_there_is_no_score() => Assert.Null(GoalAttainment.Of([]));
}
