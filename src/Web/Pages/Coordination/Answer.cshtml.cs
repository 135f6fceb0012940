using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Coordination;

/// <summary>Whoever was asked to be the coordinator says yes or no. What has changed since they read the question stands beside their answer.</summary>
public sealed class AnswerModel(ISender sender, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "assignmentId")]
    public CoordinatorAssignmentId AssignmentId { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>Null when there is nothing for the viewer to answer.</summary>
    public OpenCoordinatorProposal.View? View { get; private set; }

    /// <summary>What became of the question that was answered too late; null of one that can be answered, and of another's.</summary>
    public WhatBecameOfQuestion.View? Became { get; private set; }

    /// <summary>The question is not as it was when it was read, and nothing was saved.</summary>
    public bool IsStale { get; private set; }

    public bool SaidYes => string.Equals(Request.Query["handler"], "Accept", StringComparison.OrdinalIgnoreCase);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await IsAskedAsync(HttpContext.RequestAborted))
        {
            await next();
            return;
        }
        // Answered a moment ago, or asked of somebody else: no more is told than that.
        context.Result = HttpMethods.IsPost(Request.Method) ? await TooLateAsync(HttpContext.RequestAborted) : ShowWhatIsInvalid.Again(this, StatusCodes.Status403Forbidden);
    }

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken cancellationToken) => AnswerAsync(true, cancellationToken);

    public Task<IActionResult> OnPostDeclineAsync(CancellationToken cancellationToken) => AnswerAsync(false, cancellationToken);

    private async Task<IActionResult> AnswerAsync(bool accepts, CancellationToken cancellationToken)
    {
        var answer = new AnswerCoordinatorProposal(AssignmentId, Input.Revision, accepts, Input.Reason)
        {
            Seen = new AnswerCoordinatorProposal.SeenHolder(Input.SeenMain is { } main ? CoordinatorAssignmentId.From(main) : null),
        };
        try
        {
            var result = await sender.Send(answer, cancellationToken);
            return result.Succeeded ? Answered(accepts, View!.Kind) : this.Refused(result.Refusal);
        }
        catch (StaleRevisionException)
        {
            return await IsAskedAsync(cancellationToken) ? Stale() : await TooLateAsync(cancellationToken);
        }
        catch (AccessDeniedException)
        {
            return await TooLateAsync(cancellationToken);
        }
    }

    private async Task<bool> IsAskedAsync(CancellationToken cancellationToken)
    {
        try
        {
            View = await sender.Send(
                new OpenCoordinatorProposal(AssignmentId) { SeenMain = Input.SeenMain is { } main ? CoordinatorAssignmentId.From(main) : null }, cancellationToken);
            return true;
        }
        catch (AccessDeniedException)
        {
            View = null;
            return false;
        }
    }

    /// <summary>It cannot be answered any more. The same answer sent twice is done; whoever it was not asked of is told nothing.</summary>
    private async Task<IActionResult> TooLateAsync(CancellationToken cancellationToken)
    {
        Became = await sender.Send(new WhatBecameOfQuestion(AssignmentId), cancellationToken);
        return Became switch
        {
            null or { State: AssignmentState.Proposed } => ShowWhatIsInvalid.Again(this, StatusCodes.Status403Forbidden),
            { State: AssignmentState.Active } when SaidYes => Answered(true, Became.Kind),
            { State: AssignmentState.Declined } when !SaidYes => Answered(false, Became.Kind),
            _ => Stale(),
        };
    }

    private RedirectResult Answered(bool accepts, CoordinatorKind kind)
    {
        TempData["Done"] = accepts ? "coordinator.done.accepted." + kind : "coordinator.done.declined";
        return Redirect("/");
    }

    private PageResult Stale()
    {
        IsStale = true;
        ModelState.AddModelError("", texts["answer.stale"]);
        return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
    }

    public sealed class InputModel
    {
        public long Revision { get; set; }

        public string? Reason { get; set; }

        /// <summary>Who had the role when the question was read, and <see cref="SeenMandate"/> what one was to be allowed.</summary>
        public Guid? SeenMain { get; set; }

        public List<CoordinatorMandate> SeenMandate { get; set; } = [];
    }
}
