using System.Linq.Expressions;

namespace Sammenhaeng.Application.Jobs;

/// <summary>
/// Asks for a job to be run soon. The job is a class with <c>RunAsync(ids, CancellationToken)</c>; its arguments are ids and dates, never
/// personal data. Nothing may be lost if the request is: what matters is a row of ours that a schedule finds too.
/// </summary>
public interface IJobQueue
{
    string Enqueue<TJob>(Expression<Func<TJob, Task>> call);
}
