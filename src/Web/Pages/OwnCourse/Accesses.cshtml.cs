using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Pages.DataProtection;

namespace Sammenhaeng.Web.Pages.OwnCourse;

/// <summary>Who has looked at what is about the citizen, when and why.</summary>
public sealed class AccessesModel(ISender sender, ICurrentViewer current, IStringLocalizer<Texts> texts) : OwnCoursePageModel(sender, current)
{
    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true, Name = "foer")]
    public string? Before { get; set; }

    public ListAccessesToCitizen.View View { get; private set; } = null!;

    internal AccessWords Words => new(texts, View.AreaNames);

    public string? NextHref => View.Next is { } next ? $"{Href("hvem-har-set")}?foer={AccessPlace.Written(next)}" : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ListAccessesToCitizen.Place? before = null;
        if (CitizenId == default || (Before is { Length: > 0 } && (before = AccessPlace.Read(Before)) is null))
        {
            return NotFound();
        }
        View = await Sender.Send(new ListOwnAccesses(CitizenId, before), cancellationToken);
        return Page();
    }
}
