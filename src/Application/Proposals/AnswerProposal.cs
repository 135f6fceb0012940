using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Proposals;

namespace Sammenhaeng.Application.Proposals;

public enum ProposalAct { Accept, Decline, Reply, Withdraw }

/// <summary>
/// Says yes or no for the area that was asked, no with a reason; or says something and leaves it open; or takes one's own proposal back.
/// </summary>
/// <param name="SeenRevision">Of the proposal, so that two do not answer it differently.</param>
[Needs(Permission.ProposeChanges)]
public sealed record AnswerProposal(CitizenId CitizenId, ProposalId Id, long SeenRevision, ProposalAct Act, string Text) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<AnswerProposal>
    {
        public Validator()
        {
            RuleFor(command => command.Act).IsInEnum();
            RuleFor(command => command.Text).MaximumLength(Proposal.LongestText).WithMessage("err.proposal.text");
            RuleFor(command => command.Text).Must(text => text?.Trim().Length >= Proposal.ShortestText).When(command => command.Act == ProposalAct.Decline)
                .WithMessage("err.proposal.reason");
            RuleFor(command => command.Text).Must(text => text?.Trim().Length > 0).When(command => command.Act == ProposalAct.Reply).WithMessage("err.missing");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<AnswerProposal, Done>
    {
        public async Task<Result<Done>> Handle(AnswerProposal command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var proposal = await db.Set<Proposal>().Where(one => one.Id == command.Id && one.CitizenId == command.CitizenId).SeenAsync(cancellationToken);
            if (proposal.Revision != command.SeenRevision)
            {
                throw new StaleRevisionException();
            }
            var isAsked = current.Viewer.Areas.Contains(proposal.Area);
            var now = clock.GetUtcNow();
            var done = command.Act switch
            {
                ProposalAct.Withdraw => proposal.Withdraw(by, now),
                ProposalAct.Reply when isAsked || current.Viewer.Areas.Contains(proposal.FromArea) => proposal.Reply(command.Text, by, now),
                ProposalAct.Accept when isAsked => proposal.Decide(ProposalState.Accepted, command.Text, by, now),
                ProposalAct.Decline when isAsked => proposal.Decide(ProposalState.Declined, command.Text, by, now),
                _ => Proposal.NotYourArea,
            };
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}
