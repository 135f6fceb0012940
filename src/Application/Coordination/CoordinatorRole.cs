using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Coordination;

/// <summary>What the commands about the role have in common.</summary>
internal static class CoordinatorRole
{
    /// <summary>The person behind a user; somebody who stands at no citizen yet is known by the user alone.</summary>
    public static async Task<StaffPerson> PersonOfAsync(this ISammenhaengDb db, User user, CancellationToken cancellationToken)
    {
        var contact = await db.StaffDirectory.Where(entry => entry.UserId == user.Id).FirstOrDefaultAsync(cancellationToken);
        return new StaffPerson(contact?.PersonId ?? PersonId.From(user.Id.Value), user.Id, user.Name);
    }

    /// <summary>
    /// Ends whoever is main coordinator now. Saved by itself, before the next one is: the database allows one at any moment, also
    /// within a transaction.
    /// </summary>
    public static async Task EndMainAsync(
        this ISammenhaengDb db, CitizenId citizen, CoordinatorAssignmentId? but, DateOnly today, CancellationToken cancellationToken)
    {
        var holders = await db.CoordinatorAssignments
            .Where(one => one.CitizenId == citizen && one.Kind == CoordinatorKind.Main && one.State == AssignmentState.Active)
            .ToListAsync(cancellationToken);
        var ended = holders.Where(one => one.Id != but).ToList();
        if (ended.Count == 0)
        {
            return;
        }
        foreach (var holder in ended)
        {
            holder.End(today);
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <exception cref="StaleRevisionException">Somebody has changed it since it was read.</exception>
    public static async Task<CoordinatorAssignment> AssignmentAsync(
        this ISammenhaengDb db, CoordinatorAssignmentId id, long seenRevision, CancellationToken cancellationToken)
    {
        var assignment = await db.CoordinatorAssignments.Where(one => one.Id == id).SeenAsync(cancellationToken);
        return assignment.Revision == seenRevision ? assignment : throw new StaleRevisionException();
    }
}
