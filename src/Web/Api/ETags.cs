using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Sammenhaeng.Web.Api;

/// <summary>An aggregate's revision as the outside sees it.</summary>
internal static class ETags
{
    public static string Of(long revision) => $"\"{revision.ToString(CultureInfo.InvariantCulture)}\"";

    public static void Show(HttpContext context, long revision) => context.Response.Headers.ETag = Of(revision);
}

/// <summary>
/// A resource that is read only, with what it says as its ETag: whoever holds the same is told so (304). It is still read and written
/// down in the access log, for the answer says that nothing has changed.
/// </summary>
internal sealed class TaggedResult<T>(T value) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        httpContext.Response.Headers.ETag = tag.ToString();
        if (EntityTagHeaderValue.TryParseList(httpContext.Request.Headers.IfNoneMatch, out var held)
            && held.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false)))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}

/// <summary>
/// The revision that the sender of a change has read. A handler that takes it answers 428 where the header is missing; the command
/// compares, and a difference is 412.
/// </summary>
internal sealed record IfMatch(long Revision)
{
    public const string Header = "If-Match";

    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var given = context.Request.Headers.IfMatch;
        if (given.Count == 0)
        {
            throw new BadRequest(StatusCodes.Status428PreconditionRequired,
                new ProblemError(Header, "revision.required", "A change needs If-Match with the ETag that was read."));
        }
        return ValueTask.FromResult<IfMatch?>(TryRead(given.ToString(), out var revision)
            ? new IfMatch(revision)
            : throw new BadRequest(StatusCodes.Status412PreconditionFailed,
                new ProblemError(Header, "revision.stale", "No version has this ETag.")));
    }

    // Weak tags and lists never name the one version that was read.
    private static bool TryRead(string header, out long revision)
    {
        revision = 0;
        return header.Length > 2 && header[0] == '"' && header[^1] == '"'
            && long.TryParse(header.AsSpan(1, header.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out revision);
    }
}
