using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.BreakGlass;

/// <summary>
/// Emergency access to judge, the soonest due first, then what has been judged. A leader is given that of the own areas' staff, and the
/// data-protection contact what is overdue, and what is taken more often than it should be. No citizen is named.
/// </summary>
[Needs(Permission.ReviewBreakGlass)]
public sealed record ListBreakGlass : IQuery<ListBreakGlass.View>
{
    /// <summary>More than this by one person in thirty days is told of.</summary>
    public const int Often = 3;

    private const int Most = 200;

    public sealed record Row(
        BreakGlassGrantId Id, string Who, IReadOnlyList<string> Areas, IReadOnlyList<string> Categories, BreakGlassReason Reason, string Text, DateTimeOffset OpenedAt, DateTimeOffset Until,
        DateOnly Due, bool IsOverdue, int InThirtyDays, bool IsOwn, BreakGlassVerdict? Verdict, string? ReviewedBy, string? Note)
    {
        public bool IsOften => InThirtyDays > Often;
    }

    public sealed record View(IReadOnlyList<Row> Waiting, IReadOnlyList<Row> Judged);

    internal sealed record Found(
        Guid Id, Guid UserId, string Who, string[] Areas, string[] Categories, string Reason, string Text, DateTimeOffset OpenedAt, DateTimeOffset Until, DateOnly ReviewDue,
        int InThirtyDays, string? Verdict, string? ReviewedBy, string? ReviewNote);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, IReferenceData reference, TimeProvider clock)
        : IQueryHandler<ListBreakGlass, View>
    {
        public async Task<View> Handle(ListBreakGlass query, CancellationToken cancellationToken)
        {
            var (viewer, today) = (current.Viewer, clock.Today());
            var (isLeader, isDataProtection, areas) = (viewer.Is(Roles.Leader), viewer.Is(Roles.DataProtection), viewer.Areas.ToArray());
            var found = await db.Sql<Found>(
                $"""
                select * from (
                  select g.id, g.user_id, u.name as who, g.areas, g.categories, g.reason, g.text, g.opened_at, g.until, g.review_due,
                    (select count(*)::int from break_glass_grants o
                     where o.user_id = g.user_id and o.opened_at > g.opened_at - interval '30 days' and o.opened_at <= g.opened_at) as in_thirty_days,
                    g.verdict, r.name as reviewed_by, g.review_note, g.reviewed_at
                  from break_glass_grants g join users u on u.id = g.user_id left join users r on r.id = g.reviewed_by) g
                where ({isLeader} and exists (select from user_areas a where a.user_id = g.user_id and a.area = any({areas})
                         and a.valid_from <= {today} and (a.valid_to is null or a.valid_to >= {today})))
                   or ({isDataProtection} and (g.review_due < {today} or g.in_thirty_days > {Often} or g.reviewed_at is not null))
                order by g.reviewed_at desc nulls first, g.review_due, g.opened_at limit {Most}
                """).ToListAsync(cancellationToken);
            var names = (await reference.CurrentAsync(cancellationToken)).On(today);
            var rows = found.Select(row => new Row(
                BreakGlassGrantId.From(row.Id), row.Who, [.. row.Areas.Select(area => names.NameOf(area).Name)], row.Categories, Word<BreakGlassReason>.Parse(row.Reason), row.Text,
                row.OpenedAt, row.Until, row.ReviewDue, row.Verdict is null && row.ReviewDue < today, row.InThirtyDays, row.UserId == viewer.UserId?.Value,
                row.Verdict is null ? null : Word<BreakGlassVerdict>.Parse(row.Verdict), row.ReviewedBy, row.ReviewNote)).ToList();
            return new View([.. rows.Where(row => row.Verdict is null)], [.. rows.Where(row => row.Verdict is not null)]);
        }
    }
}
