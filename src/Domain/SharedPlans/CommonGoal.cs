using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.SharedPlans;

public enum CommonGoalState : byte { Active, Reached, Dropped }

/// <summary>Who says how far it has come.</summary>
public enum GoalSide : byte { Staff, Citizen }

/// <param name="Steps">Five, from furthest away to furthest on, in words that the citizen knows. The third is what is expected.</param>
/// <param name="Weight">1 to 3: how much it matters beside the others.</param>
/// <param name="Goals">Goals of the areas' plans that lead to it.</param>
public sealed record CommonGoalContent(string Text, IReadOnlyList<string> Steps, int Weight, IReadOnlyList<ItemKey> Goals)
{
    public bool Says(CommonGoalContent other) =>
        Text == other.Text && Weight == other.Weight && Steps.SequenceEqual(other.Steps) && Goals.ToHashSet().SetEquals(other.Goals);
}

/// <summary>What the goal was from then on, and who wrote it.</summary>
public sealed class CommonGoalVersion
{
    internal CommonGoalVersion(int number, CommonGoalContent content, UserId by, DateTimeOffset at) =>
        (Number, Text, Steps, Weight, Goals, By, At) = (
            number, content.Text, [.. content.Steps], content.Weight, [.. content.Goals.Select(key => key.ToString()).Order(StringComparer.Ordinal)], by, at);

    private CommonGoalVersion()
    {
    }

    public int Number { get; private init; }
    public string Text { get; private init; } = "";
    public IReadOnlyList<string> Steps { get; private init; } = [];
    public int Weight { get; private init; }

    /// <summary><c>source:id</c> of each.</summary>
    public IReadOnlyList<string> Goals { get; private init; } = [];
    public UserId By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public CommonGoalContent Content => new(Text, Steps, Weight, [.. Goals.Select(KeyOf)]);

    public static ItemKey KeyOf(string written)
    {
        var at = written.IndexOf(':', StringComparison.Ordinal);
        return new ItemKey(written[..at], written[(at + 1)..]);
    }
}

/// <summary>How far it had come then, by the staff or by the citizen.</summary>
public sealed class GoalMark
{
    internal GoalMark(int number, GoalSide side, int step, string note, UserId? writtenDownBy, DateTimeOffset at) =>
        (Number, Side, Step, Note, WrittenDownBy, At) = (number, side, step, note, writtenDownBy, at);

    private GoalMark()
    {
    }

    public int Number { get; private init; }
    public GoalSide Side { get; private init; }

    /// <summary>1 to 5.</summary>
    public int Step { get; private init; }
    public string Note { get; private init; } = "";

    /// <summary>Null where the citizen marked it themselves.</summary>
    public UserId? WrittenDownBy { get; private init; }
    public DateTimeOffset At { get; private init; }
}

/// <summary>
/// A goal that the citizen and the areas have together, with five named steps, and the areas' own goals under it. Every wording and every
/// mark is kept.
/// </summary>
public sealed class CommonGoal : AggregateRoot
{
    public const int Steps = 5;
    public const int HeaviestWeight = 3;
    public const int LongestText = 300;
    public const int LongestStep = 200;
    public const int LongestNote = 500;

    public static readonly Refusal NotActive = new("commonGoal.notActive");

    private readonly List<CommonGoalVersion> _versions = [];
    private readonly List<GoalMark> _marks = [];

    private CommonGoal()
    {
    }

    public CommonGoalId Id { get; private init; }
    public CitizenId CitizenId { get; private init; }
    public SharedPlanId SharedPlanId { get; private init; }
    public DateOnly SetOn { get; private init; }
    public CommonGoalState State { get; private set; }
    public UserId? ClosedBy { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public IReadOnlyList<CommonGoalVersion> Versions => _versions;
    public IReadOnlyList<GoalMark> Marks => _marks;

    public CommonGoalContent Content => _versions.MaxBy(one => one.Number)!.Content;

    public static CommonGoal Set(CommonGoalId id, SharedPlan plan, CommonGoalContent content, UserId by, DateOnly today, DateTimeOffset now)
    {
        var goal = new CommonGoal { Id = id, CitizenId = plan.CitizenId, SharedPlanId = plan.Id, SetOn = today };
        goal.Write(content, by, now);
        return goal;
    }

    public Result<Done> Rewrite(CommonGoalContent content, UserId by, DateTimeOffset now)
    {
        if (State != CommonGoalState.Active)
        {
            return NotActive;
        }
        if (!Content.Says(content))
        {
            Write(content, by, now);
        }
        return Done.Value;
    }

    /// <param name="writtenDownBy">Null for the citizen, who marks for themselves alone.</param>
    public Result<Done> Mark(GoalSide side, int step, string note, UserId? writtenDownBy, DateTimeOffset now)
    {
        if (step is < 1 or > Steps || (writtenDownBy is null && side != GoalSide.Citizen))
        {
            throw new ArgumentException("A mark is one of five steps, and the staff's is somebody's.", nameof(step));
        }
        if (State != CommonGoalState.Active)
        {
            return NotActive;
        }
        _marks.Add(new GoalMark(_marks.Count + 1, side, step, note.Trim(), writtenDownBy, now));
        Changed();
        return Done.Value;
    }

    /// <summary>Whether that is the last mark of that side, made within these minutes: sent twice, it stands once.</summary>
    public bool HasMarked(GoalSide side, int step, string note, UserId? writtenDownBy, DateTimeOffset since) =>
        _marks.Where(one => one.Side == side).MaxBy(one => one.Number) is { } last
        && (last.Step, last.Note, last.WrittenDownBy) == (step, note.Trim(), writtenDownBy) && last.At >= since;

    public Result<Done> Close(CommonGoalState outcome, UserId by, DateTimeOffset now)
    {
        if (outcome == CommonGoalState.Active)
        {
            throw new ArgumentException("A goal is reached or dropped.", nameof(outcome));
        }
        if (State != CommonGoalState.Active)
        {
            return NotActive;
        }
        (State, ClosedBy, ClosedAt) = (outcome, by, now);
        Changed();
        return Done.Value;
    }

    private void Write(CommonGoalContent content, UserId by, DateTimeOffset now)
    {
        if (content.Text.Trim().Length == 0 || content.Steps.Count != Steps || content.Steps.Any(string.IsNullOrWhiteSpace) || content.Weight is < 1 or > HeaviestWeight)
        {
            throw new ArgumentException("A common goal has a text, five named steps and a weight.", nameof(content));
        }
        _versions.Add(new CommonGoalVersion(_versions.Count + 1, content, by, now));
        Changed();
    }
}
