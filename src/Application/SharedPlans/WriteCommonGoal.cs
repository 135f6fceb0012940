using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>Sets a common goal with its five steps and the areas' goals under it, or writes it anew. What it was is kept.</summary>
/// <param name="Id">Of a new one made by the form, so that sending it twice makes one.</param>
/// <param name="SeenRevision">Of the goal; 0 of a new one.</param>
/// <param name="Goals">Those the viewer has chosen, all of which the viewer sees. Those under it that are hidden from the viewer stay.</param>
[Needs(Permission.WriteSharedPlan)]
public sealed record WriteCommonGoal(
    CitizenId CitizenId, CommonGoalId Id, long SeenRevision, string Text, IReadOnlyList<string> Steps, int Weight, IReadOnlyList<ItemKey> Goals)
    : ICommand<CommonGoalId>, IConcernsCitizen
{
    private const int MostGoals = 50;

    internal sealed class Validator : AbstractValidator<WriteCommonGoal>
    {
        public Validator()
        {
            RuleFor(command => command.Text).Must(text => text?.Trim().Length is > 0 and <= CommonGoal.LongestText).WithMessage("err.commonGoal.text");
            RuleFor(command => command.Steps).Must(steps => steps.Count == CommonGoal.Steps && steps.All(step => step?.Trim().Length is > 0 and <= CommonGoal.LongestStep))
                .WithMessage("err.commonGoal.step");
            RuleFor(command => command.Weight).InclusiveBetween(1, CommonGoal.HeaviestWeight);
            RuleFor(command => command.Goals.Count).LessThanOrEqualTo(MostGoals);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock)
        : ICommandHandler<WriteCommonGoal, CommonGoalId>
    {
        public async Task<Result<CommonGoalId>> Handle(WriteCommonGoal command, CancellationToken cancellationToken)
        {
            var (by, now) = (current.Member(), clock.GetUtcNow());
            var goal = await db.Set<CommonGoal>().AsSplitQuery().SingleOrDefaultAsync(one => one.Id == command.Id, cancellationToken);
            if (goal is not null && goal.CitizenId != command.CitizenId || goal is null && command.SeenRevision != 0)
            {
                throw new AccessDeniedException();
            }
            var (file, reference) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            var mask = current.Viewer.MaskOf(file.Course, clock.Today(), reference);
            if (!command.Goals.All(key => Sees(file.Course, mask, key)))
            {
                throw new AccessDeniedException();
            }
            var hidden = goal?.Content.Goals.Where(key => !Sees(file.Course, mask, key)) ?? [];
            var content = new CommonGoalContent(
                command.Text.Trim(), [.. command.Steps.Select(step => step.Trim())], command.Weight, [.. command.Goals.Concat(hidden).Distinct()]);
            if (goal is not null && goal.Content.Says(content))
            {
                return goal.Id;
            }
            if (goal is null)
            {
                var plan = await db.ActiveAsync(command.CitizenId, cancellationToken);
                db.Set<CommonGoal>().Add(CommonGoal.Set(
                    command.Id, db.SeenOrStarted(plan, plan?.Revision ?? 0, (command.CitizenId, by, now)), content, by, clock.Today(), now));
                await db.SaveChangesAsync(cancellationToken);
                return command.Id;
            }
            goal.MustBe(command.SeenRevision);
            var done = goal.Rewrite(content, by, now);
            if (!done.Succeeded)
            {
                return done.Refusal;
            }
            await db.SaveChangesAsync(cancellationToken);
            return goal.Id;
        }

        private static bool Sees(CourseBuilder course, CourseMask mask, ItemKey key)
        {
            foreach (ref readonly var goal in course.Goals.Span)
            {
                if (goal.Key == key)
                {
                    return mask.Sees(DataClasses.Goals, goal.Area, goal.Plan);
                }
            }
            return false;
        }
    }
}
