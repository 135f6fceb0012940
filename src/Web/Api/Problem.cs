using Microsoft.AspNetCore.WebUtilities;

namespace Sammenhaeng.Web.Api;

/// <summary>One thing that is wrong, and where: a path into the body, or the name of a header or parameter.</summary>
public sealed record ProblemError(string Path, string Code, string Message);

/// <summary>Problem details (RFC 9457) as all programs get them.</summary>
public sealed record Problem(string Type, string Title, int Status, string? Detail, string? TraceId, IReadOnlyList<ProblemError> Errors)
{
    /// <summary>What nothing more is known about is told by its status.</summary>
    public static Problem Of(int status, params IReadOnlyList<ProblemError> errors) =>
        new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, null, null, errors.Count > 0 ? errors : [ErrorOf(status)]);

    private static ProblemError ErrorOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new("Authorization", "token.missing", "A bearer token is needed that is still good."),
        StatusCodes.Status403Forbidden => new("", "access.denied", "The caller may not do this."),
        StatusCodes.Status404NotFound => new("", "route.unknown", "There is nothing here."),
        StatusCodes.Status405MethodNotAllowed => new("", "method.unknown", "This cannot be done here; Allow says what can."),
        StatusCodes.Status408RequestTimeout => new("", "body.slow", "The request came too slowly."),
        StatusCodes.Status413PayloadTooLarge => new("", "body.tooLarge", "The request holds more than it may."),
        StatusCodes.Status415UnsupportedMediaType => new("Content-Type", "contentType.unknown", "Send application/json."),
        StatusCodes.Status429TooManyRequests => new("", "rate.tooOften", "That was too often; Retry-After says when to come back."),
        StatusCodes.Status503ServiceUnavailable => new("", "service.unavailable", "It cannot be answered now; Retry-After says when to try again."),
        >= 500 => new("", "service.fault", "Something is wrong here. The trace id helps to find it."),
        _ => new("", "request.malformed", "The request cannot be read."),
    };
}

/// <summary>Answers with problem details. Handlers return it; everything else that goes wrong becomes one by itself.</summary>
internal sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult, IValueHttpResult<Problem>, IContentTypeHttpResult
{
    public int? StatusCode => problem.Status;

    public Problem Value => problem;

    public string ContentType => Problems.ContentType;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = problem.Status;
        return Problems.WriteAsync(httpContext, problem);
    }
}
