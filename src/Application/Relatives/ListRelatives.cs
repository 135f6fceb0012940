using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Relatives;

/// <summary>
/// The people of the network who could sign in, as systems of the viewer's areas tell of them: what each is told to see, and what somebody
/// has looked at and confirmed.
/// </summary>
[Needs(Permission.ConfirmRelatives)]
public sealed record ListRelatives(CitizenId CitizenId) : IQuery<IReadOnlyList<ListRelatives.Line>>, IConcernsCitizen
{
    /// <param name="Name">The relation alone of somebody whose name is protected.</param>
    /// <param name="IsGuardian">Of an adult, without words that say for what.</param>
    /// <param name="IsOpen">All that is told has been confirmed.</param>
    /// <param name="Told">A mark of what is told now, so that nobody confirms what they have not seen.</param>
    public sealed record Line(
        string Source, string Id, string Name, string Relation, PortalAccess Portal, DateOnly? PortalUntil, bool HasCustody, bool IsGuardian, bool IsOpen,
        string Told, string? ConfirmedBy, DateTimeOffset? ConfirmedAt);

    internal sealed record Row(
        string Source, string Id, string Name, string Relation, string Portal, DateOnly? PortalUntil, bool CustodyHolder, bool Guardian, bool IsProtected,
        bool IsOpen, string Told, string? ConfirmedBy, DateTimeOffset? ConfirmedAt);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : IQueryHandler<ListRelatives, IReadOnlyList<Line>>
    {
        public async Task<IReadOnlyList<Line>> Handle(ListRelatives query, CancellationToken cancellationToken) =>
        [
            .. (await ReadAsync(db, query.CitizenId, current.Viewer.Areas, clock.Today(), cancellationToken)).Select(row => new Line(
                row.Source, row.Id, row.IsProtected ? row.Relation : row.Name, row.Relation, Word<PortalAccess>.Parse(row.Portal), row.PortalUntil,
                row.CustodyHolder, row.Guardian, row.IsOpen, row.Told, row.ConfirmedBy, row.ConfirmedAt)),
        ];
    }

    /// <summary>What was last confirmed of a row n of the network.</summary>
    internal const string LastConfirmed =
        """
        left join lateral (
            select r.* from confirmed_relatives r
            where r.citizen_id = n.citizen_id and r.source = n.source and r.person_id = n.id and r.cpr_index = n.cpr_index order by r.id desc limit 1) c on true
        """;

    /// <summary>Whether all that is told of it, and of its guardianship g, has been confirmed.</summary>
    internal const string IsOpen =
        """
        c.id is not null and coalesce(portal_level(n.portal) <= portal_level(c.portal), n.portal = 'none')
            and (n.portal = 'none' or coalesce(n.portal_until, 'infinity') <= coalesce(c.portal_until, 'infinity'))
            and (c.has_custody or not n.custody_holder) and (c.is_guardian or not g.guardian)
        """;

    private const string Sql =
        $$"""
        select n.source, n.id, n.name, n.relation, n.portal, n.portal_until, n.custody_holder, g.guardian, n.protection <> 'none' as is_protected,
               {{IsOpen}} as is_open,
               mark_of_relative(n, g.guardian) as told, u.name as confirmed_by, c.confirmed_at
        from network_members n
        cross join lateral (select is_guardian(n.citizen_id, n.source, n.id, {0}) as guardian) g
        {{LastConfirmed}}
        left join users u on u.id = c.confirmed_by
        where n.citizen_id = {1} and n.ended_at is null and n.cpr_index is not null and n.area = any({2})
          and (n.portal <> 'none' or n.custody_holder or g.guardian)
        order by n.name, n.source, n.id
        """;

    internal static Task<List<Row>> ReadAsync(
        ISammenhaengDb db, CitizenId of, IReadOnlyList<string> areas, DateOnly today, CancellationToken cancellationToken) =>
        db.Sql<Row>(FormattableStringFactory.Create(Sql, today, of.Value, areas.ToArray())).ToListAsync(cancellationToken);
}
