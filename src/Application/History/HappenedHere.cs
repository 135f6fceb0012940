using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.History;

/// <summary>What no system tells, and is written where it happened: to conflicts, to the coordinator, to consents asked for and plans shared here, to the plan that takes
/// the place of others.</summary>
internal sealed record HappenedHere(IReadOnlyList<HappenedHere.Found> Rows)
{
    /// <param name="Name">Who did it.</param>
    /// <param name="Who">Of the coordinator, who it is.</param>
    /// <param name="FromArea">Of a consent.</param>
    /// <param name="WithArea">Of a consent and a share.</param>
    internal sealed record Found(
        Guid? ConflictId, string What, DateTimeOffset At, string? Name, string? Source, string? PlanId, string? FromArea, string? WithArea, string? Who);

    public static async Task<HappenedHere> ReadAsync(
        ISammenhaengDb db, CitizenId citizen, (DateTimeOffset From, DateTimeOffset Until) between, CancellationToken cancellationToken) => new(await db.Sql<Found>(
        $"""
        select * from (
          select h.conflict_id, h.change as what, h.at, u.name, null::text as source, null::text as plan_id, null::text as from_area, null::text as with_area,
            null::text as who
          from conflict_history h join conflicts c on c.id = h.conflict_id left join users u on u.id = h.by where c.citizen_id = {citizen.Value}
          union all
          select null, case a.kind when 'main' then 'coordinator' else 'deputy' end, a.answered_at, u.name, null, null, null, null, a.name
          from coordinator_assignments a left join users u on u.id = a.proposed_by where a.citizen_id = {citizen.Value} and a.state in ('active', 'ended')
          union all
          select null, 'coordinatorEnded', a.period_to::timestamp at time zone 'Europe/Copenhagen', null, null, null, null, null, a.name
          from coordinator_assignments a where a.citizen_id = {citizen.Value} and a.state = 'ended' and a.kind = 'main' and not exists (
            select from coordinator_assignments n where n.citizen_id = a.citizen_id and n.kind = 'main' and n.state in ('active', 'ended') and n.answered_at > a.answered_at
              and n.period_from <= a.period_to)
          union all
          select null, 'shared', g.shared_at, u.name, g.plan_source, g.plan_id, null, g.area, null
          from given_shares g join users u on u.id = g.shared_by where g.citizen_id = {citizen.Value}
          union all
          select null, 'sharingStopped', g.stopped_at, u.name, g.plan_source, g.plan_id, null, g.area, null
          from given_shares g join users u on u.id = g.stopped_by where g.citizen_id = {citizen.Value}
          union all
          select null, 'consentAsked', c.asked_at, u.name, null, null, c.from_area, c.to_area, null
          from consent_records c join users u on u.id = c.asked_by where c.citizen_id = {citizen.Value} and c.holistic_plan_id is null
          union all
          select null, case c.state when 'declined' then 'consentDeclined' else 'consentGiven' end, s.written_down_at, s.name, null, null, c.from_area, c.to_area, null
          from consent_records c cross join lateral (
            select x.written_down_at, u.name from consent_signatures x left join users u on u.id = x.written_down_by
            where x.consent_id = c.id order by x.written_down_at desc limit 1) s
          where c.citizen_id = {citizen.Value} and c.state <> 'asked' and c.holistic_plan_id is null
          union all
          select null, 'consentWithdrawn', c.withdrawn_on::timestamp at time zone 'Europe/Copenhagen', u.name, null, null, c.from_area, c.to_area, null
          from consent_records c left join users u on u.id = c.withdrawal_written_down_by where c.citizen_id = {citizen.Value} and c.state = 'withdrawn' and c.holistic_plan_id is null
          union all
          select null, case e.name when 'HolisticPlanTookEffect' then 'began' else 'ended' end, e.happened_at, null, null, null, null, null, null from domain_events e
          where e.citizen_id = {citizen.Value} and (e.name in ('HolisticPlanTookEffect', 'HolisticPlanEnded') or e.name = 'ConsentWithdrawn' and exists (
            select from consent_records c join holistic_plan_replacements r on r.holistic_plan_id = c.holistic_plan_id and r.until_on = c.withdrawn_on
            where c.id = (e.payload ->> 'consentId')::uuid and (c.withdrawn_by is not null or c.withdrawal_written_down_by is null)))) h
        where h.at >= {between.From} and h.at < {between.Until}
        """).ToListAsync(cancellationToken));

    /// <param name="what">Of one kind alone; null of all.</param>
    public IEnumerable<HistoryLine> Lines(string? what, CourseFile file, CourseMask mask, HistoryMask seen, Viewer viewer, ReferenceSnapshot reference)
    {
        var conflicts = file.Conflicts.Where(conflict => mask.IsCompared(conflict.Subjects)).ToDictionary(conflict => conflict.Id.Value);
        foreach (var row in Rows)
        {
            if (row.ConflictId is { } id)
            {
                if (what is null or OpenHistory.Conflicts && conflicts.TryGetValue(id, out var conflict))
                {
                    yield return new HistoryLine(row.At, HistoryKind.Conflict, row.What, null, conflict.Rule, null, row.Name, []) { Conflict = ConflictId.From(id) };
                }
            }
            else if (row.What is "began" or "ended")
            {
                if (what is null)
                {
                    yield return new HistoryLine(row.At, HistoryKind.Holistic, row.What, null, null, null, null, []);
                }
            }
            else if (row.WithArea is null)
            {
                if (what is null or OpenHistory.Coordinators)
                {
                    yield return new HistoryLine(row.At, HistoryKind.Coordinator, row.What, null, row.Who, null, row.Name, []);
                }
            }
            else if (SharingOf(row, what, seen, viewer, reference) is { } line)
            {
                yield return line;
            }
        }
    }

    /// <summary>A share is seen with its plan; a consent by the areas it is from or to.</summary>
    private static HistoryLine? SharingOf(Found row, string? what, HistoryMask seen, Viewer viewer, ReferenceSnapshot reference)
    {
        var with = reference.NameOf(row.WithArea!).Name;
        if (row.FromArea is { } from)
        {
            return what is null or "consents" && (viewer.Areas.Contains(from) || viewer.Areas.Contains(row.WithArea!))
                ? new HistoryLine(row.At, HistoryKind.Sharing, row.What, null, reference.NameOf(from).Name, null, row.Name, []) { With = with }
                : null;
        }
        return what is null or "plan_shares" && seen.TitleOfPlan(new ItemKey(row.Source!, row.PlanId!)) is { } title
            ? new HistoryLine(row.At, HistoryKind.Sharing, row.What, null, title, null, row.Name, []) { With = with }
            : null;
    }
}
