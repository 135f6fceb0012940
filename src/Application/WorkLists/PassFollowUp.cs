using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>Lets a colleague call everybody to the planned common follow-up, on its day, in place of one who has left.</summary>
[Needs(Permission.WriteSharedPlan)]
public sealed record PassFollowUp(CitizenId CitizenId, long SeenRevision, UserId From, UserId To) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : ICommandHandler<PassFollowUp, Done>
    {
        public async Task<Result<Done>> Handle(PassFollowUp command, CancellationToken cancellationToken)
        {
            var by = current.Member();
            var plan = await db.ActiveAsync(command.CitizenId, cancellationToken);
            if (plan?.Next?.Caller == command.To)
            {
                return Done.Value;
            }
            if (plan?.Next is not { } next || next.Caller != command.From)
            {
                return HandOver.ChangedMeanwhile;
            }
            if (plan.Revision != command.SeenRevision)
            {
                throw new StaleRevisionException();
            }
            var (file, _) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            if (!file.MayCall(command.To, by, clock.Today()))
            {
                return ActiveSharedPlan.NotACaller;
            }
            var done = plan.PassFollowUp(command.To, by, clock.GetUtcNow());
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}
