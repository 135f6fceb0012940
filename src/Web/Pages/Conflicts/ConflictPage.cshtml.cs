using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Conflicts;

/// <summary>One conflict: why it is there, what to do, its life, and the four things one can do to it.</summary>
internal sealed class ConflictPageModel(ISender sender, StaffShell shell, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "conflictId")]
    public ConflictId ConflictId { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenConflict.View View { get; private set; } = null!;

    public bool CanAct { get; private set; }

    public bool CanSeeAccesses { get; private set; }

    /// <summary>The viewer looks after data protection and has no other part in it.</summary>
    public bool IsCritical { get; private set; }

    /// <summary>Who has it, else who coordinates, else the areas between which it is.</summary>
    public string WhoCanMend => (View.OwnerId is null ? null : View.Conflict.Owner)
        ?? View.Citizen.Coordinator
        ?? string.Join(", ", View.Conflict.Areas.Select(area => area.Name));

    /// <summary>Leaving a high conflict standing is asked about once more.</summary>
    public bool AsksAgain { get; private set; }

    /// <summary>Somebody else was first: what was written is still here, beside what is new.</summary>
    public bool IsStale { get; private set; }

    public string? Written => new[] { Input.Agreed, Input.Reason, Input.ReopenReason }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (ConflictId == default)
        {
            context.Result = NotFound();
            return;
        }
        var roles = (await shell.OfAsync(User))?.Roles ?? [];
        CanAct = roles.Contains(Roles.Caseworker);
        CanSeeAccesses = roles.Contains(Roles.DataProtection);
        IsCritical = !CanAct && CanSeeAccesses;
        View = !IsCritical
            ? await sender.Send(new OpenConflict(ConflictId, Show.Language), HttpContext.RequestAborted)
            : await sender.Send(new OpenCriticalConflict(ConflictId, Show.Language), HttpContext.RequestAborted);
        // Emergency access is to read.
        CanAct &= View.Citizen.BreakGlassUntil is null;
        if (HttpMethods.IsGet(Request.Method))
        {
            Input = new InputModel { Revision = View.Revision };
        }
        await next();
    }

    public Task<IActionResult> OnPostAcknowledgeAsync(CancellationToken cancellationToken) => Input.Due is { } due
        ? DoAsync(new AcknowledgeConflict(ConflictId, Input.Revision, Input.Owner is { } owner ? UserId.From(owner) : null, due), "acknowledged", cancellationToken)
        : Again("Due", "err.date.missing");

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Input.Reason))
        {
            ModelState.AddModelError("Input.Reason", texts["err.reason"]);
        }
        if (Input.Until is not { } until)
        {
            return Again("Until", "err.date.missing");
        }
        if (View.Conflict.Severity == Severity.H && !Input.Confirmed && ModelState.IsValid)
        {
            AsksAgain = true;
            return Task.FromResult<IActionResult>(Page());
        }
        return DoAsync(new AcceptConflict(ConflictId, Input.Revision, Input.Reason ?? "", until), "accepted", cancellationToken);
    }

    public Task<IActionResult> OnPostResolveAsync(CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(Input.Agreed)
        ? Again("Agreed", "err.agreed")
        : DoAsync(new ResolveConflict(ConflictId, Input.Revision, Input.Agreed, Input.ShowsBy), "resolved", cancellationToken);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken cancellationToken) =>
        DoAsync(new ReopenConflict(ConflictId, Input.Revision, Input.ReopenReason), "reopened", cancellationToken);

    private async Task<IActionResult> DoAsync(ICommand<Done> command, string done, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        try
        {
            var result = await sender.Send(command, cancellationToken);
            if (!result.Succeeded)
            {
                return this.Refused(result.Refusal);
            }
        }
        catch (StaleRevisionException)
        {
            return Stale();
        }
        TempData["Done"] = "conflict.done." + done;
        return Redirect($"/konflikter/{ConflictId.Value}");
    }

    /// <summary>The view was read before the command, so it is what the other one left; the next try is made from there.</summary>
    private PageResult Stale()
    {
        IsStale = true;
        ModelState.Remove("Input.Revision");
        Input.Revision = View.Revision;
        ModelState.AddModelError("", texts["conflict.stale"]);
        return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
    }

    private Task<IActionResult> Again(string field, string text)
    {
        ModelState.AddModelError("Input." + field, texts[text]);
        return Task.FromResult<IActionResult>(ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest));
    }

    internal sealed class InputModel
    {
        public long Revision { get; set; }

        public Guid? Owner { get; set; }

        public DateOnly? Due { get; set; }

        public string? Reason { get; set; }

        public DateOnly? Until { get; set; }

        public string? Agreed { get; set; }

        public DateOnly? ShowsBy { get; set; }

        public string? ReopenReason { get; set; }

        public bool Confirmed { get; set; }
    }
}
