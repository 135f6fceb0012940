using Microsoft.EntityFrameworkCore;

namespace Sammenhaeng.Application.Access;

internal static class SeenRows
{
    /// <summary>
    /// The one row, which access has been decided on. Where the database does not show it, its own layer has decided otherwise, and
    /// that is a denial.
    /// </summary>
    public static async Task<T> SeenAsync<T>(this IQueryable<T> rows, CancellationToken cancellationToken)
        where T : class =>
        await rows.SingleOrDefaultAsync(cancellationToken) ?? throw new AccessDeniedException();
}
