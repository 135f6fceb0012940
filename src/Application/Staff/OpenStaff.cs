using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>The staff and the clients, fifty a page: who may do what, where, since when, and where before.</summary>
/// <param name="Name">Only those whose name has this in it; null or empty for all.</param>
/// <param name="Page">From 1.</param>
[Needs(Permission.ManageStaff)]
public sealed record OpenStaff(string? Name, int Page) : IQuery<OpenStaff.View>
{
    public const int Size = 50;

    /// <param name="Unit">Empty of the area as a whole.</param>
    /// <param name="IsNow">They work there today.</param>
    public sealed record Place(string Area, string Unit, DateOnly From, DateOnly? To, bool IsNow);

    /// <param name="IsActive">Whoever has left is let in nowhere.</param>
    /// <param name="Places">The newest first.</param>
    /// <param name="IsSelf">Nobody ends their own employment.</param>
    public sealed record Row(UserId Id, string Name, IReadOnlyList<string> Roles, bool IsActive, IReadOnlyList<Place> Places, bool IsSelf)
    {
        /// <summary>What they hold still, of somebody who has left and holds something.</summary>
        public Held? StillHolds { get; init; }
    }

    public sealed record Held(int Conflicts, int Agreements, int Coordinates, int FollowUps);

    public sealed record View(IReadOnlyList<Row> Rows, int Total, int Page, IReadOnlyDictionary<string, AreaName> Areas);

    internal sealed record Found(Guid Id, int Total);

    internal sealed record FoundHeld(Guid UserId, int Conflicts, int Agreements, int Coordinates, int FollowUps);

    internal sealed class Validator : AbstractValidator<OpenStaff>
    {
        public Validator()
        {
            RuleFor(query => query.Page).InclusiveBetween(1, 100_000);
            RuleFor(query => query.Name).MaximumLength(200);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, IReferenceData reference, TimeProvider clock) : IQueryHandler<OpenStaff, View>
    {
        public async Task<View> Handle(OpenStaff query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var part = query.Name?.Trim() ?? "";
            // The names lie in an order of their own, in which no part of one can be looked for.
            var found = await db.Sql<Found>(
                $"""
                select u.id, count(*) over ()::int as total from users u
                where strpos(lower(u.name collate "da-x-icu"), lower({part} collate "da-x-icu")) > 0
                order by u.active desc, u.name, u.id limit {Size} offset {(query.Page - 1) * Size}
                """).ToListAsync(cancellationToken);
            var ids = found.ConvertAll(row => UserId.From(row.Id));
            var users = (await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToListAsync(cancellationToken)).OrderBy(user => ids.IndexOf(user.Id)).ToList();
            var known = (await reference.CurrentAsync(cancellationToken)).On(today);
            var areas = users.SelectMany(user => user.Areas).Select(area => area.Area).Distinct().ToDictionary(code => code, known.NameOf);
            var left = users.Where(user => !user.Active).Select(user => user.Id.Value).ToArray();
            var held = left.Length == 0 ? [] : await db.Sql<FoundHeld>(
                $"select user_id, conflicts, agreements, coordinates, follow_ups from held_by_staff({left}) where conflicts + agreements + coordinates + follow_ups > 0")
                .ToDictionaryAsync(row => UserId.From(row.UserId), row => new Held(row.Conflicts, row.Agreements, row.Coordinates, row.FollowUps), cancellationToken);
            return new View([.. users.Select(user => Line(user, today) with { StillHolds = held.GetValueOrDefault(user.Id) })], found.FirstOrDefault()?.Total ?? 0, query.Page, areas);
        }

        private Row Line(User user, DateOnly today) => new(
            user.Id, user.Name, user.Roles, user.Active,
            [.. user.Areas.OrderByDescending(area => area.ValidTo ?? DateOnly.MaxValue).ThenBy(area => area.Area, StringComparer.Ordinal).ThenBy(area => area.Unit, StringComparer.Ordinal)
                .Select(area => new Place(area.Area, area.Unit, area.ValidFrom, area.ValidTo, area.Period.Covers(today)))],
            user.Id == current.Viewer.UserId);
    }
}
