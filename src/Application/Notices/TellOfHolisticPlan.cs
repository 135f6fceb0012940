using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Notices;

namespace Sammenhaeng.Application.Notices;

/// <summary>
/// That a plan is replaced, and that it is not any longer, is told to those who own it and to who wrote the one that replaced it. Where a
/// consent was withdrawn the database has ended that plan in the same moment.
/// </summary>
internal sealed class TellOfHolisticPlan(ISammenhaengDb db, TimeProvider clock) : IOn<HolisticPlanTookEffect>, IOn<HolisticPlanEnded>, IOn<ConsentWithdrawn>
{
    public Task HandleAsync(HolisticPlanTookEffect happened, CancellationToken cancellationToken) =>
        TellAsync(happened.HolisticPlanId, NoticeKind.HolisticPlanInForce, HolisticPlanState.InForce, cancellationToken);

    public Task HandleAsync(HolisticPlanEnded happened, CancellationToken cancellationToken) =>
        TellAsync(happened.HolisticPlanId, NoticeKind.HolisticPlanEnded, HolisticPlanState.Ended, cancellationToken);

    public async Task HandleAsync(ConsentWithdrawn happened, CancellationToken cancellationToken)
    {
        var plan = await db.Set<ConsentRecord>().Where(one => one.Id == happened.ConsentId).Select(one => one.HolisticPlanId).SingleOrDefaultAsync(cancellationToken);
        if (plan is { } id)
        {
            await TellAsync(id, NoticeKind.HolisticPlanEnded, HolisticPlanState.Ended, cancellationToken);
        }
    }

    /// <summary>Of what is so no longer by the time it is told, nothing is told.</summary>
    private async Task TellAsync(HolisticPlanId id, NoticeKind kind, HolisticPlanState state, CancellationToken cancellationToken)
    {
        var plan = await db.Set<HolisticPlan>().AsNoTracking().AsSingleQuery().SingleOrDefaultAsync(one => one.Id == id && one.State == state, cancellationToken);
        if (plan is null)
        {
            return;
        }
        var by = state == HolisticPlanState.Ended ? plan.EndedBy : plan.InForceBy;
        var whom = await db.Sql<Guid>(
            $"""
            select d.user_id as "Value" from holistic_plan_replacements r
            join plans p on p.citizen_id = r.citizen_id and p.source = r.source and p.id = r.plan_id
            join staff_directory d on d.source = p.source and d.contact_id = p.owner_id
            where r.holistic_plan_id = {id.Value} and d.user_id is not null
            union
            select unnest(array[h.started_by, h.in_force_by]) from holistic_plans h where h.id = {id.Value}
            """).ToListAsync(cancellationToken);
        await db.TellAsync(
            new Tell(kind, plan.CitizenId, id.Value, id.Value.ToString(), clock.GetUtcNow()), [.. whom.Where(one => one != by?.Value)], cancellationToken);
        if (state == HolisticPlanState.Ended)
        {
            await db.SettleAsync(NoticeKind.HolisticPlanInForce, id.Value, clock.GetUtcNow(), cancellationToken);
        }
    }
}
