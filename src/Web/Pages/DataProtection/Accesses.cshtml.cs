using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
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

    /// <summary>What was asked for, in words; a route that turned somebody away at the door has none of its own.</summary>
    public string What(string what) => texts["accessed." + what] is { ResourceNotFound: false } told ? told.Value : texts["accessed.other"].Value;

    /// <summary>The decision of then, in a sentence.</summary>
    public string Why(ListAccessesToCitizen.Row row)
    {
        var named = AccessReasons.AreasIn(row.Relation).Select(area => View.AreaNames[area]).ToList();
        return row.Why == AccessReason.OwnArea && named.Count > 0 ? texts["accessed.why.OwnArea.in", string.Join(", ", named)] : texts["accessed.why." + row.Why];
    }

    public string Who(ListAccessesToCitizen.Row row)
    {
        if (row.BySystem)
        {
            return texts["accessed.bySystem"];
        }
        string[] parts = [.. row.Name is { } name ? [name] : Array.Empty<string>(), .. row.Roles.Select(role => texts["role." + role].Value), .. row.Areas.Select(area => View.AreaNames[area])];
        return parts.Length == 0 ? texts["accessed.unknown"] : string.Join(", ", parts);
    }
}
