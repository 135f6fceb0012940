using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>The citizen marks how far they have come with a common goal. It stands beside the staff's mark, and neither writes over the other.</summary>
[Needs(Permission.WriteOwnCourse)]
public sealed record MarkOwnGoal(CitizenId CitizenId, CommonGoalId Id, long SeenRevision, int Step, string Note) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<MarkOwnGoal>
    {
        public Validator()
        {
            RuleFor(command => command.Step).InclusiveBetween(1, CommonGoal.Steps).WithMessage("err.ownStep");
            RuleFor(command => command.Note).MaximumLength(CommonGoal.LongestNote).WithMessage("err.step.note");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<MarkOwnGoal, Done>
    {
        public async Task<Result<Done>> Handle(MarkOwnGoal command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var goal = await db.GoalAsync(command.CitizenId, command.Id, cancellationToken);
            if (goal.HasMarked(GoalSide.Citizen, command.Step, command.Note, writtenDownBy: null, now - MarkCommonGoal.SameMark))
            {
                return Done.Value;
            }
            goal.MustBe(command.SeenRevision);
            var done = goal.Mark(GoalSide.Citizen, command.Step, command.Note, writtenDownBy: null, now);
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}
