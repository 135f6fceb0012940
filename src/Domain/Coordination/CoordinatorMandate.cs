namespace Sammenhaeng.Domain.Coordination;

/// <summary>What a coordinator may decide. Without a mandate the role is a name on a list.</summary>
public enum CoordinatorMandate
{
    MoveAppointments,
    CallNetworkMeeting,
    PauseIntervention,
    Grant,
}

public enum AssignmentState
{
    /// <summary>Asked, not answered: the one before still has the role.</summary>
    Proposed,
    Active,
    Declined,
    Withdrawn,
    Ended,
}
