using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

[PublicRoute("Logging off must also work when the session has just ended.")]
internal sealed class EndModel : PageModel
{
    public IActionResult OnPost()
    {
        // What this browser remembers of the pages goes with the session.
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return SignOut(new AuthenticationProperties { RedirectUri = Sessions.SignedOutPath }, Sessions.Session, Sessions.Issuer);
    }
}
