namespace Sammenhaeng.Domain.Conflicts;

/// <summary>Where a conflict is in its life.</summary>
public enum ConflictState : byte { Open, Acknowledged, Resolved, Accepted, AutoClosed }

/// <summary>What happened to a conflict; its history is made of these.</summary>
public enum ConflictChange : byte { Opened, SeverityChanged, EvidenceChanged, Acknowledged, Accepted, Resolved, WentAway, AutoClosed, Reopened }

/// <summary>
/// How a stored conflict stands, as far as the next look at the citizen's course needs to know. Deciding is pure, so that
/// one citizen's re-check and the sweep of everyone change a conflict in the same way.
/// </summary>
/// <param name="IsFound">Whether the last look found it. A resolved conflict may still be found for a while.</param>
/// <param name="ShowsBy">The day by which what was agreed should show; only when resolved.</param>
/// <param name="AcceptedUntil">The last day of an acceptance; only when accepted.</param>
/// <param name="SettledSeverity">Severity when it was resolved or accepted.</param>
/// <param name="SettledEvidence">Evidence hash when it was resolved or accepted.</param>
public readonly record struct ConflictStanding(
    ConflictState State,
    bool IsFound,
    Severity Severity,
    long EvidenceHash,
    DateOnly? ShowsBy,
    DateOnly? AcceptedUntil,
    Severity? SettledSeverity,
    long? SettledEvidence)
{
    /// <summary>What is changed when the rule finds it today; null when nothing is.</summary>
    public ConflictChange? WhenFound(Severity severity, long evidenceHash, DateOnly today) => State switch
    {
        ConflictState.AutoClosed => ConflictChange.Reopened,
        ConflictState.Resolved when !IsFound || today > ShowsBy || evidenceHash != SettledEvidence || severity > SettledSeverity => ConflictChange.Reopened,
        ConflictState.Accepted when today > AcceptedUntil || evidenceHash != SettledEvidence || severity > SettledSeverity => ConflictChange.Reopened,
        _ when severity != Severity => ConflictChange.SeverityChanged,
        _ when evidenceHash != EvidenceHash => ConflictChange.EvidenceChanged,
        _ => null,
    };

    /// <summary>What is changed when the rule no longer finds it; null when nothing is.</summary>
    public ConflictChange? WhenGone() => State switch
    {
        ConflictState.AutoClosed => null,
        ConflictState.Resolved => IsFound ? ConflictChange.WentAway : null,
        _ => ConflictChange.AutoClosed,
    };
}
