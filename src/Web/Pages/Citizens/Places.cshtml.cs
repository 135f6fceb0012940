using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Citizens;

/// <summary>Where somebody protected is to be found, for whoever says why they need to know. Opened as an address it asks first.</summary>
internal sealed class PlacesModel(ISender sender, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "citizenId")]
    public CitizenId CitizenId { get; set; }

    [BindProperty]
    public PlaceReason? Reason { get; set; }

    public RevealPlaces.View? View { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Reason is not { } reason || !Enum.IsDefined(reason))
        {
            ModelState.Clear();
            ModelState.AddModelError(nameof(Reason), texts["places.missing"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        View = await sender.Send(new RevealPlaces(CitizenId, reason), cancellationToken);
        return Page();
    }
}
