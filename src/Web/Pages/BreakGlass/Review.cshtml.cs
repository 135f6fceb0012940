using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.BreakGlass;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.BreakGlass;

/// <summary>Emergency access that others have taken, to be judged. No citizen is named.</summary>
public sealed class ReviewModel(ISender sender) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public ListBreakGlass.View View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        View = await sender.Send(new ListBreakGlass(), HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || Input.Grant is not { } grant || Input.Verdict is not { } verdict)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        return await this.AfterAsync(
            sender.Send(new ReviewBreakGlass(BreakGlassGrantId.From(grant), verdict, Input.Note), cancellationToken),
            BreakGlassRefusals.IsReviewed, "breakGlass.done.reviewed", "/akut-adgang/gennemgang");
    }

    public sealed class InputModel
    {
        public Guid? Grant { get; set; }

        public BreakGlassVerdict? Verdict { get; set; }

        public string? Note { get; set; }
    }
}
