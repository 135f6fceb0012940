using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Consent;

/// <summary>"Må jeg dele dette?": one plan, one area, one answer, and what to do with it.</summary>
public sealed class MayIShareModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public AdviseSharing.View Advice { get; private set; } = null!;

    private ItemKey? Plan => Input.Plan?.Split(':', 2) is [var source, var id] ? new ItemKey(source, id) : null;

    protected override string StaleText => "consent.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        Advice = await Sender.Send(
            new AdviseSharing(CitizenId, Plan, Plan is null || string.IsNullOrEmpty(Input.Area) ? null : Input.Area), cancellationToken);
        Input.Until ??= Advice.Advice?.Until < Advice.LongestTo ? Advice.Advice.Until : Advice.LongestTo;
    }

    /// <summary>The answer; nothing is changed, and what was asked stands in no address.</summary>
    public IActionResult OnPost()
    {
        if (Advice.To is null)
        {
            ModelState.AddModelError("Input.Area", Texts["err.consent.area"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        return Page();
    }

    public Task<IActionResult> OnPostShareAsync(CancellationToken cancellationToken) => DoAsync(
        new SharePlan(CitizenId, Plan ?? default, Input.Area ?? "", Input.Ground, Input.Reason, Input.Until ?? default),
        _ => ("sharing.done.shared", "samtykker"),
        cancellationToken);

    public sealed class InputModel
    {
        /// <summary><c>source:id</c>.</summary>
        public string? Plan { get; set; }

        public string? Area { get; set; }

        public ShareGround Ground { get; set; }

        public string? Reason { get; set; }

        public DateOnly? Until { get; set; }
    }
}
