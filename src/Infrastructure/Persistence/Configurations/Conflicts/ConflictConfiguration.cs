using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations.Conflicts;

internal sealed class ConflictConfiguration : IEntityTypeConfiguration<Conflict>
{
    // Kept as a number, because lists are ordered by it.
    private static readonly ValueConverter<Severity, short> Severity = new(severity => (short)severity, stored => (Severity)stored);

    public void Configure(EntityTypeBuilder<Conflict> builder)
    {
        builder.ToTable("conflicts");
        builder.HasKey(conflict => conflict.Id);
        builder.Property(conflict => conflict.Id).ValueGeneratedNever();
        builder.Property(conflict => conflict.Revision).IsConcurrencyToken();
        builder.Property(conflict => conflict.Severity).HasConversion(Severity);
        builder.Property(conflict => conflict.SettledSeverity).HasConversion(Severity);
        builder.Property(conflict => conflict.Subjects).HasColumnType("jsonb");
        builder.Ignore(conflict => conflict.Standing);
        builder.Ignore(conflict => conflict.IsClosed);
        builder.OwnsMany(conflict => conflict.History, entry =>
        {
            entry.ToTable("conflict_history");
            entry.WithOwner().HasForeignKey("ConflictId");
            entry.HasKey(line => line.Id);
            entry.Property(line => line.Id).ValueGeneratedNever();
            entry.Property(line => line.Severity).HasConversion(Severity);
        });
        builder.Navigation(conflict => conflict.History).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
