using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>
/// What somebody who has left still holds: open conflicts taken on, agreements to keep, common follow-ups to call everybody to, and the role of
/// coordinator, which has ended with the employment and which nobody has taken on since. It waits for every colleague of the areas they worked
/// in who works with the citizen, until one of them takes it or gives it to another.
/// </summary>
internal static class HeldByWhoLeft
{
    public const string Conflict = "conflict";
    public const string Coordinator = "coordinator";
    public const string Agreement = "agreement";
    public const string FollowUp = "followUp";

    // Few have left, and their agreements are looked up by whose they are: joined as tables, the agreements of a whole area may come first.
    private const string Held =
        """
          select l.id as user_id, l.name as user_name, c.citizen_id, c.id::text as id, c.rule as words, 'conflict' as which, c.due_on as due,
            c.first_seen_at as since, c.revision, null as source, null as area, null as asked, null::text[] as mandate, false as is_text
          from users l join conflicts c on c.owner_id = l.id
          where not l.active and c.state in ('open', 'acknowledged') and exists (select from user_areas a where a.user_id = l.id and a.area = any({1}))
          union all
          select l.id, l.name, k.citizen_id, k.id::text, k.name, 'coordinator', null, k.proposed_at, k.revision, k.adopted_source, null,
            (select n.name from coordinator_assignments n where n.citizen_id = k.citizen_id and n.kind = 'main' and n.state = 'proposed' order by n.proposed_at limit 1), k.mandate, false
          from users l join coordinator_assignments k on k.user_id = l.id
          where not l.active and k.kind = 'main'
            and (k.state = 'active' or k.state = 'ended' and not exists (select from coordinator_assignments n
              where n.citizen_id = k.citizen_id and n.kind = 'main' and (n.state = 'active' or n.state = 'ended' and n.answered_at > k.answered_at)))
            and exists (select from user_areas a where a.user_id = l.id and a.area = any({1}))
          union all
          select l.id, l.name, g.citizen_id, g.source || ':' || g.id, g.text, 'agreement', g.due, g.first_seen_at, 0, g.source, g.area, null, null, true
          from (select l.id, l.name, d.source, d.contact_id from users l join staff_directory d on d.user_id = l.id where not l.active offset 0) l
          cross join lateral (
            select * from agreements a
            where a.source = l.source and a.owner = l.contact_id and not a.done and a.ended_at is null and a.area = any({1}) offset 0) g
          union all
          select l.id, l.name, p.citizen_id, p.id::text, l.name, 'followUp', f.planned_on, f.planned_at, p.revision, null, null, null, null, false
          from users l join follow_ups f on f.caller = l.id and f.state = 'planned' join shared_plans p on p.id = f.shared_plan_id
          where not l.active and p.ended_at is null and exists (select from user_areas a where a.user_id = l.id and a.area = any({1}))
        """;

    /// <summary>A part of the tasks, as <see cref="StaffTasks"/> numbers its parameters.</summary>
    public const string Tasks =
        """
          union all
          select 'Ownerless', h.citizen_id, h.id, h.words, h.which, h.due, h.since, false, h.is_text from (
        """ + Held + ") h";

    private const string Listed =
        """
        select h.user_id, h.user_name, h.citizen_id, z.given_name || ' ' || z.family_name as citizen, h.id,
          case when not h.is_text or z.protection = 'none' and not exists (
            select from network_members n where n.citizen_id = z.id and n.ended_at is null and n.protection <> 'none') then h.words end as words,
          h.which, h.due, h.revision, h.source, h.area, h.asked, h.mandate
        from (
        """ + Held +
        """
        ) h join lateral (select z.id, z.given_name, z.family_name, z.protection from citizens z where z.id = h.citizen_id offset 0) z on true
        order by h.user_name, h.user_id, z.family_name, z.given_name, z.id, h.which, h.due nulls last, h.id
        """;

    /// <param name="Words">A name, a text, or the key of a rule; null where it is hidden.</param>
    /// <param name="Revision">Of a conflict, or of the shared plan that a follow-up stands in.</param>
    /// <param name="Source">The system that tells of an agreement, or of a role; null of what stands here alone.</param>
    /// <param name="Asked">Who has been asked to take the role on.</param>
    /// <param name="Mandate">Of the role, as it was.</param>
    internal sealed record Row(
        Guid UserId, string UserName, Guid CitizenId, string Citizen, string Id, string? Words, string Which, DateOnly? Due, long Revision, string? Source,
        string? Area, string? Asked, string[]? Mandate);

    public static Task<List<Row>> ReadAsync(ISammenhaengDb db, Viewer viewer, DateOnly today, CancellationToken cancellationToken) =>
        db.Sql<Row>(StaffCitizens.Query(viewer, CitizenScope.Mine, today, Listed)).ToListAsync(cancellationToken);
}
