using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Domain.Notices;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Notices;

/// <summary>Where somebody chooses what they are told of by e-mail, and when; and sees whether their mails go.</summary>
public sealed class SettingsModel(ISender sender) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenNoticeSettings.View View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        View = await sender.Send(new OpenNoticeSettings(), HttpContext.RequestAborted);
        await next();
    }

    public void OnGet() => Input = new InputModel { Address = View.Own, Hour = View.Hour, Choices = View.Choices.ToDictionary(choice => choice.Key, choice => choice.Value) };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        var asked = Input.Choices.Where(choice => View.Choices.ContainsKey(choice.Key)).ToDictionary(choice => choice.Key, choice => choice.Value);
        await sender.Send(new ChooseNotices(Input.Address?.Trim(), Input.Hour, asked), cancellationToken);
        TempData["Done"] = "notices.done.settings";
        return Redirect("/varsler/indstillinger");
    }

    /// <summary>In the order they are asked about.</summary>
    public static IEnumerable<MailChoice> ChoicesOf(NoticeKind kind) =>
        kind.MayBeCritical() ? [MailChoice.Daily, MailChoice.AtOnce, MailChoice.Never] : [MailChoice.Daily, MailChoice.Never];

    public static string Css(string state) => state switch
    {
        "failed" => "state-bad",
        "sent" => "state-ok",
        "waiting" => "state-info",
        _ => "",
    };

    public sealed class InputModel
    {
        public string? Address { get; set; }

        public int Hour { get; set; } = NoticeDefaults.DigestHour;

        public Dictionary<NoticeKind, MailChoice> Choices { get; set; } = [];
    }
}
