using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Operations;

/// <summary>The rules and the municipality's limits: on or off, how grave, from when, and what was set before.</summary>
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
        await sender.Send(command(from), cancellationToken);
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

        public DateOnly? ValidFrom { get; set; }
    }
}
