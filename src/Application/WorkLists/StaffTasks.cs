using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>What a task asks of somebody.</summary>
public enum TaskKind
{
    /// <summary>A conflict that the viewer has taken on.</summary>
    Conflict,

    /// <summary>An agreement that the viewer owns, or of somebody whom the viewer coordinates.</summary>
    Agreement,

    /// <summary>A plan that the viewer is the contact of is to be followed up.</summary>
    FollowUp,

    /// <summary>Another area proposes a change to one of the viewer's.</summary>
    Proposal,

    /// <summary>The viewer is asked to coordinate.</summary>
    Coordinator,

    /// <summary>A system tells of a relative whom nobody has confirmed.</summary>
    Relative,

    /// <summary>A consent ends soon.</summary>
    Consent,

    /// <summary>Log control asks why the viewer looked.</summary>
    LogControl,

    /// <summary>Emergency access to judge.</summary>
    Emergency,

    /// <summary>Somebody who has left holds it still.</summary>
    Ownerless,
}

/// <summary>One thing that waits for the viewer. It is not kept: it is read out of what it is about, and gone when that is done.</summary>
/// <param name="Id">Of what it is about: a conflict, a request to coordinate; empty where the citizen is enough.</param>
/// <param name="Words">A title, a name, or the key of a rule; null where it is hidden or there is none.</param>
/// <param name="Which">Which of a kind: <c>main</c> of a coordinator, <c>conflict</c> of what somebody left.</param>
public sealed record StaffTask(TaskKind Kind, CitizenId? CitizenId, string? Citizen, string Id, string? Words, string Which, DateOnly? Due, DateTimeOffset Since, bool IsOwn);

/// <summary>Reads all that waits for one member of staff, in one round trip, by sets.</summary>
internal static class StaffTasks
{
    /// <summary>How long before it ends a consent is told of, and a plan before it is to be followed up.</summary>
    public const int DaysBefore = 30;

    internal sealed record Found(string Kind, Guid? CitizenId, string? Citizen, string Id, string? Words, string Which, DateOnly? Due, DateTimeOffset Since, bool IsOwn);

    // {3} the day until which what ends is told of, {4} whether the viewer is a leader, {5} whether they look after data protection, {6} how
    // often emergency access is often. What is free text about a protected citizen may name where they are, so it is left out. The citizens
    // stand as a list, which each table is asked for by key: a set is taken for large, and whole tables are read.
    private const string Sql =
        """
        , told as (
          select 'Conflict' as kind, c.citizen_id, c.id::text as id, c.rule as words, '' as which, c.due_on as due, c.first_seen_at as since, true as is_own, false as is_text
          from conflicts c where c.owner_id = {0} and c.state in ('open', 'acknowledged')
          union all
          select 'Agreement', g.citizen_id, g.source || ':' || g.id, g.text, '', g.due, g.first_seen_at, o.is_own, true
          from agreements g
          join lateral (
            select exists (select from staff_directory d where d.source = g.source and d.contact_id = g.owner and d.user_id = {0}) as is_own,
              exists (select from coordinator_assignments r where r.citizen_id = g.citizen_id and r.user_id = {0} and r.state = 'active'
                and r.period_from <= {2} and (r.period_to is null or r.period_to >= {2})) as is_coordinated) o on o.is_own or o.is_coordinated and g.due <= {3}
          where g.citizen_id = any(array(select citizen_id from mine)) and not g.done and g.ended_at is null and g.area = any({1})
          union all
          select 'FollowUp', p.citizen_id, p.source || ':' || p.id, p.title, '', p.next_follow_up, p.first_seen_at, true, true
          from all_plans p join staff_directory d on d.source = p.source and d.contact_id = p.owner_id
          where p.citizen_id = any(array(select citizen_id from mine)) and d.user_id = {0} and p.area = any({1}) and p.ended_at is null
            and p.status in ('active', 'underReview') and p.next_follow_up <= {3}
          union all
          select 'Proposal', p.citizen_id, p.id::text, u.name, '', null, p.proposed_at, false, false
          from proposals p join users u on u.id = p.proposed_by
          where p.citizen_id = any(array(select citizen_id from mine)) and p.state = 'waiting' and p.area = any({1}) and p.proposed_by <> {0}
          union all
          select 'Coordinator', a.citizen_id, a.id::text, u.name, a.kind, null, a.proposed_at, true, false
          from coordinator_assignments a left join users u on u.id = a.proposed_by where a.user_id = {0} and a.state = 'proposed'
          union all
          select 'Relative', n.citizen_id, n.source || ':' || n.id, n.relation, '', null, coalesce(n.changed_at, n.first_seen_at), false, false
          from network_members n
          cross join lateral (select is_guardian(n.citizen_id, n.source, n.id, {2}) as guardian) g
        """ + "\n" + Relatives.ListRelatives.LastConfirmed + "\n" +
        """
          where n.citizen_id = any(array(select citizen_id from mine)) and n.ended_at is null and n.cpr_index is not null and n.area = any({1})
            and (n.portal <> 'none' or n.custody_holder or g.guardian) and not (
        """ + Relatives.ListRelatives.IsOpen +
        """
        )
          union all
          select 'Consent', t.citizen_id, t.source || ':' || t.id, null, '', t.valid_to, t.first_seen_at, false, false
          from consents t
          where t.citizen_id = any(array(select citizen_id from mine)) and t.ended_at is null and t.revoked_at is null and t.valid_to between {2} and {3}
            and (t.from_areas && {1} or t.to_areas && {1})
            and not exists (select from consents l where l.citizen_id = t.citizen_id and l.ended_at is null and l.revoked_at is null and l.kind = t.kind
              and l.from_areas = t.from_areas and l.to_areas = t.to_areas and l.categories @> t.categories and (l.valid_to is null or l.valid_to > t.valid_to))
          union all
          select 'Consent', t.citizen_id, t.id::text, null, 'here', t.valid_to, t.asked_at, false, false
          from consent_records t
          where t.citizen_id = any(array(select citizen_id from mine)) and t.state = 'given' and t.valid_to between {2} and {3}
            and (t.from_area = any({1}) or t.to_area = any({1}))
            and not exists (select from consent_records l where l.citizen_id = t.citizen_id and l.state in ('given', 'asked') and l.from_area = t.from_area
              and l.to_area = t.to_area and l.valid_to > t.valid_to)
          union all
          select 'LogControl', null, v.id::text, null, '', v.due, v.looked_at, true, false
          from sampled_visits v where v.user_id = {0} and v.answered_at is null and v.judged_at is null
          union all
          select 'Emergency', null, g.id::text, u.name, g.reason, g.review_due, g.opened_at, false, false
          from break_glass_grants g join users u on u.id = g.user_id
          where g.verdict is null and g.user_id <> {0}
            and ({4} and exists (select from user_areas a where a.user_id = g.user_id and a.area = any({1}) and a.valid_from <= {2} and (a.valid_to is null or a.valid_to >= {2}))
              or {5} and (g.review_due < {2} or {6} < (select count(*) from break_glass_grants o
                where o.user_id = g.user_id and o.opened_at > g.opened_at - interval '30 days' and o.opened_at <= g.opened_at)))
        """;

    private const string Shown =
        """
        )
        select t.kind, t.citizen_id, z.given_name || ' ' || z.family_name as citizen, t.id,
          case when not t.is_text or z.protection = 'none' and not exists (
            select from network_members n where n.citizen_id = z.id and n.ended_at is null and n.protection <> 'none') then t.words end as words,
          coalesce(t.which, '') as which, t.due, t.since, t.is_own
        from told t left join lateral (select z.id, z.given_name, z.family_name, z.protection from citizens z where z.id = t.citizen_id offset 0) z on true
        where t.citizen_id is null or z.id is not null
        order by t.due nulls last, t.since, t.kind, t.id
        """;

    public static async Task<List<StaffTask>> ReadAsync(ISammenhaengDb db, Viewer viewer, DateOnly today, CancellationToken cancellationToken)
    {
        var found = await db.Sql<Found>(StaffCitizens.Query(
            viewer, CitizenScope.Mine, today, Sql + "\n" + HeldByWhoLeft.Tasks + "\n" + Shown,
            today.AddDays(DaysBefore), viewer.Is(Roles.Leader), viewer.Is(Roles.DataProtection), BreakGlass.ListBreakGlass.Often)).ToListAsync(cancellationToken);
        return [.. found.Select(row => new StaffTask(
            Enum.Parse<TaskKind>(row.Kind), row.CitizenId is { } id ? CitizenId.From(id) : null, row.Citizen, row.Id, row.Words, row.Which, row.Due, row.Since, row.IsOwn))];
    }
}
