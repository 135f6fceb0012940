using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Application.Operations;

namespace Sammenhaeng.Web.Pages.Operations;

/// <summary>Says in words what is late or failing.</summary>
public sealed class StatusModel(ISender sender) : PageModel
{
    public OpenOperations.View View { get; private set; } = null!;

    public IReadOnlyList<ListFailedMails.Row> FailedMails { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        View = await sender.Send(new OpenOperations(), cancellationToken);
        FailedMails = await sender.Send(new ListFailedMails(), cancellationToken);
    }

    /// <param name="mail">None for all that failed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IActionResult> OnPostSendAgainAsync(Guid? mail, CancellationToken cancellationToken)
    {
        await sender.Send(new SendMailsAgain(mail), cancellationToken);
        TempData["Done"] = "mails.done.again";
        return Redirect("/drift");
    }

    public static string Css(OpenOperations.Health health) => health switch
    {
        OpenOperations.Health.Failing => "state-bad",
        OpenOperations.Health.Late => "state-warn",
        OpenOperations.Health.Fine => "state-ok",
        _ => "",
    };

    public static string Icon(OpenOperations.Health health) => health switch
    {
        OpenOperations.Health.Failing => "error",
        OpenOperations.Health.Late => "warning",
        OpenOperations.Health.Fine => "success",
        _ => "info",
    };
}
