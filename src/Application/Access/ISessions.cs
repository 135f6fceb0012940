namespace Sammenhaeng.Application.Access;

/// <summary>Sessions of staff and of private persons, kept where they can be ended.</summary>
public interface ISessions
{
    /// <param name="subject">Whose it is.</param>
    /// <param name="provedAt">When they last proved who they are, as the sign-in service tells; null when it does not tell.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Guid> StartAsync(string subject, DateTimeOffset? provedAt, CancellationToken cancellationToken);

    Task EndAsync(Guid session, CancellationToken cancellationToken);

    /// <summary>Every session of theirs, on whatever machine.</summary>
    Task EndAllAsync(string subject, CancellationToken cancellationToken);
}
