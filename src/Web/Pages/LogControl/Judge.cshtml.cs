using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.LogControl;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.LogControl;

/// <summary>Visits of staff that log control has drawn, to be judged. No citizen is named.</summary>
public sealed class JudgeModel(ISender sender) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public ListVisitsToJudge.View View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        View = await sender.Send(new ListVisitsToJudge(), HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || Input.Visit is not { } visit || Input.Verdict is not { } verdict)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        return await this.AfterAsync(
            sender.Send(new JudgeVisit(SampledVisitId.From(visit), verdict, Input.Note), cancellationToken),
            LogControlRefusals.IsJudged, "logControl.done.judged", "/logkontrol/vurdering");
    }

    public sealed class InputModel
    {
        public Guid? Visit { get; set; }

        public VisitVerdict? Verdict { get; set; }

        public string? Note { get; set; }
    }
}
