using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Demonstration;

namespace Sammenhaeng.Web.Pages.Session;

/// <summary>The demonstration's issuer asks who you want to be. Outside a demonstration the page does not exist.</summary>
[PublicRoute("The demonstration's people are chosen before there is a session.")]
internal sealed class ChooseModel(SignInSettings settings, CitizenSignInSettings citizens, DemonstrationPeople people, IStringLocalizer<Texts> texts) : PageModel
{
    /// <param name="Key">As the form names them.</param>
    public sealed record Choice(string Key, string Name, string Title, Func<OpenIddictRequest, ClaimsPrincipal> VouchedFor);

    public IReadOnlyList<Choice> People { get; private set; } = [];

    /// <summary>Our pages for private persons ask: the issuer plays the national e-ID.</summary>
    public bool IsForCitizens => HttpContext.GetOpenIddictServerRequest()!.ClientId == citizens.ClientId;

    /// <summary>What our own pages asked the issuer for; it reads a form's fields and not the address.</summary>
    public IEnumerable<KeyValuePair<string, string>> Asked => HttpContext.GetOpenIddictServerRequest()!.GetParameters()
        .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value ?? ""));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!IsAsked)
        {
            return NotFound();
        }
        People = await ListAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string person, CancellationToken cancellationToken)
    {
        if (!IsAsked)
        {
            return NotFound();
        }
        People = await ListAsync(cancellationToken);
        var chosen = People.FirstOrDefault(each => each.Key == person);
        return chosen is null
            ? BadRequest()
            : SignIn(
                chosen.VouchedFor(HttpContext.GetOpenIddictServerRequest()!),
                OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private async Task<IReadOnlyList<Choice>> ListAsync(CancellationToken cancellationToken) => IsForCitizens
        ? [.. DemonstrationCitizens.All.Select(each => new Choice(each.Key, each.Name, texts["signin.demo.citizen"], request => Issuer.VouchFor(each.Key, request, each.Cpr)))]
        : [.. (await people.ListAsync(cancellationToken)).Select(each =>
            new Choice(each.Subject, each.Name, each.Title, request => Issuer.VouchFor(each.Subject, request)))];

    private bool IsAsked => settings.Demonstration && HttpContext.GetOpenIddictServerRequest() is not null;
}
