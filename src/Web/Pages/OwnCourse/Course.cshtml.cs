using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.OwnCourse;

/// <summary>The shared plan for the citizen: what is coming, what does not go together and whom to ring, what is wanted, and who helps.</summary>
public sealed class CourseModel(ISender sender, ICurrentViewer current, IStringLocalizer<Texts> texts) : OwnCoursePageModel(sender, current)
{
    public OpenOwnCourse.View View { get; private set; } = null!;

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (CitizenId == default)
        {
            context.Result = NotFound();
            return;
        }
        View = await Sender.Send(new OpenOwnCourse(CitizenId, Show.Language), HttpContext.RequestAborted);
        if (Request.Query["handler"] != "Words")
        {
            Input.Words = View.Plan.Content?.Matters?.Text;
        }
        await next();
    }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostWordsAsync(CancellationToken cancellationToken)
    {
        if (Input.Words?.Trim().Length is not (> 0 and <= SharedPlan.LongestWords))
        {
            ModelState.AddModelError("Input.Words", texts["err.ownWords"]);
        }
        return DoAsync(new WriteOwnWords(CitizenId, Input.Revision, Input.Words ?? ""), "min.voice.saved", cancellationToken);
    }

    public Task<IActionResult> OnPostMarkAsync(CancellationToken cancellationToken)
    {
        if (Input.Step is null)
        {
            ModelState.AddModelError("", texts["err.ownStep"]);
        }
        return DoAsync(
            new MarkOwnGoal(CitizenId, CommonGoalId.From(Input.Goal), Input.Revision, Input.Step ?? 0, Input.Note ?? ""), "goal.selfrate.saved." + Input.Step, cancellationToken);
    }

    private async Task<IActionResult> DoAsync(ICommand<Done> command, string done, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        try
        {
            var result = await Sender.Send(command, cancellationToken);
            if (!result.Succeeded)
            {
                return this.Refused(result.Refusal);
            }
            TempData["Done"] = done;
            return Redirect(Href(""));
        }
        catch (StaleRevisionException)
        {
            ModelState.AddModelError("", texts["own.stale"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
        }
    }

    public sealed class InputModel
    {
        public long Revision { get; set; }

        public string? Words { get; set; }

        public Guid Goal { get; set; }

        public int? Step { get; set; }

        public string? Note { get; set; }
    }
}
