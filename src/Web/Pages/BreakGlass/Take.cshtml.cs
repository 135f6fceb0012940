using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.BreakGlass;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.BreakGlass;

/// <summary>Emergency access to somebody whom one does not work with: who, why, and what for. What is written stands in no address.</summary>
internal sealed class TakeModel(ISender sender, SearchLimits limits, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenBreakGlassForm.View Form { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Form = await sender.Send(new OpenBreakGlassForm(), HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Cpr.TryParse(Input.Cpr?.Replace(" ", "", StringComparison.Ordinal), out var cpr))
        {
            ModelState.AddModelError("Input.Cpr", texts["err.cpr"]);
        }
        if (Input.Reason is null)
        {
            ModelState.AddModelError("Input.Reason", texts["breakGlass.reason.missing"]);
        }
        if ((Input.Text?.Trim().Length ?? 0) < BreakGlassGrant.ShortestText)
        {
            ModelState.AddModelError("Input.Text", texts["breakGlass.text"]);
        }
        if (Input.Areas.Count == 0)
        {
            ModelState.AddModelError("Input.Areas", texts["breakGlass.areas"]);
        }
        if (Input.Categories.Count == 0)
        {
            ModelState.AddModelError("Input.Categories", texts["breakGlass.categories"]);
        }
        // All at once: whoever is in a hurry sends it twice, not five times.
        if (!ModelState.IsValid)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        limits.Take(HttpContext, isByCpr: true);
        if (await sender.Send(new FindForBreakGlass(cpr.Digits), cancellationToken) is not { } citizen)
        {
            return this.Refused(BreakGlassRefusals.Unknown);
        }
        var plan = Redirect($"/borgere/{citizen.Value}/plan");
        try
        {
            var taken = await sender.Send(new TakeBreakGlass(citizen, Input.Reason!.Value, Input.Text ?? "", Input.Areas, Input.Categories), cancellationToken);
            if (!taken.Succeeded)
            {
                return taken.Refusal == BreakGlassRefusals.WorksWith ? plan : this.Refused(taken.Refusal);
            }
        }
        catch (StaleRevisionException)
        {
            // Sent twice at the same moment: the first has opened it.
        }
        TempData["Done"] = "breakGlass.done.taken";
        return plan;
    }

    public async Task<IActionResult> OnPostCloseAsync(CitizenId citizenId, CancellationToken cancellationToken)
    {
        var closed = await sender.Send(new CloseBreakGlass(citizenId), cancellationToken);
        if (!closed.Succeeded)
        {
            return this.Refused(closed.Refusal);
        }
        TempData["Done"] = "breakGlass.done.closed";
        return Redirect("/");
    }

    public sealed class InputModel
    {
        public string? Cpr { get; set; }

        public BreakGlassReason? Reason { get; set; }

        public string? Text { get; set; }

        public List<string> Areas { get; set; } = [];

        public List<string> Categories { get; set; } = [];
    }
}
