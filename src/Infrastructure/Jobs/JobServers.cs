using Hangfire;
using Sammenhaeng.Application.Jobs;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>Hangfire's servers tell by the machine's clock that they live, whatever day the product believes it to be.</summary>
internal sealed class JobServers(JobStorage storage) : IJobServers
{
    public Task<TimeSpan?> SilentForAsync(CancellationToken cancellationToken) => Task.Run(
        () => TimeProvider.System.GetUtcNow().UtcDateTime - storage.GetMonitoringApi().Servers().Max(server => server.Heartbeat),
        cancellationToken);
}
