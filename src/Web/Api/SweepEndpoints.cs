using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Api;

/// <summary>Judging everyone, as a job.</summary>
internal sealed class SweepEndpoints : IEndpoints
{
    /// <param name="AsOf">The local day to judge on; today when left out.</param>
    internal sealed record SweepIn(DateOnly? AsOf = null);

    /// <param name="Seconds">From start to end, or till now.</param>
    internal sealed record SweepOut(
        Guid Id, DateOnly AsOf, SweepState State, int Citizens, int Done, int Opened, int Changed, int Closed, int Postponed, double Seconds);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/sweeps", StartAsync).WithName("startSweep").WithTags("sweeps").Produces(202).ProducesProblem(422);
        api.MapGet("/sweeps/{id:guid}", FindAsync).WithName("getSweep").WithTags("sweeps").Produces<SweepOut>().Produces(304).ProducesProblem(404);
    }

    private static async Task<IResult> StartAsync(
        SweepIn? body, ISender sender, Refusals refusals, SweepStart start, CancellationToken cancellationToken)
    {
        var started = await sender.Send(new RequestSweep(body?.AsOf), cancellationToken);
        return refusals.Answer(started, id =>
        {
            start.Now(id);
            return Results.Accepted($"/api/v1/sweeps/{id.Value}");
        });
    }

    private static async Task<IResult> FindAsync(Guid id, ISender sender, CancellationToken cancellationToken) =>
        await sender.Send(new FindSweep(new SweepId(id)), cancellationToken) is { } sweep
            ? new TaggedResult<SweepOut>(new SweepOut(
                sweep.Id.Value, sweep.AsOf, sweep.State, sweep.Citizens, sweep.Done, sweep.Opened, sweep.Changed, sweep.Closed, sweep.Postponed, sweep.Seconds))
            : new ProblemResult(Problem.Of(StatusCodes.Status404NotFound));
}
