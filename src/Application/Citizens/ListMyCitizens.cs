using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Severity = Sammenhaeng.Domain.Conflicts.Severity;

namespace Sammenhaeng.Application.Citizens;

/// <summary>The viewer's citizens, fifty a page.</summary>
[Needs(Permission.FindCitizens)]
public sealed record ListMyCitizens(CitizenScope Scope, string? Area, bool OnlyWithConflicts, ListMyCitizens.Order SortBy, int Page)
    : IQuery<ListMyCitizens.View>
{
    public const int Size = 50;

    public enum Order { Name, Conflicts, NextAppointment }

    /// <param name="OtherAreas">Areas with a plan that are not the viewer's: how many, not which.</param>
    public sealed record Row(
        CitizenId Id, string Name, DateOnly BirthDate, IReadOnlyList<AreaName> Areas, int OtherAreas,
        DateTime? NextAppointment, int OpenConflicts, Severity? Worst, string? Coordinator, bool IsMine);

    public sealed record View(IReadOnlyList<Row> Rows, int Total, int Page, IReadOnlyList<AreaName> OwnAreas) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Rows.Select(row => row.Id)];
    }

    internal sealed class Validator : AbstractValidator<ListMyCitizens>
    {
        public Validator()
        {
            RuleFor(query => query.Page).InclusiveBetween(1, 100_000);
            RuleFor(query => query.Scope).IsInEnum();
            RuleFor(query => query.SortBy).IsInEnum();
        }
    }

    internal sealed record Found(
        Guid Id, string Name, DateOnly BirthDate, string[] Areas, DateTimeOffset? NextAt, int OpenConflicts, int? Worst, string? Coordinator, bool IsMine, int Total);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, IReferenceData reference, TimeProvider clock)
        : IQueryHandler<ListMyCitizens, View>
    {
        private const string Conflicts =
            """
            cross join lateral (
              select count(*)::int as open_conflicts, max(c.severity)::int as worst from conflicts c
              where c.citizen_id = z.id and c.state in ('open', 'acknowledged')) x
            """;

        private const string Next =
            """
            cross join lateral (
              select min(a.start_at) as next_at from appointments a
              where a.citizen_id = z.id and a.ended_at is null and a.status = 'booked' and a.start_at >= {4}
                and (a.invited is null or 'citizen' = any(a.invited))) t
            """;

        // A whole area may be many thousand people: what is costly is looked up for the page alone, unless it decides the order. Counted
        // apart: in one with the count, the page is planned as if it could end early while all of it is counted. And put together of what is
        // asked for alone: a plan that is kept for every order and condition there might be is good for none.
        private static string Sql(string? area, bool onlyWithConflicts, Order by)
        {
            var (decides, first) = by switch
            {
                Order.Conflicts => (Conflicts, "coalesce(x.worst, -1) desc, x.open_conflicts desc, "),
                Order.NextAppointment => (Next, "t.next_at nulls last, "),
                _ => ("", ""),
            };
            var ofArea = area is null ? "" : "and exists (select from plans p where p.citizen_id = m.citizen_id and p.area = {3} and p.ended_at is null)";
            var withConflicts = onlyWithConflicts ? "and exists (select from conflicts c where c.citizen_id = m.citizen_id and c.state in ('open', 'acknowledged'))" : "";
            return $$"""
                , wanted as (
                  select m.citizen_id from mine m where true {{ofArea}} {{withConflicts}}
                ), page as (
                  select z.id, z.given_name, z.family_name, z.birth_date from citizens z
                  {{decides}}
                  where z.id in (select citizen_id from wanted)
                  order by {{first}}z.family_name, z.given_name, z.id
                  limit {5} offset {6}
                )
                select z.id, z.given_name || ' ' || z.family_name as name, z.birth_date,
                  array(select distinct p.area from plans p
                        where p.citizen_id = z.id and p.ended_at is null and p.status in ('active', 'underReview') order by p.area) as areas,
                  t.next_at, x.open_conflicts, x.worst, k.name as coordinator, coalesce(k.user_id = {0}, false) as is_mine, (select count(*)::int from wanted) as total
                from page z
                {{Conflicts}}
                {{Next}}
                left join coordinator_assignments k on k.citizen_id = z.id and k.kind = 'main' and k.state = 'active'
                  and k.period_from <= {2} and (k.period_to is null or k.period_to >= {2})
                order by {{first}}z.family_name, z.given_name, z.id
                """;
        }

        public async Task<View> Handle(ListMyCitizens query, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            var areas = (await reference.CurrentAsync(cancellationToken)).On(clock.Today());
            var area = viewer.OwnArea(query.Area);
            var found = await db.Sql<Found>(StaffCitizens.Query(
                viewer, query.Scope, clock.Today(), Sql(area, query.OnlyWithConflicts, query.SortBy), area, clock.GetUtcNow(), Size, (query.Page - 1) * Size))
                .ToListAsync(cancellationToken);
            var rows = found.Select(row => new Row(
                CitizenId.From(row.Id), row.Name, row.BirthDate,
                [.. row.Areas.Where(viewer.Areas.Contains).Select(areas.NameOf)],
                row.Areas.Count(area => !viewer.Areas.Contains(area)),
                row.NextAt is { } next ? LocalTime.Of(next) : null,
                row.OpenConflicts, (Severity?)row.Worst, row.Coordinator, row.IsMine));
            return new View([.. rows], found.Count == 0 ? 0 : found[0].Total, query.Page, [.. viewer.Areas.Select(areas.NameOf)]);
        }
    }
}
