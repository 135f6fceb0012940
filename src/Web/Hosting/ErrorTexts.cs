using System.Globalization;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Which words a status has. What has none of its own is told as the nearest that has.</summary>
internal static class ErrorTexts
{
    private static readonly int[] WithWords = [400, 403, 404, 409, 413, 429, 500, 503];

    public static string KindOf(int status)
    {
        var kind = status switch
        {
            401 => 403,
            405 or 410 => 404,
            412 or 428 => 409,
            _ when WithWords.Contains(status) => status,
            >= 500 => 500,
            _ => 400,
        };
        return kind.ToString(CultureInfo.InvariantCulture);
    }
}
