using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Proposals;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Proposals;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Proposals;

/// <summary>What the areas propose to each other about one citizen's plan, and what has been answered.</summary>
public sealed class ProposalsModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    /// <summary>What a new one is about: collection, source and id of an item.</summary>
    [BindProperty(SupportsGet = true, Name = "slags")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "kilde")]
    public string? Source { get; set; }

    [BindProperty(SupportsGet = true, Name = "nr")]
    public string? ItemId { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public ListProposals.View Proposals { get; private set; } = null!;

    protected override string StaleText => "proposal.stale";

    private (string Kind, ItemKey Key)? Target => Kind is not null && Source is not null && ItemId is not null ? (Kind, new ItemKey(Source, ItemId)) : null;

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken) =>
        Proposals = await Sender.Send(new ListProposals(CitizenId, Target), cancellationToken);

    /// <summary>Comes from a conflict, with what to ask for; it is sent when somebody has read it.</summary>
    public IActionResult OnPostBegin() => Proposals.About is null ? NotFound() : Page();

    public Task<IActionResult> OnPostProposeAsync(CancellationToken cancellationToken)
    {
        if (Target is not { } target || Proposals.About is null)
        {
            return Task.FromResult<IActionResult>(NotFound());
        }
        if (Input.Text?.Trim().Length is not (>= Proposal.ShortestText and <= Proposal.LongestText))
        {
            ModelState.AddModelError("Input.Text", Texts["err.proposal.text"]);
        }
        return DoAsync(new ProposeChange(CitizenId, target.Kind, target.Key, Input.Text ?? ""), _ => ("proposal.done.made", "forslag"), cancellationToken);
    }

    public Task<IActionResult> OnPostAnswerAsync(CancellationToken cancellationToken)
    {
        if (Input.Act == ProposalAct.Decline && !(Input.Text?.Trim().Length >= Proposal.ShortestText))
        {
            ModelState.AddModelError("Input.Text", Texts["err.proposal.reason"]);
        }
        else if (Input.Act == ProposalAct.Reply && string.IsNullOrWhiteSpace(Input.Text))
        {
            ModelState.AddModelError("Input.Text", Texts["err.missing"]);
        }
        return DoAsync(
            new AnswerProposal(CitizenId, ProposalId.From(Input.Proposal), Input.Revision, Input.Act, Input.Text ?? ""), _ => ("proposal.done." + Input.Act, "forslag"), cancellationToken);
    }

    public sealed class InputModel
    {
        public Guid Proposal { get; set; }

        public long Revision { get; set; }

        public ProposalAct Act { get; set; } = ProposalAct.Reply;

        public string? Text { get; set; }
    }
}
