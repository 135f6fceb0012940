using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Imports;

/// <summary>What area systems have sent, what was refused, and what waits to be corrected.</summary>
internal sealed class ImportLogModel(ISender sender, StaffShell shell) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "afviste")]
    public int RejectedPage { get; set; } = 1;

    public ListImports.View View { get; private set; } = null!;

    public ListRejectedDocuments.View Rejected { get; private set; } = null!;

    public bool IsAdministrator { get; private set; }

    public Paging Paging => new(View.Page, View.Size, (int)View.Total, page => $"/drift/import?side={page}&afviste={RejectedPage}");

    public Paging RejectedPaging => new(Rejected.Page, Rejected.Size, (int)Rejected.Total, page => $"/drift/import?side={PageNumber}&afviste={page}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        IsAdministrator = (await shell.OfAsync(User))?.Roles.Contains(Roles.Administrator) ?? false;
        View = await sender.Send(new ListImports(Math.Clamp(PageNumber, 1, 100_000)), cancellationToken);
        Rejected = await sender.Send(
            new ListRejectedDocuments(RejectedDocumentState.Waiting, null, null, Math.Clamp(RejectedPage, 1, 100_000)), cancellationToken);
        // What was corrected meanwhile may have left fewer pages than there were.
        return (View.Rows.Count == 0 && View.Page > 1) || (Rejected.Rows.Count == 0 && Rejected.Page > 1) ? Redirect("/drift/import") : Page();
    }
}
