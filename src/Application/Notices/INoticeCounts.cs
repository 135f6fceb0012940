namespace Sammenhaeng.Application.Notices;

/// <summary>How much is unread, for those whose pages are open. Ids and numbers alone.</summary>
public interface INoticeCounts
{
    /// <summary>In one question, however many are asked about.</summary>
    /// <param name="sessions">Of members of staff, by id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Those that are open still; whoever is not there any more is let in nowhere.</returns>
    Task<IReadOnlyDictionary<Guid, UnreadNotices>> ReadAsync(IReadOnlyCollection<Guid> sessions, CancellationToken cancellationToken);
}

/// <param name="Unread">At most 100 are counted.</param>
/// <param name="Newest">Of all that they have; null where there is none.</param>
public sealed record UnreadNotices(int Unread, Guid? Newest);
