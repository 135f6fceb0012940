using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIddict.Server.AspNetCore;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Demonstration;

namespace Sammenhaeng.Web.Pages.Session;

/// <summary>The demonstration's issuer asks who you want to be. Outside a demonstration the page does not exist.</summary>
[PublicRoute("The demonstration's people are chosen before there is a session.")]
internal sealed class ChooseModel(SignInSettings settings, DemonstrationPeople people) : PageModel
{
    public IReadOnlyList<DemonstrationPerson> People { get; private set; } = [];

    /// <summary>What our own pages asked the issuer for; it reads a form's fields and not the address.</summary>
    public IEnumerable<KeyValuePair<string, string>> Asked => HttpContext.GetOpenIddictServerRequest()!.GetParameters()
        .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value ?? ""));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!IsAsked)
        {
            return NotFound();
        }
        People = await people.ListAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string person, CancellationToken cancellationToken)
    {
        if (!IsAsked)
        {
            return NotFound();
        }
        People = await people.ListAsync(cancellationToken);
        var chosen = People.FirstOrDefault(each => each.Subject == person);
        return chosen is null
            ? BadRequest()
            : SignIn(
                Issuer.VouchFor(chosen.Subject, HttpContext.GetOpenIddictServerRequest()!),
                OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private bool IsAsked => settings.Demonstration && HttpContext.GetOpenIddictServerRequest() is not null;
}
