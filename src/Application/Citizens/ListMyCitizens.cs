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

    /// <summary>By name; those with the most severe conflict first, then with the one that has stood longest; those with the next appointment first.</summary>
    public enum Order { Name, Conflicts, NextAppointment }

    /// <param name="OtherAreas">Areas with a plan that are not the viewer's: how many, not which.</param>
    public sealed record Row(
        CitizenId Id, string Name, DateOnly BirthDate, IReadOnlyList<AreaName> Areas, int OtherAreas,
        DateTime? NextAppointment, int OpenConflicts, Severity? Worst, string? Coordinator, bool IsMine);

    public sealed record View(IReadOnlyList<Row> Rows, ListTotal Total, int Page, IReadOnlyList<AreaName> OwnAreas) : IShowsCitizens
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
        public async Task<View> Handle(ListMyCitizens query, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            var areas = (await reference.CurrentAsync(cancellationToken)).On(clock.Today());
            var area = viewer.OwnArea(query.Area);
            var found = await db.Sql<Found>(StaffCitizens.Query(
                viewer, query.Scope, clock.Today(), new CitizensInOrder(viewer, clock.Today(), query, area).Sql, clock.GetUtcNow())).ToListAsync(cancellationToken);
            var rows = found.Select(row => new Row(
                CitizenId.From(row.Id), row.Name, row.BirthDate,
                [.. row.Areas.Where(viewer.Areas.Contains).Select(areas.NameOf)],
                row.Areas.Count(area => !viewer.Areas.Contains(area)),
                row.NextAt is { } next ? LocalTime.Of(next) : null,
                row.OpenConflicts, (Severity?)row.Worst, row.Coordinator, row.IsMine));
            return new View([.. rows], found.Count == 0 ? ListTotal.None : ListTotal.Of(found[0].Total, query.Page, Size), query.Page, [.. viewer.Areas.Select(areas.NameOf)]);
        }
    }
}
