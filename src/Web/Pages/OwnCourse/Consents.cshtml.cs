using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.OwnCourse;

/// <summary>What one is asked to agree to, read in peace and answered with the e-ID; and what one has answered, with a way to take it back.</summary>
public sealed class ConsentsModel(ISender sender, ICurrentViewer current, IStringLocalizer<Texts> texts) : OwnCoursePageModel(sender, current)
{
    [BindProperty]
    public Guid Consent { get; set; }

    [BindProperty]
    public long Revision { get; set; }

    [BindProperty]
    public bool? SaidYes { get; set; }

    /// <summary>What is to be shown no longer, of a consent that is taken back in part.</summary>
    [BindProperty]
    public List<string> Part { get; set; } = [];

    public OpenOwnConsents.View View { get; private set; } = null!;

    public string SignInAgain => $"{Door.Private.SignIn}?igen=true&retur={Uri.EscapeDataString(Href("samtykker"))}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (CitizenId == default)
        {
            context.Result = NotFound();
            return;
        }
        View = await Sender.Send(new OpenOwnConsents(CitizenId), HttpContext.RequestAborted);
        await next();
    }

    public Task<IActionResult> OnPostAnswerAsync(CancellationToken cancellationToken) => DoAsync(
        new AnswerOwnConsent(CitizenId, ConsentRecordId.From(Consent), Revision, SaidYes),
        state => state == ConsentState.Given ? "own.done.given" : state == ConsentState.Declined ? "own.done.declined" : "own.done.answered", cancellationToken);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) => DoAsync(
        new WithdrawOwnConsent(CitizenId, ConsentRecordId.From(Consent), Revision), _ => "own.done.withdrawn", cancellationToken);

    public Task<IActionResult> OnPostWithdrawPartAsync(CancellationToken cancellationToken)
    {
        if (Part.Count == 0)
        {
            ModelState.AddModelError("", texts["err.consent.part"]);
            return Task.FromResult<IActionResult>(ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest));
        }
        return DoAsync(new WithdrawOwnConsent(CitizenId, ConsentRecordId.From(Consent), Revision, Part), _ => "own.done.withdrawnPart", cancellationToken);
    }

    private async Task<IActionResult> DoAsync<TValue>(ICommand<TValue> command, Func<TValue, string> done, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Sender.Send(command, cancellationToken);
            if (!result.Succeeded)
            {
                return this.Refused(result.Refusal);
            }
            TempData["Done"] = done(result.Value);
            return Redirect(Href("samtykker"));
        }
        catch (StaleRevisionException)
        {
            ModelState.AddModelError("", texts["consent.stale"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
        }
    }
}
