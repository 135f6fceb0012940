using System.Globalization;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Judges everyone once a night, because dates pass without anybody changing a plan; and goes on with sweeps that were cut off.</summary>
public sealed class SweepConflictsJob(ISweeps sweeps, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "sweep-conflicts";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var today = LocalTime.DateOf(clock.GetUtcNow());
        await runs.RunOnceAsync(Name, today, async token =>
        {
            foreach (var unfinished in await sweeps.ListUnfinishedAsync(token))
            {
                await sweeps.RunAsync(unfinished, progress: null, token);
            }
            var id = await sweeps.RequestAsync(today, by: null, token);
            await sweeps.RunAsync(id, progress: null, token);
            var done = await sweeps.FindAsync(id, token);
            return done is null ? "" : string.Create(CultureInfo.InvariantCulture,
                $"citizens {done.Done}, opened {done.Opened}, changed {done.Changed}, closed {done.Closed}, {done.Seconds:0.0} s");
        }, cancellationToken);
    }
}
