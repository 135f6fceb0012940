namespace Sammenhaeng.Application.Access;

/// <summary>Sessions of staff, kept where they can be ended.</summary>
public interface IStaffSessions
{
    Task<Guid> StartAsync(string subject, CancellationToken cancellationToken);

    Task EndAsync(Guid session, CancellationToken cancellationToken);

    /// <summary>Every session of theirs, on whatever machine.</summary>
    Task EndAllAsync(string subject, CancellationToken cancellationToken);
}
