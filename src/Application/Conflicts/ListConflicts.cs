using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Severity = Sammenhaeng.Domain.Conflicts.Severity;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Conflicts of the viewer's citizens, fifty a page. Titles and severities only: what they hold is on each one's page.</summary>
[Needs(Permission.FindCitizens)]
public sealed record ListConflicts(ListConflicts.Filter Wanted, ListConflicts.Order SortBy, int Page, int Size = ListConflicts.DefaultSize)
    : IQuery<ListConflicts.View>
{
    public const int DefaultSize = 50;

    public enum Order { Severity, Due, Newest, Citizen }

    /// <summary>Which states: those somebody must act on, those left standing, those that are over.</summary>
    public enum Standing { Open, Accepted, Closed, All }

    public sealed record Filter
    {
        public CitizenScope Scope { get; init; }
        public Standing Standing { get; init; }
        public Severity? Severity { get; init; }
        public string? Rule { get; init; }
        public string? Area { get; init; }

        /// <summary>Only those the viewer has taken on.</summary>
        public bool OwnedByMe { get; init; }

        /// <summary>Only those this colleague has taken on.</summary>
        public UserId? Owner { get; init; }

        /// <summary>Only those nobody has taken on.</summary>
        public bool OwnedByNobody { get; init; }

        public CitizenId? Citizen { get; init; }

        public Age Age { get; init; }
    }

    /// <summary>How long ago it was found: within a week, more than a week, more than thirty days.</summary>
    public enum Age { Any, Week, OverWeek, OverMonth }

    public sealed record Owner(UserId Id, string Name);

    public sealed record Row(
        ConflictId Id, CitizenId CitizenId, string CitizenName, string Rule, Severity Severity, ConflictState State,
        IReadOnlyList<AreaName> Areas, string? Owner, DateOnly? Due, DateOnly FirstSeen, long Revision)
    {
        public bool CanBeTakenOn => State is ConflictState.Open or ConflictState.Acknowledged;
    }

    public sealed record View(IReadOnlyList<Row> Rows, int Total, int Page, int Size, IReadOnlyList<AreaName> OwnAreas) : IShowsCitizens
    {
        /// <summary>Who has taken on conflicts of these citizens.</summary>
        public IReadOnlyList<Owner> Owners { get; init; } = [];

        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Rows.Select(row => row.CitizenId).Distinct()];
    }

    internal sealed class Validator : AbstractValidator<ListConflicts>
    {
        public Validator()
        {
            RuleFor(query => query.Page).InclusiveBetween(1, 100_000);
            RuleFor(query => query.Size).InclusiveBetween(1, 200);
            RuleFor(query => query.SortBy).IsInEnum();
            RuleFor(query => query.Wanted.Scope).IsInEnum();
            RuleFor(query => query.Wanted.Standing).IsInEnum();
            RuleFor(query => query.Wanted.Age).IsInEnum();
        }
    }

    internal sealed record Found(
        Guid Id, Guid CitizenId, string CitizenName, string Rule, int Severity, string State, string[] Areas, string? Owner, DateOnly? Due, DateTimeOffset FirstSeenAt, long Revision, int Total);

    internal sealed record FoundOwner(Guid Id, string Name);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, IReferenceData reference, TimeProvider clock)
        : IQueryHandler<ListConflicts, View>
    {
        // Put together of what is asked for alone: with a condition for each thing that might be, a plan that is kept for all of them is made
        // for next to no rows, and took minutes for a whole area. Found, then counted, ordered and cut: in one, the page is planned as if it
        // could end early while all of it is counted. Who has a conflict is looked up for the page alone.
        private static string Sql(Filter wanted, string? area, Order by)
        {
            string[] conditions =
            [
                "c.state = any({3})",
                .. If(wanted.Severity is not null, "c.severity = {4}"),
                .. If(wanted.Rule is not null, "c.rule = {5}"),
                .. If(area is not null, "{6} = any(c.areas)"),
                .. If(wanted.OwnedByMe, "c.owner_id = {0}"),
                .. If(wanted.Owner is not null, "c.owner_id = {9}"),
                .. If(wanted.OwnedByNobody, "c.owner_id is null"),
                .. If(wanted.Citizen is not null, "c.citizen_id = {10}"),
                .. If(wanted.Age == Age.Week, "c.first_seen_at >= {11}"),
                .. If(wanted.Age is Age.OverWeek or Age.OverMonth, "c.first_seen_at < {12}"),
            ];
            var first = by switch
            {
                Order.Citizen => "z.family_name, z.given_name, ",
                Order.Due => "c.due_on nulls last, ",
                Order.Newest => "c.first_seen_at desc, ",
                _ => "",
            };
            return $$"""
                , found as materialized (
                  select c.id, c.citizen_id, c.severity, c.due_on, c.first_seen_at from conflicts c join mine m on m.citizen_id = c.citizen_id
                  where {{string.Join(" and ", conditions)}}
                ), page as (
                  select c.id from found c {{(by == Order.Citizen ? "join citizens z on z.id = c.citizen_id" : "")}}
                  order by {{first}}c.severity desc, c.first_seen_at, c.id
                  limit {7} offset {8}
                )
                select c.id, c.citizen_id, z.given_name || ' ' || z.family_name as citizen_name, c.rule, c.severity::int as severity, c.state, c.areas,
                  coalesce(u.name, k.name, p.name) as owner, c.due_on as due, c.first_seen_at, c.revision, (select count(*)::int from found) as total
                from page
                join conflicts c on c.id = page.id
                join citizens z on z.id = c.citizen_id
                left join users u on u.id = c.owner_id
                left join coordinator_assignments k on k.citizen_id = c.citizen_id and k.kind = 'main' and k.state = 'active'
                  and k.period_from <= {2} and (k.period_to is null or k.period_to >= {2})
                left join contacts p on p.citizen_id = c.citizen_id and p.source = c.item_owner_source and p.id = c.item_owner_id and p.area = any({1})
                order by {{first}}c.severity desc, c.first_seen_at, c.id
                """;
        }

        private static string[] If(bool isAsked, string condition) => isAsked ? [condition] : [];

        private const string Owners =
            """
            select distinct u.id, u.name from conflicts c join mine m on m.citizen_id = c.citizen_id join users u on u.id = c.owner_id
            where c.state = any({3}) order by u.name, u.id limit 200
            """;

        public async Task<View> Handle(ListConflicts query, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            var areas = (await reference.CurrentAsync(cancellationToken)).On(clock.Today());
            var wanted = query.Wanted;
            var area = viewer.OwnArea(wanted.Area);
            var (from, before) = FoundBetween(wanted.Age);
            var found = await db.Sql<Found>(StaffCitizens.Query(
                viewer, wanted.Scope, clock.Today(), Sql(wanted, area, query.SortBy),
                States(wanted.Standing), (int?)wanted.Severity, wanted.Rule, area, query.Size, (query.Page - 1) * query.Size,
                wanted.Owner?.Value, wanted.Citizen?.Value, from, before)).ToListAsync(cancellationToken);
            var owners = await db.Sql<FoundOwner>(StaffCitizens.Query(viewer, wanted.Scope, clock.Today(), Owners, [States(wanted.Standing)])).ToListAsync(cancellationToken);
            var rows = found.Select(row => new Row(
                ConflictId.From(row.Id), CitizenId.From(row.CitizenId), row.CitizenName, row.Rule, (Severity)row.Severity,
                Word<ConflictState>.Parse(row.State),
                [.. row.Areas.Where(viewer.Areas.Contains).Select(areas.NameOf)],
                row.Owner, row.Due, LocalTime.DateOf(row.FirstSeenAt), row.Revision));
            return new View([.. rows], found.Count == 0 ? 0 : found[0].Total, query.Page, query.Size, [.. viewer.Areas.Select(areas.NameOf)])
            {
                Owners = [.. owners.Select(row => new Owner(UserId.From(row.Id), row.Name))],
            };
        }

        private (DateTimeOffset? From, DateTimeOffset? Before) FoundBetween(Age age) => age switch
        {
            Age.Week => (LocalTime.Midnight(clock.Today().AddDays(-6)), null),
            Age.OverWeek => (null, LocalTime.Midnight(clock.Today().AddDays(-6))),
            Age.OverMonth => (null, LocalTime.Midnight(clock.Today().AddDays(-29))),
            _ => (null, null),
        };

        private static string[] States(Standing standing) => standing switch
        {
            Standing.Open => ["open", "acknowledged"],
            Standing.Accepted => ["accepted"],
            Standing.Closed => ["resolved", "autoClosed"],
            _ => [.. Word<ConflictState>.All],
        };
    }
}
