using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>
/// Consents to a plan that takes the place of others whose last day has passed: nobody agrees to it any longer, so the plan ends, and those
/// it replaced come back.
/// </summary>
/// <returns>How many.</returns>
[Needs(Permission.PassDays)]
public sealed record EndLapsedConsents : ICommand<int>
{
    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<EndLapsedConsents, int>
    {
        public async Task<Result<int>> Handle(EndLapsedConsents command, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var lapsed = await db.Set<ConsentRecord>()
                .Where(one => one.HolisticPlanId != null && one.State == ConsentState.Given && one.ValidTo < today).ToListAsync(cancellationToken);
            foreach (var consent in lapsed)
            {
                consent.Withdraw(signer: null, by: null, today);
            }
            await db.SaveChangesAsync(cancellationToken);
            return lapsed.Count;
        }
    }
}

public sealed class EndLapsedConsentsJob(ISender sender, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "end-lapsed-consents";

    public Task RunAsync(CancellationToken cancellationToken) => runs.RunOnceAsync(
        Name, clock.Today(), async stopping => $"{(await sender.Send(new EndLapsedConsents(), stopping)).Value} consents", cancellationToken);
}
