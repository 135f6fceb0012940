using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Coordination;

/// <summary>Whoever was asked to be the coordinator says yes or no.</summary>
public sealed class AnswerModel(ISender sender, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "assignmentId")]
    public CoordinatorAssignmentId AssignmentId { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>Null when there is nothing for the viewer to answer.</summary>
    public OpenCoordinatorProposal.View? View { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        try
        {
            View = await sender.Send(new OpenCoordinatorProposal(AssignmentId), HttpContext.RequestAborted);
        }
        catch (AccessDeniedException)
        {
            // Answered a moment ago, or asked of somebody else: no more is told than that.
            context.Result = ShowWhatIsInvalid.Again(this, StatusCodes.Status403Forbidden);
            return;
        }
        await next();
    }

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken cancellationToken) => AnswerAsync(true, cancellationToken);

    public Task<IActionResult> OnPostDeclineAsync(CancellationToken cancellationToken) => AnswerAsync(false, cancellationToken);

    private async Task<IActionResult> AnswerAsync(bool accepts, CancellationToken cancellationToken)
    {
        try
        {
            var result = await sender.Send(new AnswerCoordinatorProposal(AssignmentId, Input.Revision, accepts, Input.Reason), cancellationToken);
            if (!result.Succeeded)
            {
                return this.Refused(result.Refusal);
            }
        }
        catch (StaleRevisionException)
        {
            ModelState.AddModelError("", texts["coordinator.stale"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
        }
        TempData["Done"] = accepts ? "coordinator.done.accepted." + View!.Kind : "coordinator.done.declined";
        return Redirect("/");
    }

    public sealed class InputModel
    {
        public long Revision { get; set; }

        public string? Reason { get; set; }
    }
}
