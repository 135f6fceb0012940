using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Plans;

/// <summary>What the pages inside a citizen's plan have in common: one question, of which each shows a part.</summary>
public abstract class CitizenPageModel(ISender sender) : PageModel
{
    protected ISender Sender => sender;

    [BindProperty(SupportsGet = true, Name = "citizenId")]
    public CitizenId CitizenId { get; set; }

    /// <summary>Another day to judge on (?pr=2026-10-05).</summary>
    [BindProperty(SupportsGet = true, Name = "pr")]
    public DateOnly? AsOf { get; set; }

    /// <summary>Another horizon (?dage=42).</summary>
    [BindProperty(SupportsGet = true, Name = "dage")]
    public int? Days { get; set; }

    public SharedPlanView View { get; protected set; } = null!;

    public static Language Language => Show.Language;

    /// <summary>Keeps the chosen day from page to page.</summary>
    public string DateQuery => (AsOf, Days) switch
    {
        (null, null) => "",
        ({ } day, null) => $"?pr={day:yyyy-MM-dd}",
        (null, { } days) => $"?dage={days}",
        ({ } day, { } days) => $"?pr={day:yyyy-MM-dd}&dage={days}",
    };

    public string Href(string page) => $"/borgere/{CitizenId.Value}/{page}{DateQuery}";

    /// <summary>Loaded before any handler, so that a form that comes back with errors has what it shows.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (CitizenId == default)
        {
            context.Result = BadRequest();
            return;
        }
        LeaveOutWhatCannotBe();
        await LoadAsync(HttpContext.RequestAborted);
        await next();
    }

    /// <summary>A day or a horizon that cannot be: the page as it is without, 400, and what is wrong.</summary>
    private void LeaveOutWhatCannotBe()
    {
        var texts = HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Texts>>();
        if (AsOf is { } day && (day < Application.Clock.AsOf.First || day > Application.Clock.AsOf.Last))
        {
            ModelState.AddModelError("pr", texts["err.invalid", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
            AsOf = null;
        }
        if (Days is < 1 or > OpenSharedPlan.LongestHorizon)
        {
            ModelState.AddModelError("dage", texts["err.invalid", Days]);
            Days = null;
        }
        if (HasErrors("pr") || HasErrors("dage"))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>Asks for what the page shows; a page that shows more than the plan asks for that too.</summary>
    protected virtual async Task LoadAsync(CancellationToken cancellationToken) =>
        View = await sender.Send(new OpenSharedPlan(CitizenId, AsOf, Days, Language), cancellationToken);

    private bool HasErrors(string name) => ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0;
}
