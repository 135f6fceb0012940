using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.SharedPlans;

public enum FollowUpState : byte { Planned, Held, Moved }

/// <summary>What a follow-up came to: the four results of KL's terminology.</summary>
public enum FollowUpResult : byte { Continue, Change, End, Rerefer }

/// <summary>A common follow-up: when, who calls everybody together, and what it came to. A date that was moved is kept beside the new one.</summary>
public sealed class FollowUp
{
    internal FollowUp(int number, DateOnly on, UserId caller, UserId plannedBy, DateTimeOffset plannedAt) =>
        (Number, PlannedOn, Caller, PlannedBy, PlannedAt) = (number, on, caller, plannedBy, plannedAt);

    private FollowUp()
    {
    }

    public int Number { get; private init; }
    public DateOnly PlannedOn { get; private init; }
    public UserId Caller { get; private init; }
    public UserId PlannedBy { get; private init; }
    public DateTimeOffset PlannedAt { get; private init; }
    public FollowUpState State { get; private set; }
    public DateOnly? HeldOn { get; private set; }
    public FollowUpResult? Result { get; private set; }

    /// <summary>What was said and agreed.</summary>
    public string? Note { get; private set; }

    /// <summary>Who wrote down what it came to, or moved it.</summary>
    public UserId? DoneBy { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    internal void Move(UserId by, DateTimeOffset now) => (State, DoneBy, DoneAt) = (FollowUpState.Moved, by, now);

    internal void Hold(DateOnly on, FollowUpResult result, string note, UserId by, DateTimeOffset now) =>
        (State, HeldOn, Result, Note, DoneBy, DoneAt) = (FollowUpState.Held, on, result, note, by, now);
}
