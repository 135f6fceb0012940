using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

[PublicRoute("Logging off must also work when the session has just ended.")]
internal sealed class EndModel(ISessions sessions, CitizenSignInSettings citizens) : PageModel
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
        var door = Door.Of(Request.Path);
        return door == Door.Private && !citizens.IsUsed
            ? Redirect(door.SignedOut)
            : SignOut(new AuthenticationProperties { RedirectUri = door.SignedOut }, door.Session, door.Issuer);
    }
}
