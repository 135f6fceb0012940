using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// Asks for everyone to be judged, as a job. The row is what counts: whoever has sent this may start the job at once, and the schedule
/// starts what nobody has.
/// </summary>
[Needs(Permission.RunSweep)]
public sealed record RequestSweep(DateOnly? AsOf) : ICommand<SweepId>
{
    internal sealed class Validator : AbstractValidator<RequestSweep>
    {
        public Validator() => RuleFor(command => command.AsOf).InclusiveBetween(Clock.AsOf.First, Clock.AsOf.Last);
    }

    internal sealed class Handler(ISweepRequests requests, ICurrentViewer current, TimeProvider clock) : ICommandHandler<RequestSweep, SweepId>
    {
        public async Task<Result<SweepId>> Handle(RequestSweep request, CancellationToken cancellationToken) =>
            await requests.AddAsync(request.AsOf ?? clock.Today(), current.Viewer.UserId, cancellationToken);
    }
}

/// <summary>Sweeps that were asked for and that nobody runs.</summary>
public interface ISweepRequests
{
    /// <summary>Writes the request in the transaction of the command.</summary>
    Task<SweepId> AddAsync(DateOnly asOf, UserId? by, CancellationToken cancellationToken);

    /// <summary>
    /// Those asked for until then that nobody has begun, or that were cut off, the oldest first. One of a day that has passed is left to
    /// the night, which stops it: its findings would be those of yesterday.
    /// </summary>
    Task<IReadOnlyList<SweepId>> ListWaitingAsync(DateTimeOffset until, CancellationToken cancellationToken);
}
