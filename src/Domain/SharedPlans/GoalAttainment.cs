namespace Sammenhaeng.Domain.SharedPlans;

/// <summary>
/// How far several goals have come together, by goal attainment scaling: T is 50 where everything went as expected. The formula is the
/// corrected one of the 2009 article (0.7 and 0.3 for the usual correlation of goals).
/// </summary>
/// <param name="Level">−2 to +2: the level that, of every goal, would be nearest to this.</param>
/// <param name="Goals">How many it is made of.</param>
public sealed record GoalAttainment(double T, int Level, int Goals)
{
    /// <summary>A goal that was just set tells nothing of progress.</summary>
    public const int DaysBefore = 8 * 7;

    /// <param name="goals">Weight, and level from −2 to +2, of each.</param>
    /// <returns>Null of none.</returns>
    public static GoalAttainment? Of(IReadOnlyCollection<(int Weight, int Level)> goals)
    {
        if (goals.Count == 0)
        {
            return null;
        }
        double weights = goals.Sum(goal => goal.Weight);
        double reached = goals.Sum(goal => goal.Weight * goal.Level);
        double squares = goals.Sum(goal => goal.Weight * goal.Weight);
        var t = 50 + (10 * reached / Math.Sqrt((0.7 * squares) + (0.3 * weights * weights)));
        return new GoalAttainment(t, (int)Math.Round(reached / weights, MidpointRounding.AwayFromZero), goals.Count);
    }
}
