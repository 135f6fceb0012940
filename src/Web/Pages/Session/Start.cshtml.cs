using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

/// <summary>Sends whoever comes here to the sign-in service, and afterwards to the page they wanted.</summary>
[PublicRoute("Logging in starts here.")]
internal sealed class StartModel : PageModel
{
    public IActionResult OnGet(string? retur) =>
        Challenge(new AuthenticationProperties { RedirectUri = Url.IsLocalUrl(retur) ? retur : "/" }, Sessions.Issuer);
}
