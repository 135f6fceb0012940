using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;

namespace Sammenhaeng.Application.LogControl;

/// <summary>What log control has done in the last thirty days: for the data-protection contact. Areas and numbers, nobody by name.</summary>
[Needs(Permission.SeeLogControlReport)]
public sealed record OpenLogControlReport : IQuery<OpenLogControlReport.View>
{
    public const int Days = 30;

    /// <param name="Name">Of the area; null for staff without one.</param>
    /// <param name="Visits">Looked at.</param>
    /// <param name="Drawn">Asked about.</param>
    /// <param name="Answered">Whoever looked has said why.</param>
    /// <param name="Judged">By somebody else.</param>
    /// <param name="Overdue">Without an answer in time, and not judged.</param>
    /// <param name="NotForWork">Judged so.</param>
    public sealed record Area(string? Name, int Visits, int Drawn, int Answered, int Judged, int Overdue, int NotForWork)
    {
        /// <summary>Judged of drawn, per cent; null while nothing is drawn.</summary>
        public int? Coverage => Drawn == 0 ? null : (int)Math.Floor(Judged * 100.0 / Drawn);
    }

    public sealed record Alert(string Code, int Visits);

    /// <param name="Seed">Hexadecimal: with it anybody who may see the log can draw again.</param>
    public sealed record Draw(DateOnly Day, string? Area, int Alerts, int Unexplained, int Explained, int DrawnUnexplained, int DrawnExplained, string Seed);

    /// <param name="IsLate">No night has looked through the log for three days, though one did before.</param>
    /// <param name="WellKnown">People of whom one look without work is enough.</param>
    public sealed record View(
        DateOnly From, DateOnly To, IReadOnlyList<Area> Areas, IReadOnlyList<Alert> Alerts, IReadOnlyList<Draw> Draws, bool IsLate, int WellKnown);

    internal sealed record FoundArea(string Area, int Visits, int Drawn, int Answered, int Judged, int Overdue, int NotForWork);

    internal sealed record FoundDraw(string Area, DateOnly Day, int Alerts, int Unexplained, int Explained, int DrawnUnexplained, int DrawnExplained, string Seed);

    internal sealed class Handler(ISammenhaengDb db, IReferenceData reference, TimeProvider clock) : IQueryHandler<OpenLogControlReport, View>
    {
        public async Task<View> Handle(OpenLogControlReport query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var from = today.AddDays(-Days);
            var areas = await db.Sql<FoundArea>(
                $"""
                with seen as (select area, count(*)::int as visits from log_visits where day >= {from} group by area),
                sampled as (
                  select area, count(*)::int as drawn, count(answered_at)::int as answered, count(judged_at)::int as judged,
                    (count(*) filter (where answered_at is null and judged_at is null and due < {today}))::int as overdue,
                    (count(*) filter (where verdict = 'notWorkRelated'))::int as not_for_work
                  from sampled_visits where drawn_on >= {from} group by area)
                select coalesce(seen.area, sampled.area) as area, coalesce(visits, 0) as visits, coalesce(drawn, 0) as drawn, coalesce(answered, 0) as answered,
                  coalesce(judged, 0) as judged, coalesce(overdue, 0) as overdue, coalesce(not_for_work, 0) as not_for_work
                from seen full join sampled on sampled.area = seen.area order by 1
                """).ToListAsync(cancellationToken);
            var alerts = await db.Sql<Alert>(
                $"""
                select code, count(*)::int as visits from log_visits, unnest(alerts) as code where day >= {from}
                group by code order by length(code), code
                """).ToListAsync(cancellationToken);
            var draws = await db.Sql<FoundDraw>(
                $"""
                select area, day, alerts, unexplained, explained, drawn_unexplained, drawn_explained, encode(seed, 'hex') as seed
                from log_draws where day >= {from} order by day desc, area limit 100
                """).ToListAsync(cancellationToken);
            var isLate = await db.Sql<bool>(
                $"""select exists (select from log_draws where day < {today}) and not exists (select from log_draws where day >= {today.AddDays(-3)}) as "Value" """)
                .SingleAsync(cancellationToken);
            var wellKnown = await db.Sql<int>($"""select count(*)::int as "Value" from well_known_people""").SingleAsync(cancellationToken);
            var names = (await reference.CurrentAsync(cancellationToken)).On(today);
            string? NameOf(string area) => area.Length == 0 ? null : names.NameOf(area).Name;
            return new View(
                from, today,
                [.. areas.Select(one => new Area(NameOf(one.Area), one.Visits, one.Drawn, one.Answered, one.Judged, one.Overdue, one.NotForWork))],
                alerts,
                [.. draws.Select(one => new Draw(one.Day, NameOf(one.Area), one.Alerts, one.Unexplained, one.Explained, one.DrawnUnexplained, one.DrawnExplained, one.Seed))],
                isLate, wellKnown);
        }
    }
}
