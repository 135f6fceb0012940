using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Staff;

/// <summary>Where a member of staff says whom they never look up: themselves, their household, others close to them.</summary>
public sealed class CloseRelationsModel(ISender sender, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<ToldCloseRelation> Told { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Told = await sender.Send(new ListCloseRelations(), HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Cpr.TryParse(Input.Cpr?.Replace(" ", "", StringComparison.Ordinal), out var cpr))
        {
            ModelState.AddModelError("Input.Cpr", texts["err.cpr"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        await sender.Send(new TellCloseRelation(cpr.Digits, Input.Closeness), cancellationToken);
        TempData["Done"] = "close.done";
        return Redirect("/mig/naertstaaende");
    }

    public sealed class InputModel
    {
        public string? Cpr { get; set; }

        public Closeness Closeness { get; set; } = Closeness.Self;
    }
}
