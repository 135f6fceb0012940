using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>Gives a draft up, or ends a plan that holds: then the plans it replaced are written in again. The consent to it ends with it.</summary>
[Needs(Permission.WritePlans)]
public sealed record EndHolisticPlan(CitizenId CitizenId, HolisticPlanId Id, long SeenRevision) : ICommand<HolisticPlanState>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, HolisticFile file) : ICommandHandler<EndHolisticPlan, HolisticPlanState>
    {
        public async Task<Result<HolisticPlanState>> Handle(EndHolisticPlan command, CancellationToken cancellationToken)
        {
            var led = await file.LedAsync(command.CitizenId, command.Id, command.SeenRevision, cancellationToken);
            if (!led.Succeeded)
            {
                return led.Refusal;
            }
            var (plan, today, consents) = (led.Value.Plan, led.Value.Course.Today, led.Value.Consents);
            var isWaiting = consents.Any(one => one.State == ConsentState.Asked);
            var done = plan.State switch
            {
                HolisticPlanState.Draft => plan.Drop(file.Member, today, isWaiting),
                _ when isWaiting => HolisticRefusals.ConsentWaits,
                _ => plan.End(file.Member, today),
            };
            if (!done.Succeeded)
            {
                return done.Refusal;
            }
            foreach (var consent in consents.Where(one => one.State == ConsentState.Given))
            {
                consent.Withdraw(signer: null, file.Member, today);
            }
            await db.SaveChangesAsync(cancellationToken);
            return plan.State;
        }
    }
}
