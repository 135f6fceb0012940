using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Notices;

/// <summary>
/// What days passing bring: agreements that are due tomorrow or have become overdue, told to whoever promised, and plans to be looked at
/// again within a week, told to their owner. Each of them once for its day, also where some nights have not run.
/// </summary>
/// <returns>How many notices.</returns>
[Needs(Permission.PassDays)]
public sealed record TellOfDueItems : ICommand<int>
{
    private const int OverdueFor = 7;
    private const int FollowUpWithin = 7;

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<TellOfDueItems, int>
    {
        public async Task<Result<int>> Handle(TellOfDueItems command, CancellationToken cancellationToken)
        {
            var (now, today) = (clock.GetUtcNow(), clock.Today());
            var (tomorrow, longAgo, soon) = (today.AddDays(1), today.AddDays(-OverdueFor), today.AddDays(FollowUpWithin));
            // An agreement's owner is a contact of the same system; a relative or the citizen does not sign in here.
            var told = await db.Sql<int>(
                $"""
                with due as (
                  select case when a.due < {today} then 'agreementOverdue' else 'agreementDue' end as kind, a.citizen_id, a.source, a.owner as contact, a.id, a.due
                  from agreements a where a.ended_at is null and not a.done and a.due between {longAgo} and {tomorrow}
                  union all
                  select 'followUp', p.citizen_id, p.source, p.owner_id, p.id, p.next_follow_up
                  from all_plans p where p.ended_at is null and p.status in ('active', 'underReview') and p.next_follow_up between {today} and {soon}
                )
                insert into notices (user_id, kind, citizen_id, occasion, made_at)
                select u.id, due.kind, due.citizen_id, md5(due.citizen_id || '/' || due.source || '/' || due.id) || ':' || due.due, {now}
                from due join staff_directory d on d.source = due.source and d.contact_id = due.contact join users u on u.id = d.user_id and u.active
                where not exists (select from close_relations k join citizens z on z.cpr_index = k.cpr_index where k.user_id = u.id and z.id = due.citizen_id)
                on conflict do nothing returning 1 as "Value"
                """).ToListAsync(cancellationToken);
            return told.Count;
        }
    }
}

public sealed class TellOfDueItemsJob(ISender sender, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "tell-of-due-items";

    public Task RunAsync(CancellationToken cancellationToken) => runs.RunOnceAsync(
        Name, clock.Today(), async stopping => $"{(await sender.Send(new TellOfDueItems(), stopping)).Value} notices", cancellationToken);
}
