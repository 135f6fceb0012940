using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>What others have changed about one citizen since the viewer last said to have seen it.</summary>
/// <param name="Changes">Which kinds of things, and how many: a collection of a course document, <c>conflict.opened</c> and the like, <c>coordinator</c>.</param>
public sealed record CitizenNews(CitizenId CitizenId, string Citizen, DateTimeOffset Since, DateTimeOffset LastAt, IReadOnlyList<(string What, int Number)> Changes)
{
    /// <summary>Of somebody who has not said it yet.</summary>
    internal static readonly TimeSpan AtFirst = TimeSpan.FromDays(7);

    internal sealed record Found(Guid CitizenId, string Citizen, DateTimeOffset Since, string What, int Number, DateTimeOffset LastAt);

    // Numbers of the viewer's areas' items; which they are, and what is new in them, the citizen's history tells through the mask. Citizens by
    // citizen, so that the history of everybody's conflicts is not read for those of a few.
    private const string Sql =
        """
        , marked as materialized (
          select m.citizen_id, coalesce(s.seen_until, {3}) as since
          from mine m left join seen_marks s on s.user_id = {0} and s.citizen_id = m.citizen_id
        ), news as (
          select f.citizen_id, f.collection as what, f.items as number, f.last_at
          from items_told_since((select array_agg(citizen_id order by citizen_id) from marked), (select array_agg(since order by citizen_id) from marked)) f
          union all
          select k.citizen_id, 'conflict.' || h.change, count(*)::int, max(h.at)
          from marked k
          cross join lateral (select c.id from conflicts c where c.citizen_id = k.citizen_id offset 0) c
          cross join lateral (select h.change, h.at, h.by from conflict_history h where h.conflict_id = c.id offset 0) h
          where h.at > k.since and h.by is distinct from {0} and h.change in ('opened', 'reopened', 'resolved', 'accepted', 'autoClosed')
          group by k.citizen_id, h.change
          union all
          select k.citizen_id, 'coordinator', count(*)::int, max(a.answered_at)
          from marked k join coordinator_assignments a on a.citizen_id = k.citizen_id
          where a.answered_at > k.since and a.state in ('active', 'ended') and a.user_id is distinct from {0} group by k.citizen_id
        )
        select n.citizen_id, z.given_name || ' ' || z.family_name as citizen, k.since, n.what, n.number, n.last_at
        from news n join marked k on k.citizen_id = n.citizen_id
        cross join lateral (select z.given_name, z.family_name from citizens z where z.id = n.citizen_id offset 0) z
        order by max(n.last_at) over (partition by n.citizen_id) desc, n.citizen_id, n.what
        """;

    internal static async Task<IReadOnlyList<CitizenNews>> ReadAsync(
        ISammenhaengDb db, Viewer viewer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = await db.Sql<Found>(StaffCitizens.Query(viewer, CitizenScope.Mine, clock.Today(), Sql, clock.GetUtcNow() - AtFirst)).ToListAsync(cancellationToken);
        return [.. found.GroupBy(row => row.CitizenId).Select(rows => new CitizenNews(
            CitizenId.From(rows.Key), rows.First().Citizen, rows.First().Since, rows.Max(row => row.LastAt), [.. rows.Select(row => (row.What, row.Number))]))];
    }
}

/// <summary>The viewer has seen what is new about all their citizens until a moment.</summary>
/// <param name="Until">When they were shown it: what came later has not been seen.</param>
[Needs(Permission.FindCitizens)]
public sealed record MarkAllSeen(DateTimeOffset Until) : ICommand<Done>
{
    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<MarkAllSeen, Done>
    {
        public async Task<Result<Done>> Handle(MarkAllSeen command, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            await db.Sql<int>(StaffCitizens.Query(viewer, CitizenScope.Mine, clock.Today(), SeenMarks.Move, SeenMarks.NoLater(command.Until, clock))).ToListAsync(cancellationToken);
            return Done.Value;
        }
    }
}

/// <summary>The viewer has seen what is new about one citizen until a moment.</summary>
[Needs(Permission.SeeCourse)]
public sealed record MarkSeen(CitizenId CitizenId, DateTimeOffset Until) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<MarkSeen, Done>
    {
        public async Task<Result<Done>> Handle(MarkSeen command, CancellationToken cancellationToken)
        {
            var (user, citizen, until) = (current.Viewer.UserId!.Value.Value, command.CitizenId.Value, SeenMarks.NoLater(command.Until, clock));
            await db.Sql<int>(
                $"""
                insert into seen_marks (user_id, citizen_id, seen_until) values ({user}, {citizen}, {until})
                on conflict (user_id, citizen_id) do update set seen_until = greatest(seen_marks.seen_until, excluded.seen_until)
                returning 1 as "Value"
                """).ToListAsync(cancellationToken);
            return Done.Value;
        }
    }
}

internal static class SeenMarks
{
    public const string Move =
        """
        insert into seen_marks (user_id, citizen_id, seen_until) select {0}, citizen_id, {3} from mine
        on conflict (user_id, citizen_id) do update set seen_until = greatest(seen_marks.seen_until, excluded.seen_until)
        returning 1 as "Value"
        """;

    /// <summary>Nobody has seen what is to come.</summary>
    public static DateTimeOffset NoLater(DateTimeOffset until, TimeProvider clock) => until < clock.GetUtcNow() ? until.ToUniversalTime() : clock.GetUtcNow();
}
