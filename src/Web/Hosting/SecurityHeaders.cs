using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Net.Http.Headers;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Headers of every answer, set as late as possible so that an error page cannot lose them.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, ContentPolicy ours)
{
    private const string Immutable = "public, max-age=31536000, immutable";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Apply(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Apply(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = (endpoint?.Metadata.GetMetadata<ContentPolicy>() ?? ours).For(context);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";
        Cache(context, headers, endpoint);
    }

    private static void Cache(HttpContext context, IHeaderDictionary headers, Endpoint? endpoint)
    {
        if (endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        {
            headers.CacheControl = "no-store";
            headers.Remove(HeaderNames.Pragma);
            headers.Remove(HeaderNames.Expires);
        }
        else if (IsVersioned(context.Request.Path) && context.Response.StatusCode is 200 or 206 or 304)
        {
            headers.CacheControl = Immutable;
        }
    }

    /// <summary>The version is in the path of vendored files, and fonts never change under their name.</summary>
    private static bool IsVersioned(PathString path) => path.StartsWithSegments("/lib") || path.StartsWithSegments("/fonts");
}
