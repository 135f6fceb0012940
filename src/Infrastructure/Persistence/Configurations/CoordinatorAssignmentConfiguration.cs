using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class CoordinatorAssignmentConfiguration : IEntityTypeConfiguration<CoordinatorAssignment>
{
    public const string OneActiveMain = "ix_coordinator_assignments_one_active_main";

    public void Configure(EntityTypeBuilder<CoordinatorAssignment> builder)
    {
        builder.HasKey(assignment => assignment.Id);
        builder.Property(assignment => assignment.Id).ValueGeneratedNever();
        builder.Property(assignment => assignment.Revision).IsConcurrencyToken();
        builder.Property(assignment => assignment.Name).HasMaxLength(200).UseCollation(SammenhaengDb.DanishNames);
        builder.Property(assignment => assignment.From).HasColumnName("period_from");
        builder.Property(assignment => assignment.To).HasColumnName("period_to");
        builder.Property(assignment => assignment.AdoptedSource).HasMaxLength(32);
        builder.Property(assignment => assignment.AdoptedContactId).HasMaxLength(64);
        builder.Ignore(assignment => assignment.Mandate);
        builder.PrimitiveCollection<List<CoordinatorMandate>>("_mandate").HasColumnName("mandate")
            .ElementType(element => element.HasConversion<WordConverter<CoordinatorMandate>>());
        builder.HasOne<Citizen>().WithMany().HasForeignKey(assignment => assignment.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(assignment => assignment.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(assignment => assignment.CitizenId)
            .IsUnique()
            .HasFilter("kind = 'main' and state = 'active'")
            .HasDatabaseName(OneActiveMain);
        builder.HasIndex(assignment => new { assignment.CitizenId, assignment.ProposedAt });
        builder.HasIndex(assignment => new { assignment.UserId, assignment.State });
    }
}
