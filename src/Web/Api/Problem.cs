using Microsoft.AspNetCore.WebUtilities;

namespace Sammenhaeng.Web.Api;

/// <summary>One thing that is wrong, and where: a path into the body, or the name of a header or parameter.</summary>
public sealed record ProblemError(string Path, string Code, string Message);

/// <summary>Problem details (RFC 9457) as all programs get them.</summary>
public sealed record Problem(string Type, string Title, int Status, string? Detail, string? TraceId, IReadOnlyList<ProblemError> Errors)
{
    public static Problem Of(int status, params IReadOnlyList<ProblemError> errors) =>
        new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, null, null, errors);
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
