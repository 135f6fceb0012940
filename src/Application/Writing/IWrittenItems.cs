using System.Text.Json.Nodes;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Writing;

/// <summary>One item as it is to be, and the version of it that whoever writes has seen.</summary>
/// <param name="Seen">0 of a new one.</param>
/// <param name="Content">As it stands in a course document.</param>
public sealed record WrittenVersion(WrittenKind Kind, string Id, int Seen, string Content);

/// <summary>One item that is written here.</summary>
public sealed record WrittenItem(CitizenId Citizen, string Area, WrittenKind Kind, string Id);

/// <summary>One item as it is to stand in a course document.</summary>
/// <param name="Seen">The version of it that whoever writes has seen; 0 of a new one.</param>
public sealed record WrittenContent(WrittenKind Kind, string Id, JsonObject Item, int Seen = 0);

/// <summary>That a holistic plan takes effect with what is written, in the same transaction.</summary>
/// <param name="Revision">Of the plan as it was looked at.</param>
/// <param name="TakenOver">Ids of the items that come from the plans it replaces.</param>
public sealed record TakesEffect(HolisticPlanId Plan, long Revision, UserId By, DateOnly On, IReadOnlyList<string> TakenOver);

/// <param name="Source">Of what the area writes here.</param>
/// <param name="Document">A course document with the items.</param>
/// <param name="Colleague">Who owns one of them, as a contact of the source; null where nobody does.</param>
public sealed record WrittenChange(
    CitizenId Citizen, string Source, string Area, UserId By, ReadOnlyMemory<byte> Document, IReadOnlyList<WrittenVersion> Items, UserId? Colleague)
{
    /// <summary>What takes effect with it; null of all else that is written.</summary>
    public TakesEffect? Effect { get; init; }
}

public enum WriteResult
{
    Saved,

    /// <summary>Somebody has written another version meanwhile. Nothing is changed.</summary>
    Stale,

    /// <summary>Whoever writes shall look at what it would cause first. Nothing is changed.</summary>
    Held,

    /// <summary>It is no course document that can be taken in.</summary>
    Refused,
}

public sealed record WriteOutcome(WriteResult Result, IReadOnlyList<DocumentError> Errors);

/// <summary>
/// Takes what somebody writes into the course, the way that documents go, and keeps each version of it. The citizen is held meanwhile:
/// of many who write at once each is taken, or told that another was before.
/// </summary>
public interface IWrittenItems
{
    /// <param name="change">What is written.</param>
    /// <param name="holds">Given the course before and after; true keeps it from being saved. Null saves it whatever it causes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when there is no such citizen.</returns>
    Task<WriteOutcome?> WriteAsync(WrittenChange change, Func<UnsavedChange, bool>? holds, CancellationToken cancellationToken);

    /// <summary>Takes something back that has one version: it leaves the course. Stale where there is another version, held where something is built on it.</summary>
    Task<WriteResult> RemoveAsync(WrittenItem item, UserId by, CancellationToken cancellationToken);
}
