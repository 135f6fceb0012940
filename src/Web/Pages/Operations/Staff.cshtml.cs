using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Operations;

/// <summary>Who is let in, and to do what; an employment is ended and somebody is signed out everywhere from here.</summary>
internal sealed class StaffModel(ISender sender) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "navn")]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    public OpenStaff.View View { get; private set; } = null!;

    public Paging Paging => new(View.Page, OpenStaff.Size, View.Total, Href);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        return View.Rows.Count == 0 && View.Page > 1 ? Redirect(Href(1)) : Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid user, CancellationToken cancellationToken) =>
        await AnswerAsync(await sender.Send(new EndEmployment(UserId.From(user)), cancellationToken), "staff.done.ended", cancellationToken);

    public async Task<IActionResult> OnPostSignOutAsync(Guid user, CancellationToken cancellationToken) =>
        await AnswerAsync(await sender.Send(new EndSessions(UserId.From(user)), cancellationToken), "staff.done.signedOut", cancellationToken);

    private async Task OpenAsync(CancellationToken cancellationToken) => View = await sender.Send(
        new OpenStaff(Name is { Length: > 200 } ? Name[..200] : Name, Math.Clamp(PageNumber, 1, 100_000)), cancellationToken);

    private async Task<IActionResult> AnswerAsync(Result<Done> answer, string done, CancellationToken cancellationToken)
    {
        if (!answer.Succeeded)
        {
            await OpenAsync(cancellationToken);
            return this.Refused(answer.Refusal);
        }
        TempData["Done"] = done;
        return Redirect(Href(Math.Clamp(PageNumber, 1, 100_000)));
    }

    private string Href(int page) => QueryHelpers.AddQueryString("/drift/medarbejdere", new Dictionary<string, string?>
    {
        ["navn"] = string.IsNullOrEmpty(Name) ? null : Name,
        ["side"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    });
}
