using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Access;

/// <summary>Everything the decision needs, read in one round trip inside the transaction of the request.</summary>
/// <param name="Viewer">Null for whom the database does not know, or no longer, and for one whose session has ended.</param>
/// <param name="CitizenId">The citizen the request is about, when there is one and it exists.</param>
/// <param name="Relation">To that citizen.</param>
/// <param name="SessionIsOpen">The caller's session has not ended; true for callers without one.</param>
public sealed record AccessFacts(Viewer? Viewer, CitizenId? CitizenId, CitizenRelation Relation, bool SessionIsOpen = true)
{
    /// <summary>The viewer's, counted to 100, where it is asked for the frame of a page; 0 elsewhere.</summary>
    public int UnreadNotices { get; init; }
}

public interface IAccessFacts
{
    /// <summary>Also tells the database who is asking, for as long as the transaction lasts.</summary>
    Task<AccessFacts> ReadAsync(Caller caller, string purpose, AccessObject? about, CancellationToken cancellationToken);
}

/// <summary>One line of the access log. Ids and codes only.</summary>
public sealed record AccessEntry
{
    public required UserId? UserId { get; init; }
    public required string? Subject { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>Of those areas, as <c>SIU:Ungeenheden</c>.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];
    public CitizenId? CitizenId { get; init; }
    public IReadOnlyCollection<CitizenId> ShownCitizens { get; init; } = [];
    public required string What { get; init; }
    public required string Purpose { get; init; }
    public string? Ground { get; init; }
    public string? Relation { get; init; }
    public required string Outcome { get; init; }
    public required string RequestId { get; init; }
}

public interface IAccessLog
{
    /// <summary>
    /// Writes in the transaction of the request, which is committed before its answer leaves. Where there is none, it is committed here.
    /// </summary>
    Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken);

    /// <summary>The same, but in one round trip with the course that is opened next in that transaction, or else before it is committed.</summary>
    Task WriteWithNextAsync(AccessEntry entry, CancellationToken cancellationToken);
}
