using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Web.Api;

/// <summary>Turns what went wrong into problem details. Never says more about a fault of ours than that it happened.</summary>
internal static partial class Problems
{
    public const string ContentType = "application/problem+json";
    private const int LongestName = 64;
    private const int CprDate = 6;

    public static Task WriteAsync(HttpContext context, Exception? failure) =>
        WriteAsync(context, Problem.Of(context.Response.StatusCode, [.. ErrorsOf(failure, context)]));

    public static Task WriteAsync(HttpContext context, Problem problem) => context.Response.WriteAsJsonAsync(
        problem with { TraceId = problem.TraceId ?? TraceIdOf(context) }, ApiJson.Options, ContentType, context.RequestAborted);

    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static IEnumerable<ProblemError> ErrorsOf(Exception? failure, HttpContext context) => failure switch
    {
        ValidationException invalid => invalid.Errors.Select(error => ErrorOf(error, context)),
        BadRequest bad => [bad.Error],
        BadHttpRequestException { InnerException: JsonException json } => PathsOf(json)
            .Select(path => new ProblemError(path, "json.malformed", "This is not JSON of the shape that the API describes.")),
        BadHttpRequestException bad when UnreadParameter().Match(bad.Message) is { Success: true } found =>
            [new(found.Groups[1].Value, "value.malformed", "The value cannot be read.")],
        AccessDeniedException denied => [new("", denied.Code, "The caller may not do this.")],
        StaleRevisionException => [new(IfMatch.Header, "revision.stale", "It has changed since it was read. Read it again.")],
        IdempotencyKeyReusedException =>
            [new(IdempotencyKey.Header, "idempotency.reused", "This key has been used for another request.")],
        _ => [],
    };

    /// <summary>A message of ours is the key of a text, and is its code too.</summary>
    private static ProblemError ErrorOf(ValidationFailure failure, HttpContext context)
    {
        var path = IsRead(context.Request) ? PointerTo(failure.PropertyName)[1..] : PointerTo(failure.PropertyName);
        return EnglishTexts.Find(context.RequestServices, failure.ErrorMessage) is { } words
            ? new ProblemError(path, failure.ErrorMessage, words)
            : new ProblemError(path, CodeOf(failure.ErrorCode), failure.ErrorMessage);
    }

    /// <summary>Nothing is sent along: what is wrong is a parameter, which has a name and no path.</summary>
    public static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>A JSON pointer, as everywhere outside, from <c>$.places[3].code</c> or <c>Places[3].Code</c>.</summary>
    private static string PointerTo(string path)
    {
        var parts = path.Split('.', '[', ']').Where(part => part.Length > 0 && part != "$").Select(Printable);
        return string.Concat(parts.Select(part => "/" + part));
    }

    /// <summary>Where it is not as it should be; of fields that are missing, their own paths.</summary>
    private static IEnumerable<string> PathsOf(JsonException malformed)
    {
        var path = PointerTo(malformed.Path ?? "$");
        var missing = MissingFields().Match(malformed.Message);
        return missing.Success ? missing.Groups[1].Captures.Select(field => $"{path}/{field.Value}") : [path];
    }

    /// <summary>A name that nobody knows may be anything, a CPR number or a script too: then it is not said again.</summary>
    private static string Printable(string name) =>
        name.Length <= LongestName && name.Count(char.IsDigit) < CprDate && name.All(sign => char.IsLetterOrDigit(sign) || sign is '_' or '-')
            ? JsonNamingPolicy.CamelCase.ConvertName(name)
            : "?";

    /// <summary>The name is the handler's own; what was given for it follows, and is not looked at.</summary>
    [GeneratedRegex("""^Failed to bind parameter "[^"]*?(\w+)" from""")]
    private static partial Regex UnreadParameter();

    [GeneratedRegex("""missing required properties including: (?:'(\w+)'\W{0,3})+""")]
    private static partial Regex MissingFields();

    private static string CodeOf(string code) => code.EndsWith("Validator", StringComparison.Ordinal)
        ? "value." + JsonNamingPolicy.CamelCase.ConvertName(code[..^"Validator".Length])
        : code;
}

/// <summary>The caller has sent something that cannot be used; thrown while binding, before any handler runs.</summary>
internal sealed class BadRequest(int status, ProblemError error) : BadHttpRequestException(error.Message, status)
{
    public ProblemError Error { get; } = error;
}
