using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.LogControl;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Web.Pages.LogControl;

/// <summary>The data-protection contact's report of log control: coverage, alerts, and the draws with their seeds.</summary>
public sealed class ReportModel(ISender sender) : PageModel
{
    public OpenLogControlReport.View View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => View = await sender.Send(new OpenLogControlReport(), cancellationToken);
}
