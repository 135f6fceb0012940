using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Plans;

/// <summary>A citizen's conflicts, the gravest first, and those that are over. Some have hundreds of them.</summary>
public sealed class CitizenConflictsModel(ISender sender) : CitizenPageModel(sender)
{
    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    public Paging Paging => new(Math.Clamp(PageNumber, 1, PageOf(View.Conflicts.Count)), Paging.DefaultSize, View.Conflicts.Count, OfPage);

    public IEnumerable<ConflictLine> Shown => View.Conflicts.Skip((Paging.Page - 1) * Paging.Size).Take(Paging.Size);

    /// <summary>The page on which the conflict of a number stands.</summary>
    public static int PageOf(int number) => Math.Max(1, (number + Paging.DefaultSize - 1) / Paging.DefaultSize);

    private string OfPage(int page) => page == 1 ? Href("konflikter") : QueryHelpers.AddQueryString(Href("konflikter"), "side", page.ToString(CultureInfo.InvariantCulture));
}
