using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.SharedPlans;

/// <summary>Where the citizen's words, the strengths and the common follow-up are written.</summary>
public sealed class SharedModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    private const string Here = "faelles";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public SharedContent Common { get; private set; } = null!;

    /// <summary>That everybody met today and the plan goes on is the usual.</summary>
    public static readonly FollowUpResult[] Results = [FollowUpResult.Continue, FollowUpResult.Change, FollowUpResult.Rerefer, FollowUpResult.End];

    protected override string StaleText => "shared.stale";

    /// <summary>Emergency access reads what it names, and this is nothing of it. The form that was sent keeps what was typed; the others say what is.</summary>
    protected override Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        Common = View.Content ?? throw new AccessDeniedException("access.onlyRead");
        string? sent = Request.Query["handler"];
        if (sent != "Strengths")
        {
            Input.Strengths = Common.Strengths?.Text;
        }
        if (sent is not ("Plan" or "Record"))
        {
            (Input.HeldOn, Input.Caller) = (View.Today, Common.Callers.Where(one => Common.Next is not { } next || one.Name == next.Caller).Select(one => one.Id.Value).FirstOrDefault());
        }
        return Task.CompletedTask;
    }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostMattersAsync(CancellationToken cancellationToken) => SayAsync(WordsAbout.WhatMatters, "Input.Matters", Input.Matters, cancellationToken);

    public Task<IActionResult> OnPostStrengthsAsync(CancellationToken cancellationToken) => SayAsync(WordsAbout.Strengths, "Input.Strengths", Input.Strengths, cancellationToken);

    public Task<IActionResult> OnPostPlanAsync(CancellationToken cancellationToken)
    {
        Need("Input.MoveOn", Input.MoveOn is not null);
        return DoAsync(new PlanFollowUp(CitizenId, Input.Revision, Input.MoveOn ?? default, UserId.From(Input.Caller)), _ => ("followUp.done.planned", "plan"), cancellationToken);
    }

    public Task<IActionResult> OnPostRecordAsync(CancellationToken cancellationToken)
    {
        Need("Input.HeldOn", Input.HeldOn is not null);
        Need("Input.Result", Input.Result is not null);
        Need("Input.NextOn", Input.NextOn is not null || Input.Result == FollowUpResult.End);
        if (Input.Note?.Trim().Length is not (> 0 and <= SharedPlan.LongestNote))
        {
            ModelState.AddModelError("Input.Note", Texts["err.followUp.note"]);
        }
        return DoAsync(
            new RecordFollowUp(
                CitizenId, Input.Revision, Input.Number, Input.HeldOn ?? default, Input.Result ?? default, Input.Note ?? "", Input.NextOn,
                Input.Caller == Guid.Empty ? null : UserId.From(Input.Caller)),
            _ => ("followUp.done." + Input.Result, "plan"), cancellationToken);
    }

    private Task<IActionResult> SayAsync(WordsAbout about, string field, string? text, CancellationToken cancellationToken)
    {
        if (text?.Trim().Length is not (> 0 and <= SharedPlan.LongestWords))
        {
            ModelState.AddModelError(field, Texts["err.words"]);
        }
        return DoAsync(new WriteWords(CitizenId, Input.Revision, about, text ?? ""), _ => ("shared.done." + about, Here), cancellationToken);
    }

    private void Need(string field, bool isThere)
    {
        if (!isThere && ModelState.GetValueOrDefault(field) is not { Errors.Count: > 0 })
        {
            ModelState.AddModelError(field, Texts["err.missing"]);
        }
    }

    public sealed class InputModel
    {
        public long Revision { get; set; }

        public string? Matters { get; set; }

        public string? Strengths { get; set; }

        /// <summary>Of the follow-up that was held.</summary>
        public int Number { get; set; }

        public DateOnly? HeldOn { get; set; }

        public FollowUpResult? Result { get; set; }

        public string? Note { get; set; }

        public DateOnly? NextOn { get; set; }

        /// <summary>The day of one that is planned, or moved to it.</summary>
        public DateOnly? MoveOn { get; set; }

        public Guid Caller { get; set; }
    }
}
