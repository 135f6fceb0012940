using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>What the areas' plans have in common, as one viewer may see it.</summary>
/// <param name="Revision">Of the shared plan; 0 where there is none yet.</param>
public sealed record SharedContent(long Revision)
{
    /// <summary>Both null where nothing has been said.</summary>
    public WordsLine? Matters { get; init; }

    public WordsLine? Strengths { get; init; }

    /// <summary>What was said before, the latest first; also in plans that have ended.</summary>
    public IReadOnlyList<WordsLine> Earlier { get; init; } = [];

    /// <summary>The active ones.</summary>
    public IReadOnlyList<CommonGoalLine> Goals { get; init; } = [];

    public IReadOnlyList<CommonGoalLine> ClosedGoals { get; init; } = [];

    /// <summary>Of the goals that were set long enough ago and marked by the staff; null where there is none.</summary>
    public GoalAttainment? Attainment { get; init; }

    /// <summary>The plan that takes the place of others, where one holds or has held and the viewer is of its areas.</summary>
    public HolisticLine? Holistic { get; init; }

    public FollowUpLine? Next { get; init; }

    public bool IsOverdue { get; init; }

    /// <summary>Whom the viewer can set to call the next one: themselves, and who coordinates.</summary>
    public IReadOnlyList<(UserId Id, string Name)> Callers { get; init; } = [];

    /// <summary>Those that were held or moved, the latest first.</summary>
    public IReadOnlyList<FollowUpLine> FollowUps { get; init; } = [];
}

/// <param name="By">Who wrote it down; null where the citizen did.</param>
public sealed record WordsLine(WordsAbout About, string Text, string? By, DateTimeOffset At);

/// <param name="Staff">The latest of each side; null where there is none.</param>
/// <param name="Marks">All, the latest first.</param>
/// <param name="Versions">The newest first.</param>
/// <param name="Under">The areas' goals that lead to it and that the viewer sees.</param>
/// <param name="HiddenUnder">How many more there are that the viewer is told of.</param>
public sealed record CommonGoalLine(
    CommonGoalId Id, long Revision, string Text, IReadOnlyList<string> Steps, int Weight, DateOnly SetOn, CommonGoalState State, MarkLine? Staff, MarkLine? Citizen,
    IReadOnlyList<MarkLine> Marks, IReadOnlyList<VersionLine> Versions, IReadOnlyList<GoalLine> Under, int HiddenUnder);

/// <param name="By">Who wrote it down; null where the citizen marked it.</param>
public sealed record MarkLine(GoalSide Side, int Step, string Note, string? By, DateTimeOffset At);

public sealed record VersionLine(string Text, IReadOnlyList<string> Steps, string By, DateTimeOffset At);

public sealed record FollowUpLine(
    int Number, DateOnly PlannedOn, string Caller, FollowUpState State, DateOnly? HeldOn, FollowUpResult? Result, string? Note, string? DoneBy);

/// <param name="Parts">What it says, in the order of the parts.</param>
/// <param name="Replaces">Names of the plans it replaces, or replaced.</param>
public sealed record HolisticLine(
    HolisticPlanState State, DateOnly InForceOn, DateOnly? EndedOn, HolisticPlanEnd? EndedWhy, IReadOnlyList<(Bilingual Name, string Text)> Parts,
    IReadOnlyList<string> Replaces);
