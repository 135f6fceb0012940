using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Imports;

/// <summary>One refused document: where it is wrong, and for caseworkers of its area the text to correct and send again.</summary>
public sealed class RejectedModel(ISender sender, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "documentId")]
    public RejectedDocumentId DocumentId { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenRejectedDocument.View View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await sender.Send(new OpenRejectedDocument(DocumentId), HttpContext.RequestAborted) is not { } view)
        {
            context.Result = NotFound();
            return;
        }
        View = view;
        Input.Text ??= view.Text;
        await next();
    }

    public Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken) => SendAsync(null, cancellationToken);

    public Task<IActionResult> OnPostCorrectedAsync(CancellationToken cancellationToken) => SendAsync(Input.Text, cancellationToken);

    private async Task<IActionResult> SendAsync(string? text, CancellationToken cancellationToken)
    {
        try
        {
            var result = await sender.Send(new ResendRejectedDocument(DocumentId, text), cancellationToken);
            if (!result.Succeeded)
            {
                return this.Refused(result.Refusal);
            }
            if (result.Value.Result == DocumentResult.Rejected)
            {
                // Read again: what is wrong with it now is what the page shows.
                View = await sender.Send(new OpenRejectedDocument(DocumentId), cancellationToken) ?? View;
                ModelState.AddModelError("Input.Text", texts["imports.stillWrong", result.Value.Errors.Count]);
                return ShowWhatIsInvalid.Again(this, StatusCodes.Status422UnprocessableEntity);
            }
            TempData["Done"] = result.Value.Result == DocumentResult.Accepted ? "imports.done.accepted" : "imports.done.unchanged";
            return Redirect($"/drift/import/{result.Value.ImportId.Value}");
        }
        catch (StaleRevisionException)
        {
            ModelState.AddModelError("", texts["imports.stale"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
        }
    }

    public sealed class InputModel
    {
        public string? Text { get; set; }
    }
}
