using System.Diagnostics;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Web.Api;

/// <summary>Turns what went wrong into problem details. Never says more about a fault of ours than that it happened.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, Exception? failure) =>
        WriteAsync(context, Problem.Of(context.Response.StatusCode, [.. ErrorsOf(failure, context)]));

    public static Task WriteAsync(HttpContext context, Problem problem) => context.Response.WriteAsJsonAsync(
        problem with { TraceId = problem.TraceId ?? TraceIdOf(context) }, ApiJson.Options, ContentType, context.RequestAborted);

    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static IEnumerable<ProblemError> ErrorsOf(Exception? failure, HttpContext context) => failure switch
    {
        ValidationException invalid => invalid.Errors.Select(error => ErrorOf(error, context)),
        BadRequest bad => [bad.Error],
        BadHttpRequestException { InnerException: JsonException json } =>
            [new(PointerTo(json.Path ?? "$"), "json.malformed", "This is not JSON of the shape that the API describes.")],
        AccessDeniedException denied => [new("", denied.Code, "The caller may not do this.")],
        StaleRevisionException => [new(IfMatch.Header, "revision.stale", "It has changed since it was read. Read it again.")],
        IdempotencyKeyReusedException =>
            [new(IdempotencyKey.Header, "idempotency.reused", "This key has been used for another request.")],
        _ => [],
    };

    /// <summary>A message of ours is the key of a text, and is its code too.</summary>
    private static ProblemError ErrorOf(ValidationFailure failure, HttpContext context)
    {
        var path = PointerTo(failure.PropertyName);
        return EnglishTexts.Find(context.RequestServices, failure.ErrorMessage) is { } words
            ? new ProblemError(path, failure.ErrorMessage, words)
            : new ProblemError(path, CodeOf(failure.ErrorCode), failure.ErrorMessage);
    }

    /// <summary>A JSON pointer, as everywhere outside, from <c>$.places[3].code</c> or <c>Places[3].Code</c>.</summary>
    private static string PointerTo(string path)
    {
        var parts = path.Split('.', '[', ']').Where(part => part.Length > 0 && part != "$").Select(JsonNamingPolicy.CamelCase.ConvertName);
        return string.Concat(parts.Select(part => "/" + part));
    }

    private static string CodeOf(string code) => code.EndsWith("Validator", StringComparison.Ordinal)
        ? "value." + JsonNamingPolicy.CamelCase.ConvertName(code[..^"Validator".Length])
        : code;
}

/// <summary>The caller has sent something that cannot be used; thrown while binding, before any handler runs.</summary>
internal sealed class BadRequest(int status, ProblemError error) : BadHttpRequestException(error.Message, status)
{
    public ProblemError Error { get; } = error;
}
