using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenIddict.EntityFrameworkCore.Models;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence.Events;

namespace Sammenhaeng.Infrastructure.Persistence;

public sealed class SammenhaengDb(DbContextOptions<SammenhaengDb> options)
    : DbContext(options), ISammenhaengDb, IDataProtectionKeyContext
{
    public const string DanishNames = "da-x-icu";

    public DbSet<Citizen> Citizens => Set<Citizen>();

    public DbSet<User> Users => Set<User>();

    public DbSet<StaffContact> StaffDirectory => Set<StaffContact>();

    public DbSet<CoordinatorAssignment> CoordinatorAssignments => Set<CoordinatorAssignment>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal DbSet<DomainEventRow> DomainEvents => Set<DomainEventRow>();

    /// <summary>Whether events have been recorded that nobody has been woken for.</summary>
    internal bool HasNews { get; set; }

    /// <summary>What is said to the database with the next course that is opened in the transaction, or before it is committed.</summary>
    internal Queue<NpgsqlBatchCommand> Waiting { get; } = [];

    public IQueryable<TRow> Sql<TRow>(FormattableString sql) => Database.SqlQuery<TRow>(sql);

    /// <summary>Events, due citizens and the change itself are one transaction, also where nobody has opened one.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        try
        {
            await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            return saved;
        }
        finally
        {
            // The next request may be given this context, and what is ours in it is not emptied for us.
            HasNews = false;
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync: recording events needs it.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conversions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SammenhaengDb).Assembly);
        modelBuilder.UseOpenIddict();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreApplication>().ToTable("openiddict_applications");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization>().ToTable("openiddict_authorizations");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreScope>().ToTable("openiddict_scopes");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken>().ToTable("openiddict_tokens");
        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
    }
}
