using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Operations;

/// <summary>The rules, the municipality's limits and which areas are compared: on or off, how grave, from when, and what was set before.</summary>
public sealed class RulesModel(ISender sender, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public ListRules.View View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        View = await sender.Send(new ListRules(Show.Language), HttpContext.RequestAborted);
        await next();
    }

    public Task<IActionResult> OnPostRuleAsync(CancellationToken cancellationToken) =>
        DoAsync(from => new SetRule(Input.Rule ?? "", Input.IsOn, Input.Severity, from), cancellationToken);

    public Task<IActionResult> OnPostLimitAsync(CancellationToken cancellationToken) =>
        DoAsync(from => new SetLimit(Input.Name ?? "", Input.Value ?? -1, from), cancellationToken);

    public Task<IActionResult> OnPostComparisonAsync(CancellationToken cancellationToken) => DoAsync(
        from => new SetComparison(Input.Area ?? "", Input.OtherArea ?? "", Input.Categories, Input.IsOn ? ComparisonLevel.FreeBusy : ComparisonLevel.None, from),
        cancellationToken);

    private async Task<IActionResult> DoAsync(Func<DateOnly, ICommand<Done>> command, CancellationToken cancellationToken)
    {
        if (Input.ValidFrom is null && ModelState["Input.ValidFrom"] is null or { Errors.Count: 0 })
        {
            ModelState.AddModelError("Input.ValidFrom", texts["err.date.missing"]);
        }
        if (!ModelState.IsValid || Input.ValidFrom is not { } from)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        var result = await sender.Send(command(from), cancellationToken);
        if (!result.Succeeded)
        {
            return this.Refused(result.Refusal);
        }
        TempData["Done"] = from <= View.Today ? "rules.done.today" : "rules.done.later";
        return Redirect("/drift/regler");
    }

    public sealed class InputModel
    {
        public string? Rule { get; set; }

        public bool IsOn { get; set; }

        public Severity? Severity { get; set; }

        public string? Name { get; set; }

        public int? Value { get; set; }

        public string? Area { get; set; }

        public string? OtherArea { get; set; }

        public List<string> Categories { get; set; } = [];

        public DateOnly? ValidFrom { get; set; }
    }
}
