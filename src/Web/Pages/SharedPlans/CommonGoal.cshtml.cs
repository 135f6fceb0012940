using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.SharedPlans;

/// <summary>One common goal: its steps and who says where on them it is, the areas' goals under it, and what it was before. Or a new one.</summary>
public sealed class CommonGoalModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    /// <summary>Null for a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "goal")]
    public Guid? GoalId { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public CommonGoalLine? Goal { get; private set; }

    /// <summary>The areas' goals that the viewer can put under it.</summary>
    public IReadOnlyList<GoalLine> Choices { get; private set; } = [];

    protected override string StaleText => "commonGoal.stale";

    private string Here => "faelles/maal/" + (GoalId ?? Input.Id);

    protected override Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        var content = View.Content ?? throw new AccessDeniedException("access.onlyRead");
        Goal = GoalId is null ? null : content.Goals.Concat(content.ClosedGoals).FirstOrDefault(one => one.Id.Value == GoalId) ?? throw new AccessDeniedException();
        Choices = [.. View.Goals.Where(goal => goal is { Text: not null, IsActive: true })];
        if (Request.Query["handler"] != "Write")
        {
            Input.Id = GoalId ?? Guid.NewGuid();
            if (Goal is not null)
            {
                (Input.Text, Input.Steps, Input.Weight, Input.Under) = (Goal.Text, [.. Goal.Steps], Goal.Weight, [.. Goal.Under.Select(goal => goal.Key.ToString())]);
            }
        }
        // Somebody may send fewer fields than the form has.
        Input.Steps = [.. Input.Steps.Concat(new string?[CommonGoal.Steps]).Take(CommonGoal.Steps)];
        return Task.CompletedTask;
    }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostWriteAsync(CancellationToken cancellationToken)
    {
        if (Input.Text?.Trim().Length is not (> 0 and <= CommonGoal.LongestText))
        {
            ModelState.AddModelError("Input.Text", Texts["err.commonGoal.text"]);
        }
        for (var i = 0; i < CommonGoal.Steps; i++)
        {
            if (Input.Steps[i]?.Trim().Length is not (> 0 and <= CommonGoal.LongestStep))
            {
                ModelState.AddModelError($"Input.Steps[{i}]", Texts["err.commonGoal.step"]);
            }
        }
        var under = Choices.Where(goal => Input.Under.Contains(goal.Key.ToString())).Select(goal => goal.Key).ToList();
        return DoAsync(
            new WriteCommonGoal(
                CitizenId, CommonGoalId.From(GoalId ?? Input.Id), Input.Revision, Input.Text ?? "", [.. Input.Steps.Select(step => step ?? "")], Input.Weight, under),
            _ => ("commonGoal.done.written", Here), cancellationToken);
    }

    public Task<IActionResult> OnPostMarkAsync(CancellationToken cancellationToken)
    {
        if (Input.Step is null)
        {
            ModelState.AddModelError("Input.Step", Texts["err.step"]);
        }
        return DoAsync(
            new MarkCommonGoal(CitizenId, CommonGoalId.From(GoalId ?? default), Input.Revision, Input.Side, Input.Step ?? 0, Input.Note ?? ""),
            _ => ("commonGoal.done.marked", Here), cancellationToken);
    }

    public Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken) => DoAsync(
        new CloseCommonGoal(CitizenId, CommonGoalId.From(GoalId ?? default), Input.Revision, Input.Outcome), _ => ("commonGoal.done." + Input.Outcome, "plan"), cancellationToken);

    public sealed class InputModel
    {
        /// <summary>Of a new one: sent twice, it is one.</summary>
        public Guid Id { get; set; }

        public long Revision { get; set; }

        public string? Text { get; set; }

        public string?[] Steps { get; set; } = new string?[CommonGoal.Steps];

        public int Weight { get; set; } = 1;

        /// <summary><c>source:id</c> of each.</summary>
        public List<string> Under { get; set; } = [];

        public GoalSide Side { get; set; }

        public int? Step { get; set; }

        public string? Note { get; set; }

        public CommonGoalState Outcome { get; set; }
    }
}
