using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Imports;

/// <summary>One import, and everything it refused.</summary>
public sealed class OneImportModel(ISender sender) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "importId")]
    public ImportId ImportId { get; set; }

    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    public ImportRow Row { get; private set; } = null!;

    public ListRejectedDocuments.View Rejected { get; private set; } = null!;

    /// <summary>Refused, and not kept; or sent anew since, and kept for that import.</summary>
    public long NotHere => Math.Max(0, Row.Rejected - Rejected.Total);

    public Paging Paging => new(Rejected.Page, Rejected.Size, (int)Rejected.Total, page => $"/drift/import/{ImportId.Value}?side={page}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await sender.Send(new FindImport(ImportId), cancellationToken) is not { } row)
        {
            return NotFound();
        }
        Row = row;
        Rejected = await sender.Send(new ListRejectedDocuments(null, null, ImportId, Math.Clamp(PageNumber, 1, 100_000)), cancellationToken);
        return Rejected.Rows.Count == 0 && Rejected.Page > 1 ? Redirect(Paging.Href(1)) : Page();
    }
}
