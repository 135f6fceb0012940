using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.LogControl;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.LogControl;

/// <summary>The data-protection contact's report of log control: coverage, alerts, the draws with their seeds, and the list of well-known people.</summary>
public sealed class ReportModel(ISender sender, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenLogControlReport.View View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        View = await sender.Send(new OpenLogControlReport(), HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Cpr.TryParse(Input.Cpr?.Replace(" ", "", StringComparison.Ordinal), out var cpr))
        {
            ModelState.AddModelError("Input.Cpr", texts["err.cpr"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        await sender.Send(new TellWellKnown(cpr.Digits, Input.IsWellKnown), cancellationToken);
        TempData["Done"] = Input.IsWellKnown ? "wellKnown.done.add" : "wellKnown.done.remove";
        return Redirect("/logkontrol/rapport");
    }

    public sealed class InputModel
    {
        public string? Cpr { get; set; }

        public bool IsWellKnown { get; set; }
    }
}
