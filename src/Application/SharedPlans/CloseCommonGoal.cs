using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>A common goal is reached, or no longer wanted. It is kept with all that was marked.</summary>
[Needs(Permission.WriteSharedPlan)]
public sealed record CloseCommonGoal(CitizenId CitizenId, CommonGoalId Id, long SeenRevision, CommonGoalState Outcome) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<CloseCommonGoal>
    {
        public Validator() => RuleFor(command => command.Outcome).Must(outcome => outcome is CommonGoalState.Reached or CommonGoalState.Dropped).WithMessage("err.missing");
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<CloseCommonGoal, Done>
    {
        public async Task<Result<Done>> Handle(CloseCommonGoal command, CancellationToken cancellationToken)
        {
            var goal = await db.GoalAsync(command.CitizenId, command.Id, cancellationToken);
            if (goal.State == command.Outcome)
            {
                return Done.Value;
            }
            goal.MustBe(command.SeenRevision);
            var done = goal.Close(command.Outcome, current.Member(), clock.GetUtcNow());
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}
