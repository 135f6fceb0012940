using System.Text.Encodings.Web;
using Microsoft.Extensions.Localization;

namespace Sammenhaeng.Web.Hosting;

/// <summary>The last page that can still be shown: it needs neither the database nor the layout.</summary>
internal static class PlainErrorPage
{
    public static Task WriteAsync(HttpContext context)
    {
        var texts = context.RequestServices.GetRequiredService<IStringLocalizer<Texts>>();
        var kind = ErrorTexts.KindOf(context.Response.StatusCode);
        var title = HtmlEncoder.Default.Encode(texts[$"page.{kind}.title"]);
        var text = HtmlEncoder.Default.Encode(texts[$"page.{kind}.text"]);
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{texts["language"].Value}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title} – Sammenhæng</title>
              <link rel="stylesheet" href="/lib/dkfds/11.2.0/css/dkfds.min.css">
            </head>
            <body>
              <main class="container page-container" id="main-content"><h1>{title}</h1><p>{text}</p></main>
            </body>
            </html>
            """);
    }
}
