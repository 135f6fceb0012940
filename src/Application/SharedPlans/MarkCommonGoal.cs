using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>Marks how far a common goal has come as the staff sees it, or writes down which step the citizen chose.</summary>
[Needs(Permission.WriteSharedPlan)]
public sealed record MarkCommonGoal(CitizenId CitizenId, CommonGoalId Id, long SeenRevision, GoalSide Side, int Step, string Note) : ICommand<Done>, IConcernsCitizen
{
    /// <summary>Within this time the same mark again is the same mark, sent twice.</summary>
    internal static readonly TimeSpan SameMark = TimeSpan.FromMinutes(10);

    internal sealed class Validator : AbstractValidator<MarkCommonGoal>
    {
        public Validator()
        {
            RuleFor(command => command.Side).IsInEnum();
            RuleFor(command => command.Step).InclusiveBetween(1, CommonGoal.Steps).WithMessage("err.step");
            RuleFor(command => command.Note).MaximumLength(CommonGoal.LongestNote).WithMessage("err.step.note");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<MarkCommonGoal, Done>
    {
        public async Task<Result<Done>> Handle(MarkCommonGoal command, CancellationToken cancellationToken)
        {
            var (by, now) = (current.Member(), clock.GetUtcNow());
            var goal = await db.GoalAsync(command.CitizenId, command.Id, cancellationToken);
            if (goal.HasMarked(command.Side, command.Step, command.Note, by, now - SameMark))
            {
                return Done.Value;
            }
            goal.MustBe(command.SeenRevision);
            var done = goal.Mark(command.Side, command.Step, command.Note, by, now);
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}
