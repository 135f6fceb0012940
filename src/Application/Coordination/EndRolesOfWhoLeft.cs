using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Coordination;

/// <summary>
/// Whoever has left coordinates nobody: the role ends with the employment, so that the rules tell that nobody has it, and a deputy acts until
/// somebody else takes it on or says yes. A role that an area's system tells of ends when that system stops telling it.
/// </summary>
internal sealed class EndRolesOfWhoLeft(ISammenhaengDb db, TimeProvider clock) : IOn<StaffLeft>
{
    public async Task HandleAsync(StaffLeft happened, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(user => user.Id == happened.UserId && user.Active, cancellationToken))
        {
            // Back again before anybody came to this.
            return;
        }
        var roles = await db.CoordinatorAssignments
            .Where(one => one.UserId == happened.UserId && one.AdoptedSource == null && (one.State == AssignmentState.Active || one.State == AssignmentState.Proposed))
            .ToListAsync(cancellationToken);
        foreach (var role in roles)
        {
            _ = role.State == AssignmentState.Proposed ? role.Withdraw(clock.GetUtcNow()) : role.End(clock.Today());
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}
