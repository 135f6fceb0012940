using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.SharedPlans;

namespace Sammenhaeng.Application.Courses;

/// <summary>What the areas' plans have in common, as it is kept: the latest first, and of each no more than a page shows.</summary>
/// <param name="Id">Of the one that is active; null where there is none.</param>
/// <param name="Revision">0 where there is none.</param>
/// <param name="Words">Also of plans that have ended.</param>
public sealed record FiledSharedPlan(
    Guid? Id, long Revision, IReadOnlyList<FiledWords> Words, IReadOnlyList<FiledFollowUp> FollowUps, IReadOnlyList<FiledCommonGoal> Goals)
{
    /// <summary>The plan that takes the place of others, where one holds or has held and the viewer is of its areas; the last.</summary>
    public FiledHolisticPlan? Holistic { get; init; }
}

/// <param name="Texts">What it says now, by the code of the part.</param>
public sealed record FiledHolisticPlan(
    string LeadArea, HolisticPlanState State, DateOnly InForceOn, DateOnly? EndedOn, HolisticPlanEnd? EndedWhy, IReadOnlyDictionary<string, string> Texts,
    IReadOnlyList<FiledReplacedPlan> Replaces);

public sealed record FiledReplacedPlan(string Source, string PlanId, string Type, string Area);

/// <param name="By">Name of the member of staff who wrote it down; null where the citizen did.</param>
/// <param name="OfActive">Of the plan that is active.</param>
public sealed record FiledWords(WordsAbout About, string Text, string? By, DateTimeOffset At, bool OfActive);

public sealed record FiledFollowUp(
    int Number, DateOnly PlannedOn, string Caller, FollowUpState State, DateOnly? HeldOn, FollowUpResult? Result, string? Note, string? DoneBy);

public sealed record FiledCommonGoal(
    Guid Id, long Revision, DateOnly SetOn, CommonGoalState State, IReadOnlyList<FiledGoalVersion> Versions, IReadOnlyList<FiledGoalMark> Marks);

/// <param name="Goals"><c>source:id</c> of each goal of the areas' plans.</param>
public sealed record FiledGoalVersion(string Text, IReadOnlyList<string> Steps, int Weight, IReadOnlyList<string> Goals, string By, DateTimeOffset At);

public sealed record FiledGoalMark(GoalSide Side, int Step, string Note, string? By, DateTimeOffset At);
