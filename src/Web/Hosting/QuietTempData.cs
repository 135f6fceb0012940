using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Leaves the browser's cookies alone where there is nothing to tell and nothing to take back.</summary>
internal sealed class QuietTempData(CookieTempDataProvider cookie, Cookies names) : ITempDataProvider
{
    public IDictionary<string, object> LoadTempData(HttpContext context) => cookie.LoadTempData(context);

    public void SaveTempData(HttpContext context, IDictionary<string, object> values)
    {
        if (values.Count > 0 || context.Request.Cookies.ContainsKey(names.Message))
        {
            cookie.SaveTempData(context, values);
        }
    }
}
