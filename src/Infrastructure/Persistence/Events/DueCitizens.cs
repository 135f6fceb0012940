using Microsoft.EntityFrameworkCore;

namespace Sammenhaeng.Infrastructure.Persistence.Events;

/// <summary>
/// Citizens whose course has changed since it was judged. One row each however often it changes: the token grows, so a worker sees
/// that something came while it was at it. Marked in the order of the id, so that two transactions cannot wait for each other.
/// </summary>
internal static class DueCitizens
{
    public static Task MarkAsync(SammenhaengDb db, Guid[] citizens, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into due_citizens (citizen_id)
            select id from unnest({citizens}) id order by id
            on conflict (citizen_id) do update set token = nextval('due_citizens_token'), claimed_until = null
            """,
            cancellationToken);
}
