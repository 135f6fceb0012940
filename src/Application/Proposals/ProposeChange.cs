using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Proposals;

namespace Sammenhaeng.Application.Proposals;

/// <summary>Proposes that the area whose something is changes it. It waits there until somebody of that area says yes or no.</summary>
/// <param name="Kind">The collection of a course document: plans, goals, interventions or appointments.</param>
/// <param name="Key">Of an item that the viewer sees.</param>
[Needs(Permission.ProposeChanges)]
public sealed record ProposeChange(CitizenId CitizenId, string Kind, ItemKey Key, string Text) : ICommand<ProposalId>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<ProposeChange>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).Must(ProposalTargets.Kinds.Contains);
            RuleFor(command => command.Text).Must(text => text?.Trim().Length is >= Proposal.ShortestText and <= Proposal.LongestText).WithMessage("err.proposal.text");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock)
        : ICommandHandler<ProposeChange, ProposalId>
    {
        public async Task<Result<ProposalId>> Handle(ProposeChange command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var (file, reference) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            var target = ProposalTargets.Find(file.Course, current.Viewer.MaskOf(file.Course, clock.Today(), reference), command.Kind, command.Key)
                ?? throw new AccessDeniedException();
            if (command.Kind == "plans" && IsReplaced(file.Course, command.Key))
            {
                return HolisticRefusals.PlanIsReplaced;
            }
            var from = current.Relation.OwnAreas.Concat(current.Viewer.Areas).FirstOrDefault() ?? throw new AccessDeniedException("access.area");
            var proposal = Proposal.Make(command.CitizenId, (command.Kind, command.Key, target.Area), from, command.Text, by, clock.GetUtcNow());
            db.Set<Proposal>().Add(proposal);
            await db.SaveChangesAsync(cancellationToken);
            return proposal.Id;
        }

        private static bool IsReplaced(CourseBuilder course, ItemKey key)
        {
            foreach (ref readonly var plan in course.Plans.Span)
            {
                if (plan.Key == key)
                {
                    return plan.Status == PlanStatus.Replaced;
                }
            }
            return false;
        }
    }
}
