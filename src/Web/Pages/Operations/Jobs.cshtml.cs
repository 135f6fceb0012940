using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Operations;

/// <summary>What has run, and when; everyone can be judged again from here.</summary>
internal sealed class JobsModel(ISender sender, SweepStart start) : PageModel
{
    public ListJobRuns.View View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => View = await sender.Send(new ListJobRuns(), cancellationToken);

    public async Task<IActionResult> OnPostSweepAsync(CancellationToken cancellationToken)
    {
        var asked = await sender.Send(new RequestSweep(null), cancellationToken);
        if (!asked.Succeeded)
        {
            return this.Refused(asked.Refusal);
        }
        start.Now(asked.Value);
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
