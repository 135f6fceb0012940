namespace Sammenhaeng.Application.Jobs;

/// <summary>The processes that do the background work.</summary>
public interface IJobServers
{
    /// <summary>When one of them was last heard of, by the machine's clock; null when there has been none.</summary>
    DateTimeOffset? LastHeardOf();
}
