using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Persistence;

/// <summary>
/// The database as use cases see it. What is edited here are aggregates with a set of their own; what area systems own is read by
/// <see cref="Sql{TRow}"/>. Inside a command and a listener sets track, elsewhere they do not.
/// </summary>
public interface ISammenhaengDb
{
    DbSet<Citizen> Citizens { get; }

    DbSet<User> Users { get; }

    DbSet<StaffContact> StaffDirectory { get; }

    DbSet<CoordinatorAssignment> CoordinatorAssignments { get; }

    /// <summary>Any other aggregate.</summary>
    DbSet<TEntity> Set<TEntity>()
        where TEntity : class;

    /// <summary>
    /// Hand-written SQL for reading. The values between the braces become parameters. A column is called as the property in snake case;
    /// properties are plain values (Guid, string, number, date, array): typed ids and codes are made of them afterwards. The column of
    /// a single value is called "Value".
    /// </summary>
    IQueryable<TRow> Sql<TRow>(FormattableString sql);

    /// <summary>Saves the changes with the events they raised. A command saves once.</summary>
    Task<int> SaveChangesAsync(CancellationToken cancellationToken = default);
}
