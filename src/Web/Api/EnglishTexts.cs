using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Sammenhaeng.Web.Api;

/// <summary>Words for programs, which are read by developers; the pages speak Danish.</summary>
internal static class EnglishTexts
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Null when no text has this key.</summary>
    public static string? Find(IServiceProvider services, string key)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = English;
        try
        {
            var text = services.GetRequiredService<IStringLocalizer<Texts>>()[key];
            return text.ResourceNotFound ? null : text.Value;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
