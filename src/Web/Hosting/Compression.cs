using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// Pages and API answers are compressed. A compressed answer can betray a secret to whoever may both choose text in it and
/// measure its length, so: antiforgery tokens are encrypted anew for each answer, session cookies are never sent with another
/// site's requests for parts of a page, and what another site has the browser open is answered uncompressed.
/// Static files are compressed once, when the program is published.
/// </summary>
internal static class Compression
{
    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/json", "application/problem+json", "application/x-ndjson"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    public static void UseCompression(this IApplicationBuilder app) =>
        app.UseWhen(context => !ComesFromElsewhere(context.Request), branch => branch.UseResponseCompression());

    private static bool ComesFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
