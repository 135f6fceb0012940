using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

[PublicRoute("Whoever could not log in has no session.")]
internal sealed class TroubleModel : PageModel
{
    /// <summary>failed, unknown or level, as the texts name it.</summary>
    public string Kind { get; private set; } = "";

    internal Door Door => Door.Of(Request.Path);

    public void OnGet(string problem)
    {
        Kind = problem switch { "ukendt" => Door == Door.Private ? "unknownCitizen" : "unknown", "niveau" => "level", _ => "failed" };
        Response.StatusCode = StatusCodes.Status403Forbidden;
    }
}
