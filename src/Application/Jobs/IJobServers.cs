namespace Sammenhaeng.Application.Jobs;

/// <summary>The processes that do the background work.</summary>
public interface IJobServers
{
    /// <summary>For how long none of them has been heard of, by the machine's clock; null when there has been none.</summary>
    Task<TimeSpan?> SilentForAsync(CancellationToken cancellationToken);
}
