using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

[PublicRoute("Whoever could not log in has no session.")]
internal sealed class TroubleModel : PageModel
{
    /// <summary>failed or unknown, as the texts name it.</summary>
    public string Kind { get; private set; } = "";

    public IActionResult OnGet(string problem)
    {
        Kind = problem switch
        {
            "fejl" => "failed",
            "ukendt" => "unknown",
            _ => "",
        };
        if (Kind.Length == 0)
        {
            return NotFound();
        }
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }
}
