using Sammenhaeng.Application.Courses;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

/// <summary>A conflict as it is kept, or as it was just found (<see cref="Id"/> null).</summary>
internal sealed record ConflictRow(string Rule, Severity Severity, IReadOnlyList<Subject> Subjects, string Evidence, string Fingerprint)
{
    public ConflictId? Id { get; init; }

    public ConflictState State { get; init; } = ConflictState.Open;

    public DateOnly? FirstSeen { get; init; }

    public string? Owner { get; init; }

    /// <summary>The contact it falls to when nobody has it.</summary>
    public ItemKey? ItemOwner { get; init; }

    public DateOnly? Due { get; init; }

    public DateOnly? AcceptedUntil { get; init; }

    /// <summary>Why it is left standing, in a person's words.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>The rule found it when the citizen was last judged.</summary>
    public bool IsFound { get; init; } = true;

    /// <summary>Somebody has to do something about it.</summary>
    public bool IsOpen => State is ConflictState.Open or ConflictState.Acknowledged;

    public static ConflictRow Of(Finding finding) =>
        new(finding.Rule, finding.Severity, finding.Subjects, finding.Evidence.Json, finding.Fingerprint);

    public static ConflictRow Of(FiledConflict filed) => new(filed.Rule, filed.Severity, filed.Subjects, filed.Evidence, filed.Fingerprint)
    {
        Id = filed.Id,
        State = filed.State,
        FirstSeen = LocalTime.DateOf(filed.FirstSeenAt),
        Owner = filed.OwnerName,
        ItemOwner = filed.ItemOwner,
        Due = filed.DueOn,
        AcceptedUntil = filed.AcceptedUntil,
        Reason = filed.Reason,
        LastSeenAt = filed.LastSeenAt,
        IsFound = filed.IsFound,
    };
}
