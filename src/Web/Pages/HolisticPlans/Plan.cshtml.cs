using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.HolisticPlans;

/// <summary>The plan that takes the place of others, step by step: the four tests, the areas' yes, what it says, the consent, and its effect.</summary>
public sealed class PlanModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    private const string Here = "helhedsplan";

    /// <summary>Another one, after one that has ended (?ny=true).</summary>
    [BindProperty(SupportsGet = true, Name = "ny")]
    public bool Anew { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public HolisticPlanView Plan { get; private set; } = null!;

    public bool IsDraft => Plan.Id is null || Plan.State == HolisticPlanState.Draft;

    /// <summary>Where there is none that is written or holds.</summary>
    public bool CanBegin => Plan is { MayWrite: true, OthersHaveOne: false } && Plan.Id is null;

    /// <summary>The steps, and whether each is done.</summary>
    public IReadOnlyList<(string Step, bool IsDone)> Steps =>
    [
        ("tests", Lacks("holistic.testsNotMet", "holistic.nothingReplaced", "holistic.planNotActive", "holistic.tooYoung", "holistic.notAYouth")),
        ("areas", Lacks("holistic.areaNotAgreed", "holistic.nothingReplaced")),
        ("content", Lacks("holistic.contentMissing", "holistic.noFollowUp", "holistic.nothingReplaced")),
        ("consent", Lacks("holistic.noConsent")),
    ];

    protected override string StaleText => "holistic.stale";

    private bool Lacks(params string[] codes) => Plan.Id is not null && !Plan.Missing.Any(codes.Contains);

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        Plan = await Sender.Send(new OpenHolisticPlan(CitizenId, Anew), cancellationToken);
        string? sent = Request.Query["handler"];
        if (sent != "Assess")
        {
            Input.Id = Plan.Id?.Value ?? Guid.NewGuid();
            (Input.Complex, Input.Compound, Input.SeveralPlans, Input.Coordination) =
                (Plan.Tests.Complex, Plan.Tests.Compound, Plan.Tests.SeveralPlans, Plan.Tests.Coordination);
            (Input.Reason, Input.Replaces) = (Plan.Reason, [.. Plan.Chosen.Select(one => one.Key.ToString())]);
        }
        if (sent != "Texts")
        {
            Input.NextFollowUp = Plan.NextFollowUp;
            Input.Texts.Clear();
        }
        foreach (var part in Plan.Parts.Where(part => !Input.Texts.ContainsKey(part.Code)))
        {
            Input.Texts[part.Code] = part.Text;
        }
        Input.AskedIn ??= Language;
    }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostAssessAsync(CancellationToken cancellationToken)
    {
        if (Input.Reason?.Trim().Length is not (>= HolisticPlan.ShortestReason and <= HolisticPlan.LongestReason))
        {
            ModelState.AddModelError("Input.Reason", Texts["err.holistic.reason"]);
        }
        var plans = Plan.Plans.Where(one => Input.Replaces.Contains(one.Key.ToString())).Select(one => one.Key).ToList();
        return DoAsync(
            new AssessHolisticPlan(
                CitizenId, HolisticPlanId.From(Input.Id), Input.Revision, new FourTests(Input.Complex, Input.Compound, Input.SeveralPlans, Input.Coordination),
                Input.Reason ?? "", plans),
            _ => ("holistic.done.assessed", Here + "#trin-areas"), cancellationToken);
    }

    public Task<IActionResult> OnPostAskAsync(CancellationToken cancellationToken)
    {
        if (Input.AskText?.Trim().Length is not (>= Domain.Proposals.Proposal.ShortestText and <= Domain.Proposals.Proposal.LongestText))
        {
            ModelState.AddModelError("Input.AskText", Texts["err.proposal.text"]);
        }
        return DoAsync(new AskAreas(CitizenId, HolisticPlanId.From(Input.Id), Input.Revision, Input.AskText ?? ""), _ => ("holistic.done.asked", Here + "#trin-areas"), cancellationToken);
    }

    public Task<IActionResult> OnPostTextsAsync(CancellationToken cancellationToken)
    {
        foreach (var (part, text) in Input.Texts)
        {
            if (text?.Length > HolisticPlan.LongestText)
            {
                ModelState.AddModelError($"Input.Texts[{part}]", Texts["err.holistic.text"]);
            }
        }
        var known = Input.Texts.Where(one => Plan.Parts.Any(part => part.Code == one.Key)).ToDictionary(one => one.Key, one => one.Value ?? "", StringComparer.Ordinal);
        return DoAsync(
            new WriteHolisticTexts(CitizenId, HolisticPlanId.From(Input.Id), Input.Revision, known, Input.NextFollowUp, Taken(Input.Take)),
            _ => Input.Take is null ? ("holistic.done.written", Here + "#trin-content") : ("holistic.done.taken", Here + "#del-" + Taken(Input.Take)?.Part), cancellationToken);
    }

    public Task<IActionResult> OnPostConsentAsync(CancellationToken cancellationToken) => DoAsync(
        new AskReplacementConsent(CitizenId, HolisticPlanId.From(Input.Id), Input.Revision, Input.AskedIn ?? Language.Da),
        id => ("holistic.done.consent", "samtykker/" + id.Value), cancellationToken);

    public Task<IActionResult> OnPostEffectAsync(CancellationToken cancellationToken) => DoAsync(
        new PutHolisticPlanInForce(CitizenId, HolisticPlanId.From(Input.Id), Input.Revision), _ => ("holistic.done.inForce", Here), cancellationToken);

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancellationToken) => DoAsync(
        new EndHolisticPlan(CitizenId, HolisticPlanId.From(Input.Id), Input.Revision), state => ("holistic.done." + state, state == HolisticPlanState.Dropped ? "delplaner" : Here),
        cancellationToken);

    /// <summary><c>part|source:id</c>, as a button sends it; what is none takes nothing.</summary>
    private (string Part, ItemKey From)? Taken(string? written)
    {
        var parts = written?.Split('|', 2);
        return parts is [var part, var key] && Plan.Chosen.FirstOrDefault(one => one.Key.ToString() == key) is not null ? (part, CommonGoalVersion.KeyOf(key)) : null;
    }

    public sealed class InputModel
    {
        public Guid Id { get; set; }

        public long Revision { get; set; }

        public bool Complex { get; set; }

        public bool Compound { get; set; }

        public bool SeveralPlans { get; set; }

        public bool Coordination { get; set; }

        public string? Reason { get; set; }

        /// <summary><c>source:id</c> of each.</summary>
        public List<string> Replaces { get; set; } = [];

        public string? AskText { get; set; }

        /// <summary>By the code of the part.</summary>
        public Dictionary<string, string?> Texts { get; set; } = [];

        public DateOnly? NextFollowUp { get; set; }

        public string? Take { get; set; }

        public Language? AskedIn { get; set; }
    }
}
