using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Notices;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Notices;

/// <summary>
/// Emergency access is told to those who work with the citizen by name, and to the leaders of whoever took it, who judge it. A leader does
/// not learn who the citizen is. Critical: somebody has seen what they otherwise may not.
/// </summary>
internal sealed class TellOfBreakGlass(ISammenhaengDb db, TimeProvider clock) : IOn<BreakGlassOpened>, IOn<BreakGlassReviewed>
{
    public async Task HandleAsync(BreakGlassOpened happened, CancellationToken cancellationToken)
    {
        var (grant, citizen, today, leader) = (happened.GrantId.Value, happened.CitizenId.Value, clock.Today(), Roles.Leader);
        var workers = await db.Sql<Guid>(
            $"""
            select distinct s.user_id as "Value" from citizen_staff s join break_glass_grants g on g.id = {grant}
            where s.citizen_id = {citizen} and s.user_id <> g.user_id and {today} between s.valid_from and s.valid_to
            """).ToListAsync(cancellationToken);
        var leaders = await db.Sql<Guid>(
            $"""
            select distinct l.id as "Value" from break_glass_grants g
            join user_areas a on a.user_id = g.user_id and a.valid_from <= {today} and (a.valid_to is null or a.valid_to >= {today})
            join user_areas b on b.area = a.area and b.valid_from <= {today} and (b.valid_to is null or b.valid_to >= {today})
            join users l on l.id = b.user_id and {leader} = any (l.roles) and l.id <> g.user_id
            where g.id = {grant}
            """).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.TellAsync(new Tell(NoticeKind.EmergencyAccess, happened.CitizenId, grant, $"{grant}", now, IsCritical: true), workers, cancellationToken);
        await db.TellAsync(new Tell(NoticeKind.EmergencyReview, null, grant, $"{grant}", now, IsCritical: true), leaders, cancellationToken);
    }

    public Task HandleAsync(BreakGlassReviewed happened, CancellationToken cancellationToken) =>
        db.SettleAsync(NoticeKind.EmergencyReview, happened.GrantId.Value, clock.GetUtcNow(), cancellationToken);
}
