using Hangfire;
using Sammenhaeng.Application.Jobs;

namespace Sammenhaeng.Infrastructure.Jobs;

internal sealed class JobServers(JobStorage storage) : IJobServers
{
    public DateTimeOffset? LastHeardOf() => storage.GetMonitoringApi().Servers()
        .Select(server => server.Heartbeat is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : (DateTimeOffset?)null)
        .Max();
}
