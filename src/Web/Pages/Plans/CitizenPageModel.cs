using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Web.Pages.Plans;

/// <summary>What the pages inside a citizen's plan have in common: one question, of which each shows a part.</summary>
public abstract class CitizenPageModel(ISender sender) : PageModel
{
    public const int LongestHorizon = 366;

    [BindProperty(SupportsGet = true, Name = "citizenId")]
    public CitizenId CitizenId { get; set; }

    /// <summary>Another day to judge on (?pr=2026-10-05).</summary>
    [BindProperty(SupportsGet = true, Name = "pr")]
    public DateOnly? AsOf { get; set; }

    /// <summary>Another horizon (?dage=42).</summary>
    [BindProperty(SupportsGet = true, Name = "dage")]
    public int? Days { get; set; }

    public SharedPlanView View { get; private set; } = null!;

    public static Language Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "da" ? Language.Da : Language.En;

    /// <summary>Keeps the chosen day from page to page.</summary>
    public string DateQuery => (AsOf, Days) switch
    {
        (null, null) => "",
        ({ } day, null) => $"?pr={day:yyyy-MM-dd}",
        (null, { } days) => $"?dage={days}",
        ({ } day, { } days) => $"?pr={day:yyyy-MM-dd}&dage={days}",
    };

    public string Href(string page) => $"/borgere/{CitizenId.Value}/{page}{DateQuery}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || Days is < 1 or > LongestHorizon || AsOf is { Year: < 1900 or > 2200 })
        {
            return BadRequest();
        }
        View = await sender.Send(new OpenSharedPlan(CitizenId, AsOf, Days, Language), cancellationToken);
        return Page();
    }
}
