using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Proposals;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>
/// Asks each area whose plan is to be replaced, and that has not been asked or has said no: it goes the way of proposals, so that the area
/// is told of it and answers where it answers all else.
/// </summary>
/// <param name="Text">What is proposed, and why.</param>
[Needs(Permission.ProposeChanges)]
public sealed record AskAreas(CitizenId CitizenId, HolisticPlanId Id, long SeenRevision, string Text) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<AskAreas>
    {
        public Validator() => RuleFor(command => command.Text)
            .Must(text => text?.Trim().Length is >= Proposal.ShortestText and <= Proposal.LongestText).WithMessage("err.proposal.text");
    }

    internal sealed class Handler(ISammenhaengDb db, HolisticFile file) : ICommandHandler<AskAreas, Done>
    {
        public async Task<Result<Done>> Handle(AskAreas command, CancellationToken cancellationToken)
        {
            var led = await file.LedAsync(command.CitizenId, command.Id, command.SeenRevision, cancellationToken);
            if (!led.Succeeded)
            {
                return led.Refusal;
            }
            var plan = led.Value.Plan;
            if (plan.State != HolisticPlanState.Draft)
            {
                return HolisticRefusals.NotDraft;
            }
            var asked = plan.Replaces.Where(one => !one.IsOwn && !Waits(led.Value, one)).ToList();
            if (asked.Count == 0)
            {
                return HolisticRefusals.NothingToAsk;
            }
            foreach (var one in asked)
            {
                var proposal = Proposal.Make(plan.CitizenId, ("plans", one.Key, one.Area), plan.LeadArea, command.Text, file.Member, file.Now);
                db.Set<Proposal>().Add(proposal);
                plan.Ask(one.Key, proposal.Id);
            }
            await db.SaveChangesAsync(cancellationToken);
            return Done.Value;
        }

        private static bool Waits(HolisticCase of, ReplacedPlan one) =>
            one.ProposalId is { } id && of.Proposals.GetValueOrDefault(id)?.State is ProposalState.Waiting or ProposalState.Accepted;
    }
}
