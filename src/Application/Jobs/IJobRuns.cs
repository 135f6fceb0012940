namespace Sammenhaeng.Application.Jobs;

/// <summary>The record of scheduled jobs: one row for a job and a business date, whatever the scheduler believes.</summary>
public interface IJobRuns
{
    /// <summary>
    /// Runs the work unless it has been finished for that date, or is running now. The work answers what is to be remembered
    /// of it (counts, no personal data). Answers whether it ran.
    /// </summary>
    Task<bool> RunOnceAsync(
        string job, DateOnly businessDate, Func<CancellationToken, Task<string>> work, CancellationToken cancellationToken);
}
