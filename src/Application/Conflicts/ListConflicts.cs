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

    public sealed record View(IReadOnlyList<Row> Rows, ListTotal Total, int Page, int Size, IReadOnlyList<AreaName> OwnAreas) : IShowsCitizens
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
        public async Task<View> Handle(ListConflicts query, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            var areas = (await reference.CurrentAsync(cancellationToken)).On(clock.Today());
            var wanted = query.Wanted;
            var area = viewer.OwnArea(wanted.Area);
            var (from, before) = FoundBetween(wanted.Age);
            var sql = new ConflictsInOrder(viewer, clock.Today(), query, area);
            var found = await db.Sql<Found>(StaffCitizens.Query(
                viewer, wanted.Scope, clock.Today(), sql.Page(),
                (int?)wanted.Severity, wanted.Rule, area, wanted.Owner?.Value, wanted.Citizen?.Value, from, before)).ToListAsync(cancellationToken);
            var owners = await db.Sql<FoundOwner>(StaffCitizens.Query(viewer, wanted.Scope, clock.Today(), sql.Owners)).ToListAsync(cancellationToken);
            var rows = found.Select(row => new Row(
                ConflictId.From(row.Id), CitizenId.From(row.CitizenId), row.CitizenName, row.Rule, (Severity)row.Severity,
                Word<ConflictState>.Parse(row.State),
                [.. row.Areas.Where(viewer.Areas.Contains).Select(areas.NameOf)],
                row.Owner, row.Due, LocalTime.DateOf(row.FirstSeenAt), row.Revision));
            return new View([.. rows], found.Count == 0 ? ListTotal.None : ListTotal.Of(found[0].Total, query.Page, query.Size), query.Page, query.Size, [.. viewer.Areas.Select(areas.NameOf)])
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
    }
}
