using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages;

/// <summary>The front page: a caseworker's day. Others are led to what they work with.</summary>
internal sealed class IndexModel(ISender sender, StaffShell shell) : PageModel
{
    public OpenMyDay.View? Day { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var roles = (await shell.OfAsync(User))?.Roles ?? [];
        if (roles.Contains(Roles.Caseworker))
        {
            Day = await sender.Send(new OpenMyDay(), cancellationToken);
            shell.RememberTasks(User, Day.AllTasks);
            return Page();
        }
        return roles.Contains(Roles.Administrator) ? Redirect("/drift")
            : roles.Contains(Roles.DataProtection) ? Redirect("/konflikter")
            : Page();
    }

    public async Task<IActionResult> OnPostSeenAsync(Guid citizen, DateTimeOffset until, CancellationToken cancellationToken) =>
        await SeenAsync(new MarkSeen(CitizenId.From(citizen), until), cancellationToken);

    public async Task<IActionResult> OnPostAllSeenAsync(DateTimeOffset until, CancellationToken cancellationToken) =>
        await SeenAsync(new MarkAllSeen(until), cancellationToken);

    private async Task<IActionResult> SeenAsync(ICommand<Done> command, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }
        await sender.Send(command, cancellationToken);
        TempData["Done"] = "day.news.done";
        return Redirect("/");
    }
}
