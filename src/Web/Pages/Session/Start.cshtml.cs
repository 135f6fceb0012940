using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

/// <summary>Sends whoever comes here to the sign-in service, and afterwards to the page they wanted.</summary>
[PublicRoute("Logging in starts here.")]
internal sealed class StartModel(CitizenSignInSettings citizens) : PageModel
{
    private Door Door => Door.Of(Request.Path);

    /// <param name="retur">The page they wanted.</param>
    /// <param name="igen">Whether they show who they are again, though the sign-in service knows them already.</param>
    public IActionResult OnGet(string? retur, bool igen = false) => Door == Door.Private && !citizens.IsUsed ? NotFound() : Challenge(
        new OpenIdConnectChallengeProperties
        {
            RedirectUri = Url.IsLocalUrl(retur) ? retur : Door.Home,
            Prompt = igen ? OpenIdConnectPrompt.Login : null,
            // Asked for, it must tell when it was (OpenID Connect Core 3.1.2.1).
            MaxAge = igen ? TimeSpan.Zero : null,
        },
        Door.Issuer);
}
