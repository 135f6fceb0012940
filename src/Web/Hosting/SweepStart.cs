using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Jobs;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Starts a sweep that somebody has just asked for, instead of within the minute in which the schedule does.</summary>
internal sealed class SweepStart(IJobQueue jobs, ILogger<SweepStart> log)
{
    /// <summary>The request is kept by now: what goes wrong here makes it a minute later.</summary>
    public void Now(SweepId id)
    {
        try
        {
            jobs.Enqueue<RunSweepJob>(job => job.RunAsync(id.Value, CancellationToken.None));
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "A sweep could not be started at once; the schedule will start it");
        }
    }
}
