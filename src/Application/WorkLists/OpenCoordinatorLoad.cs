using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>All whom the viewer coordinates on one page, those with the gravest conflicts first.</summary>
[Needs(Permission.FindCitizens)]
public sealed record OpenCoordinatorLoad : IQuery<OpenCoordinatorLoad.View>
{
    /// <summary>Nobody has room for as many.</summary>
    private const int Most = 200;

    /// <param name="IsDeputy">The viewer stands in for whoever coordinates.</param>
    /// <param name="Next">The next appointment of whatever area: when, not what.</param>
    /// <param name="FollowUp">The next one of a plan in an own area.</param>
    /// <param name="Overdue">Agreements of own areas whose day has passed.</param>
    /// <param name="ConsentEnds">The first day on which a consent from or to an own area ends, within thirty days.</param>
    public sealed record Row(
        CitizenId CitizenId, string Citizen, bool IsDeputy, int Critical, int High, int Others, DateTime? Next, DateOnly? FollowUp, int Overdue, DateOnly? ConsentEnds);

    /// <param name="Room">How many one coordinator has room for.</param>
    public sealed record View(IReadOnlyList<Row> Rows, int Room) : IShowsCitizens
    {
        /// <summary>Those the viewer coordinates, not those they stand in for.</summary>
        public int Held => Rows.Count(row => !row.IsDeputy);

        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Rows.Select(row => row.CitizenId)];
    }

    internal sealed record Found(
        Guid CitizenId, string Citizen, bool IsDeputy, int Critical, int High, int Others, DateTimeOffset? NextAt, DateOnly? FollowUp, int Overdue, DateOnly? ConsentEnds);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, IReferenceData reference, TimeProvider clock) : IQueryHandler<OpenCoordinatorLoad, View>
    {
        private const string Sql =
            """
            select z.id as citizen_id, z.given_name || ' ' || z.family_name as citizen,
              not exists (select from coordinator_assignments k where k.citizen_id = z.id and k.user_id = {0} and k.state = 'active' and k.kind = 'main'
                and k.period_from <= {2} and (k.period_to is null or k.period_to >= {2})) as is_deputy,
              x.critical, x.high, x.others,
              (select min(a.start_at) from appointments a where a.citizen_id = z.id and a.ended_at is null and a.status = 'booked' and a.start_at >= {3}
                and (a.invited is null or 'citizen' = any(a.invited))) as next_at,
              (select min(p.next_follow_up) from all_plans p where p.citizen_id = z.id and p.ended_at is null and p.status in ('active', 'underReview') and p.area = any({1})) as follow_up,
              (select count(*)::int from agreements g where g.citizen_id = z.id and g.ended_at is null and not g.done and g.due < {2} and g.area = any({1})) as overdue,
              least(
                (select min(c.valid_to) from consents c where c.citizen_id = z.id and c.ended_at is null and c.revoked_at is null and c.valid_to between {2} and {4}
                  and (c.from_areas && {1} or c.to_areas && {1})),
                (select min(c.valid_to) from consent_records c where c.citizen_id = z.id and c.state = 'given' and c.valid_to between {2} and {4}
                  and (c.from_area = any({1}) or c.to_area = any({1})))) as consent_ends
            from mine m join citizens z on z.id = m.citizen_id
            cross join lateral (
              select (count(*) filter (where c.severity = 3))::int as critical, (count(*) filter (where c.severity = 2))::int as high,
                (count(*) filter (where c.severity < 2))::int as others
              from conflicts c where c.citizen_id = z.id and c.state in ('open', 'acknowledged')) x
            order by x.critical desc, x.high desc, x.others desc, z.family_name, z.given_name, z.id limit {5}
            """;

        public async Task<View> Handle(OpenCoordinatorLoad query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var limits = (await reference.CurrentAsync(cancellationToken)).On(today).Limits;
            var found = await db.Sql<Found>(StaffCitizens.Query(
                current.Viewer, CitizenScope.Coordinated, today, Sql, clock.GetUtcNow(), today.AddDays(StaffTasks.DaysBefore), Most)).ToListAsync(cancellationToken);
            return new View(
                [.. found.Select(row => new Row(
                    CitizenId.From(row.CitizenId), row.Citizen, row.IsDeputy, row.Critical, row.High, row.Others,
                    row.NextAt is { } next ? LocalTime.Of(next) : null, row.FollowUp, row.Overdue, row.ConsentEnds))],
                limits.CitizensPerCoordinator);
        }
    }
}

/// <summary>How much each coordinator of the leader's areas has: numbers, and no citizen.</summary>
[Needs(Permission.SeeFigures)]
public sealed record OpenAreaLoad : IQuery<OpenAreaLoad.View>
{
    public sealed record Row(string Name, int Citizens, int Critical, int High, int Others, int Overdue);

    public sealed record View(IReadOnlyList<Row> Rows, int Room);

    internal sealed class Handler(ISammenhaengDb db, IReferenceData reference, TimeProvider clock) : IQueryHandler<OpenAreaLoad, View>
    {
        public async Task<View> Handle(OpenAreaLoad query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var rows = await db.Sql<Row>(
                $"select name, citizens, critical, high, others, overdue from coordinator_loads({today}) order by citizens desc, name").ToListAsync(cancellationToken);
            return new View(rows, (await reference.CurrentAsync(cancellationToken)).On(today).Limits.CitizensPerCoordinator);
        }
    }
}
