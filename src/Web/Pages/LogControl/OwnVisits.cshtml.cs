using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.LogControl;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.LogControl;

/// <summary>What log control asks whoever is signed in about their own visits.</summary>
public sealed class OwnVisitsModel(ISender sender) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public ListOwnVisits.View View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        View = await sender.Send(new ListOwnVisits(), HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || Input.Visit is not { } visit)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        return await this.AfterAsync(
            sender.Send(new ExplainVisit(SampledVisitId.From(visit), Input.Reason, Input.Text), cancellationToken),
            LogControlRefusals.IsJudged, "logControl.done.explained", "/logkontrol");
    }

    /// <summary>Whom it was about, as far as it can be told.</summary>
    public static string About(ListOwnVisits.Row row, IStringLocalizer texts) =>
        row.Citizen ?? texts[row.IsAboutCitizen ? "logControl.somebody" : "logControl.nobody"].Value;

    public sealed class InputModel
    {
        public Guid? Visit { get; set; }

        public VisitReason? Reason { get; set; }

        public string? Text { get; set; }
    }
}
