using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Infrastructure.Persistence.Events;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class DomainEventConfiguration : IEntityTypeConfiguration<DomainEventRow>
{
    public void Configure(EntityTypeBuilder<DomainEventRow> builder)
    {
        builder.ToTable("domain_events");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Sequence).UseIdentityAlwaysColumn();
        builder.Property(row => row.Name).HasMaxLength(100);
        builder.Property(row => row.Payload).HasColumnType("jsonb");
        builder.Property(row => row.Tries).HasDefaultValue(0);
        builder.HasIndex(row => row.Sequence).HasFilter("dispatched_at is null and parked_at is null")
            .HasDatabaseName("ix_domain_events_waiting");
        builder.HasIndex(row => new { row.CitizenId, row.Sequence }, "Waiting").HasDatabaseName("ix_domain_events_waiting_of_citizen")
            .HasFilter("dispatched_at is null and parked_at is null");
        builder.HasIndex(row => new { row.CitizenId, row.Sequence }, "History").HasDatabaseName("ix_domain_events_of_citizen");
    }
}
