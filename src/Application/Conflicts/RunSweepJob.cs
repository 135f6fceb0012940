namespace Sammenhaeng.Application.Conflicts;

/// <summary>Runs one sweep that was asked for. Run twice, it changes nothing the second time.</summary>
public sealed class RunSweepJob(ISweeps sweeps)
{
    public async Task RunAsync(Guid sweepId, CancellationToken cancellationToken)
    {
        if (await sweeps.RunAsync(new SweepId(sweepId), progress: null, cancellationToken) == SweepRun.HeldByAnother)
        {
            throw new SweepHeldException();
        }
    }
}
