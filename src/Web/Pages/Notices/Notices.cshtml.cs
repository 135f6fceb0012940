using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Notices;

/// <summary>What whoever is signed in is told of.</summary>
internal sealed class NoticesModel(ISender sender, SignedInViewer viewers) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public ListNotices.View View { get; private set; } = null!;

    public Paging Paging => new(PageNumber, Paging.DefaultSize, View.Total, page => $"/varsler?side={page}");

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        View = await sender.Send(new ListNotices(PageNumber, Paging.DefaultSize), HttpContext.RequestAborted);
        await next();
    }

    public IActionResult OnGet() => View.Rows.Count == 0 && PageNumber > 1 ? Redirect("/varsler") : Page();

    /// <summary>To what it is about, and it is read.</summary>
    public async Task<IActionResult> OnPostOpenAsync(CancellationToken cancellationToken)
    {
        if (View.Rows.FirstOrDefault(row => row.Id == Input.Notice) is not { } row)
        {
            return Redirect("/varsler");
        }
        await ReadAsync(row.Id, cancellationToken);
        return Redirect(row.Leads ?? $"/varsler?side={PageNumber}");
    }

    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        await ReadAsync(Input.Notice, cancellationToken);
        TempData["Done"] = Input.Notice is null ? "notices.done.all" : "notices.done.one";
        return Redirect($"/varsler?side={PageNumber}");
    }

    private async Task ReadAsync(Guid? notice, CancellationToken cancellationToken)
    {
        await sender.Send(new ReadNotices(notice, Input.SeenAt), cancellationToken);
        // Or the number above the page would be that of a moment ago.
        viewers.Forget(User);
    }

    public sealed class InputModel
    {
        /// <summary>None for all.</summary>
        public Guid? Notice { get; set; }

        public DateTimeOffset SeenAt { get; set; }
    }
}
