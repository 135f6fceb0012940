using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Web.Api;

/// <summary>Conflicts as the caller may see them, and their life cycle. Writes need If-Match with the conflict's ETag.</summary>
internal sealed class ConflictEndpoints : IEndpoints
{
    /// <param name="Kind">Such as appointment, plan, week or citizen.</param>
    internal sealed record SubjectOut(SubjectKind Kind, string Id, string? Source);

    internal sealed record ConflictOut(
        Guid Id, string Etag, string Rule, string Fingerprint, string Severity, ConflictState State, string? Owner, DateOnly? Due,
        DateTimeOffset FirstSeen, DateTimeOffset? LastSeen, IReadOnlyList<SubjectOut> Subjects, Bilingual Title, Bilingual Text);

    /// <param name="Due">By when; a local date.</param>
    /// <param name="Owner">The id of a caseworker who works with the citizen; left out, it is whom the conflict falls to.</param>
    internal sealed record AcknowledgeIn(DateOnly Due, Guid? Owner = null);

    internal sealed record AcceptIn(string Reason, DateOnly Until);

    /// <param name="Agreed">What was agreed.</param>
    /// <param name="ShowsBy">The day by which it shows in the plans; in seven days when left out.</param>
    internal sealed record ResolveIn(string Agreed, DateOnly? ShowsBy = null);

    internal sealed record ReopenIn(string? Reason = null);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/citizens/{id:guid}/conflicts", ListAsync).WithName("listConflicts").WithTags("conflicts");
        api.MapGet("/conflicts/{id:guid}", FindAsync).WithName("getConflict").WithTags("conflicts").Produces<ConflictOut>().ProducesProblem(404);
        var actions = api.MapGroup("/conflicts/{id:guid}").WithTags("conflicts");
        actions.MapPost("/acknowledge", (Guid id, IfMatch seen, AcknowledgeIn body, ISender sender, Refusals refusals, HttpContext http) =>
            ActAsync(new AcknowledgeConflict(ConflictId.From(id), seen.Revision, body.Owner is { } owner ? UserId.From(owner) : null, body.Due), seen, sender, refusals, http))
            .WithName("acknowledgeConflict").Produces(204).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        actions.MapPost("/accept", (Guid id, IfMatch seen, AcceptIn body, ISender sender, Refusals refusals, HttpContext http) =>
            ActAsync(new AcceptConflict(ConflictId.From(id), seen.Revision, body.Reason, body.Until), seen, sender, refusals, http))
            .WithName("acceptConflict").Produces(204).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        actions.MapPost("/resolve", (Guid id, IfMatch seen, ResolveIn body, ISender sender, Refusals refusals, HttpContext http) =>
            ActAsync(new ResolveConflict(ConflictId.From(id), seen.Revision, body.Agreed, body.ShowsBy), seen, sender, refusals, http))
            .WithName("resolveConflict").Produces(204).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        actions.MapPost("/reopen", (Guid id, IfMatch seen, ReopenIn body, ISender sender, Refusals refusals, HttpContext http) =>
            ActAsync(new ReopenConflict(ConflictId.From(id), seen.Revision, body.Reason), seen, sender, refusals, http))
            .WithName("reopenConflict").Produces(204).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
    }

    private static async Task<IReadOnlyList<ConflictOut>> ListAsync(
        Guid id, string? state, Paging paging, ISender sender, HttpContext http, CancellationToken cancellationToken)
    {
        var wanted = state is null ? (ConflictState?)null
            : Domain.Courses.Word<ConflictState>.TryParse(state, out var known) ? known
            : throw new BadRequest(StatusCodes.Status400BadRequest, new ProblemError("state", "value.unknown", "state is open, acknowledged, resolved, accepted or autoClosed."));
        var all = await sender.Send(new ListCitizenConflicts(CitizenId.From(id), wanted), cancellationToken);
        paging.Link(http, all.Count > paging.Skip + paging.Size);
        return [.. all.Skip(paging.Skip).Take(paging.Size).Select(Out)];
    }

    private static async Task<IResult> FindAsync(Guid id, ISender sender, HttpContext http, CancellationToken cancellationToken)
    {
        var found = await sender.Send(new FindConflict(ConflictId.From(id)), cancellationToken);
        if (found is null)
        {
            return new ProblemResult(Problem.Of(StatusCodes.Status404NotFound));
        }
        ETags.Show(http, found.Revision);
        return Results.Json(Out(found), ApiJson.Options);
    }

    private static async Task<IResult> ActAsync(ICommand<Done> command, IfMatch seen, ISender sender, Refusals refusals, HttpContext http)
    {
        var done = await sender.Send(command, http.RequestAborted);
        return refusals.Answer(done, _ =>
        {
            ETags.Show(http, seen.Revision + 1);
            return Results.NoContent();
        });
    }

    private static ConflictOut Out(ToldConflict told) => new(
        told.Id.Value, ETags.Of(told.Revision), told.Rule, told.Fingerprint, told.Severity.ToString(), told.State, told.Owner, told.Due,
        told.FirstSeen, told.LastSeen, [.. told.Subjects.Select(subject => new SubjectOut(subject.Kind, subject.Id, subject.Source))], told.Title, told.Text);
}
