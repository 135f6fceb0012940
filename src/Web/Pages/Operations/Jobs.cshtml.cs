using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Operations;

namespace Sammenhaeng.Web.Pages.Operations;

/// <summary>What has run, and when; everyone can be judged again from here.</summary>
public sealed class JobsModel(ISender sender) : PageModel
{
    public ListJobRuns.View View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => View = await sender.Send(new ListJobRuns(), cancellationToken);

    public async Task<IActionResult> OnPostSweepAsync(CancellationToken cancellationToken)
    {
        await sender.Send(new RequestSweep(null), cancellationToken);
        TempData["Done"] = "jobs.done.sweep";
        return Redirect("/drift/job");
    }

    public static string Css(string outcome) => outcome switch
    {
        "failed" => "state-bad",
        "running" or "waiting" => "state-info",
        "stopped" => "state-warn",
        _ => "state-ok",
    };
}
