using Microsoft.EntityFrameworkCore;

namespace Sammenhaeng.Infrastructure.Persistence.Events;

/// <summary>
/// Citizens whose course has changed since it was judged. One row each however often it changes: the token grows, so a worker sees
/// that something came while it was at it. Marked in the order of the id, so that two transactions cannot wait for each other.
/// Whoever is one of more than <see cref="Few"/> has their turn after the others, until somebody changes them on their own.
/// </summary>
internal static class DueCitizens
{
    /// <summary>At most so many that become due at once are judged as one person's change is.</summary>
    public const int Few = 64;

    /// <summary>The citizens of the parameter.</summary>
    public static readonly string Given = Insert("select id from unnest($1) id");

    /// <param name="citizens">A query for the column id.</param>
    public static string Insert(string citizens) =>
        $"""
        insert into due_citizens as due (citizen_id, in_bulk)
        select one.id, count(*) over () > {Few} from ({citizens}) one order by one.id
        on conflict (citizen_id) do update
            set token = nextval('due_citizens_token'), claimed_until = null, in_bulk = due.in_bulk and excluded.in_bulk
        """;

    public static Task MarkAsync(SammenhaengDb db, Guid[] citizens, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(Given.Replace("$1", "{0}", StringComparison.Ordinal), [citizens], cancellationToken);
}
