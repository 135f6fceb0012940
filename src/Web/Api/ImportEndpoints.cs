using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Api;

/// <summary>What has come in, and what was refused and waits for correction. The text of a refused document is on no route.</summary>
internal sealed class ImportEndpoints : IEndpoints
{
    internal sealed record ImportOut(
        Guid Id, ImportOrigin Origin, string? StartedBy, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, ImportState State, bool IsCutOff,
        long Documents, long Accepted, long Unchanged, long IgnoredOlder, long Rejected, long CitizensChanged);

    internal sealed record RejectedOut(
        Guid Id, Guid ImportId, long Line, DateTimeOffset ReceivedAt, string? Source, string? Area, long Length, bool IsComplete,
        RejectedDocumentState State, DateTimeOffset? SettledAt, IReadOnlyList<ProblemError> Errors);

    /// <param name="Text">The corrected document; left out, the document is sent again as it was.</param>
    internal sealed record ResendIn(string? Text);

    internal sealed record ResendOut(Guid ImportId, DocumentResult Result);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/imports", ListAsync).WithName("listImports").WithTags("course documents");
        api.MapGet("/imports/{id:guid}", FindAsync).WithName("getImport").WithTags("course documents").Produces<ImportOut>().Produces(304).ProducesProblem(404);
        api.MapGet("/course-documents/rejected", ListRejectedAsync).WithName("listRejectedDocuments").WithTags("course documents");
        api.MapPost("/course-documents/rejected/{id:guid}/resend", ResendAsync).WithName("resendRejectedDocument").WithTags("course documents")
            .Produces<ResendOut>().ProducesProblem(409).ProducesProblem(422)
            // A document as text within JSON: every quotation mark takes two bytes.
            .WithoutIdempotencyKey()
            .WithBodyLimit(3 * DocumentLimits.MaxBytes);
    }

    private static async Task<IReadOnlyList<ImportOut>> ListAsync(Paging paging, ISender sender, HttpContext http, CancellationToken cancellationToken)
    {
        var found = await sender.Send(new ListImports(paging.Page, paging.Size), cancellationToken);
        paging.Link(http, found.HasMore);
        return [.. found.Rows.Select(Out)];
    }

    private static async Task<IResult> FindAsync(Guid id, ISender sender, CancellationToken cancellationToken) =>
        await sender.Send(new FindImport(ImportId.From(id)), cancellationToken) is { } import
            ? new TaggedResult<ImportOut>(Out(import))
            : new ProblemResult(Problem.Of(StatusCodes.Status404NotFound));

    private static async Task<IReadOnlyList<RejectedOut>> ListRejectedAsync(
        string? state, string? area, Guid? import, Paging paging, ISender sender, HttpContext http, CancellationToken cancellationToken)
    {
        var wanted = state is null ? RejectedDocumentState.Waiting
            : Word<RejectedDocumentState>.TryParse(state, out var known) ? known
            : throw new BadRequest(StatusCodes.Status400BadRequest, new ProblemError("state", "value.unknown", "state is waiting or resent."));
        if (area is { Length: > ListRejectedDocuments.LongestArea } || area?.Any(char.IsControl) == true)
        {
            throw new BadRequest(StatusCodes.Status400BadRequest, new ProblemError("area", "value.unknown", "area is the code of a core area."));
        }
        var ofImport = import is { } id ? ImportId.From(id) : (ImportId?)null;
        var found = await sender.Send(new ListRejectedDocuments(wanted, area, ofImport, paging.Page, paging.Size), cancellationToken);
        paging.Link(http, found.HasMore);
        return
        [
            .. found.Rows.Select(row => new RejectedOut(
                row.Id.Value, row.ImportId.Value, row.Line, row.ReceivedAt, row.Source, row.Area, row.Length, row.IsComplete, row.State, row.SettledAt,
                [.. row.Errors.Select(CourseDocumentEndpoints.ErrorOut)])),
        ];
    }

    private static async Task<IResult> ResendAsync(
        Guid id, ResendIn? body, ISender sender, Refusals refusals, CancellationToken cancellationToken)
    {
        var sent = await sender.Send(new ResendRejectedDocument(RejectedDocumentId.From(id), body?.Text), cancellationToken);
        return refusals.Answer(sent, answer => answer.Result == DocumentResult.Rejected
            ? new ProblemResult(Problem.Of(StatusCodes.Status422UnprocessableEntity, [.. answer.Errors.Select(CourseDocumentEndpoints.ErrorOut)]))
            : Results.Json(new ResendOut(answer.ImportId.Value, answer.Result), ApiJson.Options));
    }

    private static ImportOut Out(ImportRow row) => new(
        row.Id.Value, row.Origin, row.StartedBy, row.StartedAt, row.FinishedAt, row.State, row.IsCutOff,
        row.Documents, row.Accepted, row.Unchanged, row.IgnoredOlder, row.Rejected, row.CitizensChanged);
}
