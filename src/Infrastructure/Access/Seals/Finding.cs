using System.Globalization;

namespace Sammenhaeng.Infrastructure.Access.Seals;

public enum FindingKind
{
    /// <summary>The row is not what was sealed.</summary>
    Changed,

    /// <summary>The row was sealed and is gone.</summary>
    Deleted,

    /// <summary>The row came where nothing could come any more.</summary>
    Inserted,

    /// <summary>The row's time is not the one that was sealed, or cannot be.</summary>
    Time,

    /// <summary>The row lies in a partition of another time.</summary>
    Partition,

    /// <summary>The seal was not made with a key of ours, or is not what was signed.</summary>
    Signature,

    /// <summary>The seal does not follow the one before it, or its list of rows is not its own.</summary>
    Chain,

    /// <summary>The anchor knows a seal that the log does not have, or has otherwise.</summary>
    Anchor,
}

/// <summary>One thing that is wrong. Ids and numbers only.</summary>
public sealed record Finding(FindingKind Kind, long? Seal, Guid? Entry, string Text)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind.ToString().ToLowerInvariant()} seal {Seal?.ToString(CultureInfo.InvariantCulture) ?? "-"} entry {Entry?.ToString() ?? "-"}: {Text}");
}

/// <param name="Expired">Rows that were dropped by the policy, as a seal says.</param>
/// <param name="Unsealed">Rows written after the last seal.</param>
/// <param name="OldestUnsealed">When the first of them was written.</param>
/// <param name="IsAnchored">There was an anchor to compare with.</param>
/// <param name="AnchoredThrough">The last seal that was compared with it.</param>
public sealed record VerifyReport(
    long Rows, long Seals, long Expired, long Unsealed, DateTime? OldestUnsealed, bool IsAnchored, long AnchoredThrough,
    IReadOnlyList<Finding> Findings)
{
    public bool IsWhole => Findings.Count == 0;
}

/// <param name="Done">Rows compared.</param>
/// <param name="Of">Rows that the seals tell of.</param>
public sealed record VerifyProgress(long Done, long Of, int Findings);
