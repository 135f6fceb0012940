using Sammenhaeng.Application.Jobs;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// Starts the sweeps whose sender could not start them, and goes on with those whose process is gone. What has been waiting for a moment
/// only is about to be started.
/// </summary>
public sealed class StartWaitingSweepsJob(ISweepRequests requests, IJobQueue jobs, TimeProvider clock)
{
    public const string Name = "start-waiting-sweeps";

    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var waiting in await requests.ListWaitingAsync(clock.GetUtcNow() - Moment, cancellationToken))
        {
            jobs.Enqueue<RunSweepJob>(job => job.RunAsync(waiting.Value, CancellationToken.None));
        }
    }
}
