using System.Diagnostics;
using System.Text.Json;
using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Web.Api;

/// <summary>Turns what went wrong into problem details. Never says more about a fault of ours than that it happened.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, Exception? failure) =>
        WriteAsync(context, Problem.Of(context.Response.StatusCode, [.. ErrorsOf(failure)]));

    public static Task WriteAsync(HttpContext context, Problem problem) => context.Response.WriteAsJsonAsync(
        problem with { TraceId = problem.TraceId ?? TraceIdOf(context) }, ApiJson.Options, ContentType, context.RequestAborted);

    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static IEnumerable<ProblemError> ErrorsOf(Exception? failure) => failure switch
    {
        ValidationException invalid => invalid.Errors.Select(error =>
            new ProblemError(PathOf(error.PropertyName), CodeOf(error.ErrorCode), error.ErrorMessage)),
        BadRequest bad => [bad.Error],
        BadHttpRequestException { InnerException: JsonException json } =>
            [new(json.Path ?? "$", "json.malformed", "This is not JSON of the shape that the API describes.")],
        AccessDeniedException denied => [new("", denied.Code, "The caller may not do this.")],
        StaleRevisionException => [new(IfMatch.Header, "revision.stale", "It has changed since it was read. Read it again.")],
        IdempotencyKeyReusedException =>
            [new(IdempotencyKey.Header, "idempotency.reused", "This key has been used for another request.")],
        _ => [],
    };

    /// <summary>A property as the validator names it, spelled as in the JSON that was sent.</summary>
    private static string PathOf(string property) =>
        "$" + string.Concat(property.Split('.').Where(part => part.Length > 0).Select(part => "." + JsonNamingPolicy.CamelCase.ConvertName(part)));

    private static string CodeOf(string code) => code.EndsWith("Validator", StringComparison.Ordinal)
        ? "value." + JsonNamingPolicy.CamelCase.ConvertName(code[..^"Validator".Length])
        : code;
}

/// <summary>The caller has sent something that cannot be used; thrown while binding, before any handler runs.</summary>
internal sealed class BadRequest(int status, ProblemError error) : BadHttpRequestException(error.Message, status)
{
    public ProblemError Error { get; } = error;
}
