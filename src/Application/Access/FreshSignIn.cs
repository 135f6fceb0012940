using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Application.Access;

/// <summary>
/// Emergency access is taken, and a consent signed, only shortly after somebody has shown who they are, so that a machine that somebody has
/// left does not do: not one with a session here, and not one that the sign-in service remembers.
/// </summary>
internal static class FreshSignIn
{
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    // By the database's own time, as sessions are: a demonstration's moved clock makes no session young.
    public static async Task<bool> HasFreshSignInAsync(this ISammenhaengDb db, Caller? caller, CancellationToken cancellationToken) =>
        caller?.Session is { } session && (await db.Sql<bool>(
            $"""select exists (select from sessions where id = {session} and ended_at is null and proved_at > now() - {Within}) as "Value" """)
            .ToListAsync(cancellationToken))[0];
}
