using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Asks for everyone to be judged, as a job. The row is what counts; the schedule finds it if the queue forgets.</summary>
[Needs(Permission.RunSweep)]
public sealed record RequestSweep(DateOnly? AsOf) : ICommand<SweepId>, IRunsItsOwnTransactions
{
    internal sealed class Handler(ISweeps sweeps, IJobQueue jobs, ICurrentViewer current) : ICommandHandler<RequestSweep, SweepId>
    {
        public async Task<Result<SweepId>> Handle(RequestSweep request, CancellationToken cancellationToken)
        {
            var id = await sweeps.RequestAsync(request.AsOf, current.Viewer.UserId, cancellationToken);
            jobs.Enqueue<RunSweepJob>(job => job.RunAsync(id.Value, CancellationToken.None));
            return id;
        }
    }
}
