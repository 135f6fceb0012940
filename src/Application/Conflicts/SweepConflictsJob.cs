using System.Globalization;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Judges everyone once a night, because dates pass without anybody changing a plan; and goes on with today's sweep if it was cut off.</summary>
public sealed class SweepConflictsJob(ICoordinatorDates coordinators, ISweeps sweeps, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "sweep-conflicts";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var today = LocalTime.DateOf(clock.GetUtcNow());
        await runs.RunOnceAsync(Name, today, async token =>
        {
            // First: who coordinates is part of what is judged.
            await coordinators.SettleAsync(today, token);
            var unfinished = await sweeps.ListUnfinishedAsync(today, token);
            foreach (var other in unfinished.Where(sweep => sweep.AsOf != today))
            {
                await sweeps.RunAsync(other.Id, progress: null, token);
            }
            // Tonight's own comes last, so that it is today's findings that stand.
            var id = unfinished.LastOrDefault(sweep => sweep.AsOf == today)?.Id ?? await sweeps.RequestAsync(today, by: null, token);
            if (await sweeps.RunAsync(id, progress: null, token) == SweepRun.HeldByAnother)
            {
                throw new SweepHeldException();
            }
            var done = await sweeps.FindAsync(id, token);
            return done is null ? "" : string.Create(CultureInfo.InvariantCulture,
                $"citizens {done.Done}, opened {done.Opened}, changed {done.Changed}, closed {done.Closed}, {done.Seconds:0.0} s");
        }, cancellationToken);
    }
}
