using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.SubjectAccess;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.DataProtection;

/// <summary>Who has looked at a citizen, at what, and why they could. The citizen is not named: whoever controls the log need not know.</summary>
public sealed class AccessesModel(ISender sender, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "citizenId")]
    public CitizenId CitizenId { get; set; }

    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true, Name = "foer")]
    public string? Before { get; set; }

    public ListAccessesToCitizen.View View { get; private set; } = null!;

    internal AccessWords Words => new(texts, View.AreaNames);

    public string? NextHref => View.Next is { } next ? $"/borgere/{CitizenId.Value}/adgange?foer={AccessPlace.Written(next)}" : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ListAccessesToCitizen.Place? before = null;
        if (CitizenId == default || (Before is { Length: > 0 } && (before = AccessPlace.Read(Before)) is null))
        {
            return NotFound();
        }
        View = await sender.Send(new ListAccessesToCitizen(CitizenId, before), cancellationToken);
        return Page();
    }

    /// <summary>All that is known of the citizen and who has looked, as one file.</summary>
    public async Task<IActionResult> OnPostPackAsync(CancellationToken cancellationToken)
    {
        if (CitizenId == default)
        {
            return NotFound();
        }
        var pack = await sender.Send(new MakeSubjectAccessPack(CitizenId), cancellationToken);
        return File(
            SubjectAccessZip.Of(pack, new AccessWords(texts, pack.AreaNames), texts), "application/zip",
            string.Create(CultureInfo.InvariantCulture, $"indsigt-{pack.MadeOn:yyyy-MM-dd}.zip"));
    }
}
