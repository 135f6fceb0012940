using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

[PublicRoute("Logging off must also work when the session has just ended.")]
internal sealed class EndModel(IStaffSessions sessions) : PageModel
{
    /// <summary>On every machine where one has logged in and not off again.</summary>
    [BindProperty(Name = "overalt")]
    public bool Everywhere { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Everywhere && User.FindFirst("sub")?.Value is { } subject)
        {
            await sessions.EndAllAsync(subject, CancellationToken.None);
        }
        // What this browser remembers of the pages goes with the session.
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return SignOut(new AuthenticationProperties { RedirectUri = Sessions.SignedOutPath }, Sessions.Session, Sessions.Issuer);
    }
}
