using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>How far a sweep is; null when there is no such sweep.</summary>
[Needs(Permission.RunSweep)]
public sealed record FindSweep(SweepId SweepId) : IQuery<Sweep?>
{
    internal sealed class Handler(ISweeps sweeps) : IQueryHandler<FindSweep, Sweep?>
    {
        public Task<Sweep?> Handle(FindSweep request, CancellationToken cancellationToken) => sweeps.FindAsync(request.SweepId, cancellationToken);
    }
}
