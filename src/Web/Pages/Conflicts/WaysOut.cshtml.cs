using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Web.Pages.Conflicts;

/// <summary>What can be done about a conflict, thing by thing; a part of the conflict's page where there is JavaScript, a page of its own where not.</summary>
internal sealed class WaysOutModel(ISender sender) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "conflictId")]
    public ConflictId ConflictId { get; set; }

    public FindWaysOut.View View { get; private set; } = null!;

    /// <summary>For the conflict's page, which has its own frame.</summary>
    public bool IsPart => Request.Headers.ContainsKey("HX-Request");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (ConflictId == default)
        {
            return NotFound();
        }
        View = await sender.Send(new FindWaysOut(ConflictId), cancellationToken);
        return IsPart ? Partial("_WaysOut", this) : Page();
    }

    /// <summary>Where something of the viewer's own area is changed, or something of another's is proposed.</summary>
    public string ActionOf(FindWaysOut.Thing thing, Application.Writing.FindTimes.Free? time) => thing.Form is { } form
        ? $"/borgere/{View.CitizenId.Value}/skriv/{Writing.WrittenSlugs.Of(form)}/{thing.Key.Id}?handler=Move&omraade={thing.Area.Code}"
            + (time is null ? "" : $"&start={Written(time.Start)}&end={Written(time.End)}")
        : $"/borgere/{View.CitizenId.Value}/forslag?handler=Begin&slags={thing.Collection}&kilde={Uri.EscapeDataString(thing.Key.Source)}&nr={Uri.EscapeDataString(thing.Key.Id)}";

    private static string Written(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
