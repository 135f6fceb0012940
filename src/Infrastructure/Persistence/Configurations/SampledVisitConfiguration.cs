using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class SampledVisitConfiguration : IEntityTypeConfiguration<SampledVisit>
{
    public void Configure(EntityTypeBuilder<SampledVisit> builder)
    {
        builder.ToTable("sampled_visits");
        builder.HasKey(visit => visit.Id);
        builder.Property(visit => visit.Id).ValueGeneratedNever();
        builder.Property(visit => visit.Revision).IsConcurrencyToken();
        builder.Property(visit => visit.Area).UseCollation("C");
        builder.Property(visit => visit.Answer).HasMaxLength(SampledVisit.LongestText);
        builder.Property(visit => visit.Note).HasMaxLength(SampledVisit.LongestText);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(visit => visit.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(visit => visit.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(visit => visit.JudgedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(visit => visit.AccessId).IsUnique();
        builder.HasIndex(visit => new { visit.UserId, visit.DrawnOn });
        builder.HasIndex(visit => visit.Due).HasFilter("judged_at is null");
    }
}
