using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Web.Pages.Citizens;

/// <summary>A citizen's CPR number in full, for whoever presses for it. Opened as an address it asks first: a link shows no number.</summary>
internal sealed class CprModel(ISender sender) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "citizenId")]
    public CitizenId CitizenId { get; set; }

    public RevealCpr.View? View { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        View = await sender.Send(new RevealCpr(CitizenId), cancellationToken);
        return Page();
    }
}
