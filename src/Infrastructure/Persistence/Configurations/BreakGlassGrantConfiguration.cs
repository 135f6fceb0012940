using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class BreakGlassGrantConfiguration : IEntityTypeConfiguration<BreakGlassGrant>
{
    public void Configure(EntityTypeBuilder<BreakGlassGrant> builder)
    {
        builder.ToTable("break_glass_grants");
        builder.HasKey(grant => grant.Id);
        builder.Property(grant => grant.Id).ValueGeneratedNever();
        builder.Property(grant => grant.Revision).IsConcurrencyToken();
        builder.Property(grant => grant.Text).HasMaxLength(BreakGlassGrant.LongestText);
        builder.Property(grant => grant.ReviewNote).HasMaxLength(BreakGlassGrant.LongestText);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(grant => grant.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(grant => grant.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(grant => grant.ReviewedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(grant => new { grant.CitizenId, grant.UserId, grant.Until });
        builder.HasIndex(grant => grant.ReviewDue).HasFilter("reviewed_at is null");
    }
}
