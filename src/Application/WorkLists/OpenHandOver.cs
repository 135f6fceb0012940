using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>What colleagues who have left still hold of citizens whom the viewer works with, and who could have it.</summary>
/// <param name="From">One of them; null to choose.</param>
[Needs(Permission.FindCitizens)]
public sealed record OpenHandOver(UserId? From) : IQuery<OpenHandOver.View>
{
    public sealed record Leaver(UserId Id, string Name, int Things);

    /// <param name="Which">conflict, coordinator, agreement or followUp.</param>
    /// <param name="Words">A name, a text, or the key of a rule; null where it is hidden.</param>
    /// <param name="Area">Of an agreement, whose system or staff keep it.</param>
    /// <param name="System">The area system in which it is changed, or, of a role, in which it stands as well; null of what stands here alone.</param>
    /// <param name="Asked">Who has been asked to take the role on.</param>
    /// <param name="CanMove">Else it changes hands in its own system.</param>
    public sealed record Thing(
        string Which, CitizenId CitizenId, string Citizen, string Id, long Revision, string? Words, DateOnly? Due, AreaName? Area, string? System, string? Asked, bool CanMove);

    public sealed record Receiver(UserId Id, string Name);

    public sealed record View(IReadOnlyList<Leaver> Leavers, Leaver? From, IReadOnlyList<Thing> Things, IReadOnlyList<Receiver> Receivers, UserId? Viewer) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Things.Select(thing => thing.CitizenId).Distinct()];
    }

    internal sealed record FoundReceiver(Guid Id, string Name);

    internal sealed class Handler(ISammenhaengDb db, IReferenceData referenceData, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenHandOver, View>
    {
        public async Task<View> Handle(OpenHandOver query, CancellationToken cancellationToken)
        {
            var (viewer, today) = (current.Viewer, clock.Today());
            var reference = (await referenceData.CurrentAsync(cancellationToken)).On(today);
            var held = await HeldByWhoLeft.ReadAsync(db, viewer, today, cancellationToken);
            var leavers = held.GroupBy(row => row.UserId).Select(rows => new Leaver(UserId.From(rows.Key), rows.First().UserName, rows.Count())).ToList();
            var from = leavers.Find(one => one.Id == query.From);
            return new View(
                leavers, from, [.. held.Where(row => from is not null && row.UserId == from.Id.Value).Select(row => ThingOf(row, reference))],
                from is null ? [] : await ReceiversAsync(viewer, today, cancellationToken), viewer.UserId);
        }

        private static Thing ThingOf(HeldByWhoLeft.Row row, ReferenceSnapshot reference)
        {
            var isHere = row.Which != HeldByWhoLeft.Agreement || row.Source == ItemKey.WrittenIn(row.Area!);
            return new Thing(
                row.Which, CitizenId.From(row.CitizenId), row.Citizen, row.Id, row.Revision, row.Words, row.Due, row.Area is { } area ? reference.NameOf(area) : null,
                row.Which == HeldByWhoLeft.Agreement && isHere ? null : row.Source, row.Asked, isHere && row.Asked is null);
        }

        /// <summary>Whoever works in one of the viewer's areas today, oneself first.</summary>
        private async Task<List<Receiver>> ReceiversAsync(Viewer viewer, DateOnly today, CancellationToken cancellationToken)
        {
            var areas = viewer.Areas.ToArray();
            var found = await db.Sql<FoundReceiver>(
                $"""
                select u.id, u.name from users u
                where u.active and {Roles.Caseworker} = any(u.roles) and exists (
                  select from user_areas a where a.user_id = u.id and a.area = any({areas}) and a.valid_from <= {today} and (a.valid_to is null or a.valid_to >= {today}))
                order by u.id <> {viewer.UserId!.Value.Value}, u.name limit 500
                """).ToListAsync(cancellationToken);
            return found.ConvertAll(row => new Receiver(UserId.From(row.Id), row.Name));
        }
    }
}
