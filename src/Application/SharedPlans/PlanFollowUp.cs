using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>Sets when everybody follows up together, and who calls them. One that was planned is moved.</summary>
[Needs(Permission.WriteSharedPlan)]
public sealed record PlanFollowUp(CitizenId CitizenId, long SeenRevision, DateOnly On, UserId Caller) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<PlanFollowUp>
    {
        public Validator() => RuleFor(command => command.On).InclusiveBetween(AsOf.First, AsOf.Last);
    }

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : ICommandHandler<PlanFollowUp, Done>
    {
        public async Task<Result<Done>> Handle(PlanFollowUp command, CancellationToken cancellationToken)
        {
            var (by, now, today) = (current.Member(), clock.GetUtcNow(), clock.Today());
            var plan = await db.ActiveAsync(command.CitizenId, cancellationToken);
            if (plan?.Next is { } next && (next.PlannedOn, next.Caller) == (command.On, command.Caller))
            {
                return Done.Value;
            }
            var (file, _) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            if (!file.MayCall(command.Caller, by, today))
            {
                return ActiveSharedPlan.NotACaller;
            }
            var done = db.SeenOrStarted(plan, command.SeenRevision, (command.CitizenId, by, now)).PlanFollowUp(command.On, command.Caller, by, today, now);
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}
