using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

[PublicRoute("Whoever could not log in has no session.")]
internal sealed class TroubleModel : PageModel
{
    /// <summary>failed or unknown, as the texts name it.</summary>
    public string Kind { get; private set; } = "";

    public void OnGet(string problem)
    {
        Kind = problem == "ukendt" ? "unknown" : "failed";
        Response.StatusCode = StatusCodes.Status403Forbidden;
    }
}
