namespace Sammenhaeng.Application.WorkLists;

/// <summary>
/// What somebody who has left still holds: open conflicts taken on, agreements to keep, and the role of coordinator, which has ended with the
/// employment and which nobody has taken on since. It waits for every colleague
/// of the areas they worked in who works with the citizen, until one of them takes it.
/// </summary>
internal static class HeldByWhoLeft
{
    /// <summary>A part of the tasks, as <see cref="StaffTasks"/> numbers its parameters.</summary>
    public const string Tasks =
        """
          union all
          select 'Ownerless', c.citizen_id, c.id::text, c.rule, 'conflict', c.due_on, c.first_seen_at, false, false
          from users l join conflicts c on c.owner_id = l.id
          where not l.active and c.state in ('open', 'acknowledged') and exists (select from user_areas a where a.user_id = l.id and a.area = any({1}))
          union all
          select 'Ownerless', k.citizen_id, k.id::text, k.name, 'coordinator', null, k.proposed_at, false, false
          from users l join coordinator_assignments k on k.user_id = l.id
          where not l.active and k.kind = 'main'
            and (k.state = 'active' or k.state = 'ended' and not exists (select from coordinator_assignments n
              where n.citizen_id = k.citizen_id and n.kind = 'main' and (n.state = 'active' or n.state = 'ended' and n.answered_at > k.answered_at)))
            and exists (select from user_areas a where a.user_id = l.id and a.area = any({1}))
          union all
          select 'Ownerless', g.citizen_id, g.source || ':' || g.id, g.text, 'agreement', g.due, g.first_seen_at, false, true
          from users l join staff_directory d on d.user_id = l.id join agreements g on g.source = d.source and g.owner = d.contact_id
          where not l.active and not g.done and g.ended_at is null and g.area = any({1})
        """;
}
