using System.IO.Compression;
using Microsoft.Net.Http.Headers;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Api;

/// <summary>Course documents in: one as JSON, many as NDJSON, gzip allowed for both.</summary>
internal sealed class CourseDocumentEndpoints : IEndpoints
{
    private const string One = "application/json";
    private const string Many = "application/x-ndjson";
    private const string MaxBytesSetting = "CourseDocuments:MaxBytes";

    internal sealed record RejectedOut(long Line, IReadOnlyList<ProblemError> Errors);

    /// <param name="Rejected">At most 1,000; the rest is found by the import's id.</param>
    internal sealed record AnswerOut(
        Guid ImportId, long Documents, long Accepted, long Unchanged, long RejectedCount, IReadOnlyList<RejectedOut> Rejected);

    /// <summary>Problem details, and what had been taken when the body could not be read on.</summary>
    internal sealed record BrokenOffOut(
        string Type, string Title, int Status, string Detail, string TraceId, IReadOnlyList<ProblemError> Errors,
        Guid ImportId, long Documents, long Accepted, long Unchanged, long RejectedCount);

    public void Map(IEndpointRouteBuilder api)
    {
        var maxBytes = api.ServiceProvider.GetRequiredService<IConfiguration>().GetValue(MaxBytesSetting, ImportDocuments.DefaultMaxBytes);
        api.MapPost("/course-documents", (HttpContext http, ISender sender) => ImportAsync(http, sender, maxBytes))
            .WithName("sendCourseDocuments").WithTags("course documents")
            .WithSummary("Sends one course document, or many as NDJSON. Sending the same again changes nothing.")
            .Accepts<object>(One, Many).Produces<AnswerOut>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
            .WithoutIdempotencyKey()
            .WithBodyLimit(maxBytes);
    }

    private static async Task<IResult> ImportAsync(HttpContext http, ISender sender, long maxBytes)
    {
        if (FormatOf(http.Request.ContentType) is not { } format || Unpack(http.Request) is not { } body)
        {
            return new ProblemResult(Problem.Of(StatusCodes.Status415UnsupportedMediaType, new ProblemError(
                "Content-Type", "contentType.unknown", $"Send {One} for one document or {Many} for many, plain or with Content-Encoding: gzip.")));
        }
        try
        {
            await using (body)
            {
                var command = new ImportDocuments(body, format, ImportOrigin.Api)
                {
                    // One document needs no more than its own limit to be found too large.
                    MaxBytes = format == DocumentFormat.One ? DocumentLimits.MaxBytes + 1 : maxBytes,
                };
                return Answer((await sender.Send(command, http.RequestAborted)).Value, format);
            }
        }
        catch (ImportBrokenOffException brokenOff)
        {
            return BrokenOff(http, brokenOff);
        }
    }

    /// <summary>The sender learns what was taken all the same: the whole documents before the place where it broke off.</summary>
    private static IResult BrokenOff(HttpContext http, ImportBrokenOffException brokenOff)
    {
        var (status, code, message) = brokenOff.InnerException switch
        {
            InvalidDataException => (StatusCodes.Status400BadRequest, "gzip.malformed", "The body is not gzip, or is cut short."),
            ImportTooLargeException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                (StatusCodes.Status413PayloadTooLarge, "body.tooLarge", "There is more than one request may hold."),
            BadHttpRequestException bad => (bad.StatusCode, "body.brokenOff", "The body could not be read to its end."),
            _ => (StatusCodes.Status400BadRequest, "body.brokenOff", "The body could not be read to its end."),
        };
        var taken = brokenOff.Answer;
        var problem = Problem.Of(status, new ProblemError("", code, message));
        return Results.Json(
            new BrokenOffOut(
                problem.Type, problem.Title, problem.Status, "The whole documents before that were taken.", Problems.TraceIdOf(http), problem.Errors,
                taken.ImportId.Value, taken.Documents, taken.Accepted, taken.Unchanged, taken.Rejected),
            ApiJson.Options, Problems.ContentType, status);
    }

    private static IResult Answer(ImportAnswer answer, DocumentFormat format)
    {
        if (format == DocumentFormat.One)
        {
            if (answer.Documents == 0)
            {
                return Refused(StatusCodes.Status400BadRequest, DocumentErrorCodes.Malformed, "The body is empty.");
            }
            if (answer.RejectedDocuments is [var refused])
            {
                return new ProblemResult(Problem.Of(StatusOf(refused.Reading), [.. refused.Errors.Select(ErrorOut)]));
            }
        }
        return Results.Json(
            new AnswerOut(
                answer.ImportId.Value, answer.Documents, answer.Accepted, answer.Unchanged, answer.Rejected,
                [.. answer.RejectedDocuments.Select(one => new RejectedOut(one.Line, [.. one.Errors.Select(ErrorOut)]))]),
            ApiJson.Options);
    }

    internal static ProblemError ErrorOut(DocumentError error) => new(error.Path, error.Code, error.Message.En);

    internal static int StatusOf(ReadingOutcome reading) => reading switch
    {
        ReadingOutcome.Malformed => StatusCodes.Status400BadRequest,
        ReadingOutcome.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ReadingOutcome.OfOthers => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static DocumentFormat? FormatOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type.MediaType.Equals(One, StringComparison.OrdinalIgnoreCase) ? DocumentFormat.One
            : type.MediaType.Equals(Many, StringComparison.OrdinalIgnoreCase) ? DocumentFormat.OnePerLine
            : null
        : null;

    private static Stream? Unpack(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        _ => null,
    };

    private static ProblemResult Refused(int status, string code, string message) =>
        new(Problem.Of(status, new ProblemError("", code, message)));
}
