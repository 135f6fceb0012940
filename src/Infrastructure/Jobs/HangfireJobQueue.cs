using System.Linq.Expressions;
using Hangfire;
using Sammenhaeng.Application.Jobs;

namespace Sammenhaeng.Infrastructure.Jobs;

internal sealed class HangfireJobQueue(IBackgroundJobClient client) : IJobQueue
{
    public string Enqueue<TJob>(Expression<Func<TJob, Task>> call) => client.Enqueue(call);
}
