using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class ConsentRecordConfiguration : IEntityTypeConfiguration<ConsentRecord>
{
    public void Configure(EntityTypeBuilder<ConsentRecord> builder)
    {
        builder.ToTable("consent_records");
        builder.HasKey(record => record.Id);
        builder.Property(record => record.Id).ValueGeneratedNever();
        builder.Property(record => record.Revision).IsConcurrencyToken();
        builder.Property(record => record.FromArea).UseCollation("C");
        builder.Property(record => record.ToArea).UseCollation("C");
        builder.Property(record => record.Kind).UseCollation("C");
        builder.Property(record => record.Purpose).HasMaxLength(ConsentRecord.LongestPurpose);
        builder.Ignore(record => record.Waiting);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(record => record.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(record => record.AskedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(record => record.WithdrawalWrittenDownBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ConsentRecord>().WithMany().HasForeignKey(record => record.Renews).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<HolisticPlan>().WithMany().HasForeignKey(record => record.HolisticPlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(record => new { record.CitizenId, record.AskedAt });
        builder.HasIndex(record => new { record.CitizenId, record.FromArea, record.ToArea, record.Kind }).IsUnique().HasFilter("state = 'asked'");
        builder.OwnsMany(record => record.Signatures, signature =>
        {
            signature.ToTable("consent_signatures");
            signature.WithOwner().HasForeignKey("ConsentId");
            signature.HasKey("ConsentId", nameof(ConsentSignature.Signer));
            signature.Property(one => one.Note).HasMaxLength(ConsentRecord.LongestNote);
            signature.HasOne<User>().WithMany().HasForeignKey(one => one.WrittenDownBy).OnDelete(DeleteBehavior.Restrict);
        });
    }
}

internal sealed class GivenShareConfiguration : IEntityTypeConfiguration<GivenShare>
{
    public void Configure(EntityTypeBuilder<GivenShare> builder)
    {
        builder.ToTable("given_shares");
        builder.HasKey(share => share.Id);
        builder.Property(share => share.Id).ValueGeneratedNever();
        builder.Property(share => share.Revision).IsConcurrencyToken();
        builder.Property(share => share.PlanSource).UseCollation("C");
        builder.Property(share => share.PlanId).UseCollation("C");
        builder.Property(share => share.Area).UseCollation("C");
        builder.Property(share => share.Ground).UseCollation("C");
        builder.Property(share => share.Reason).HasMaxLength(GivenShare.LongestReason);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(share => share.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(share => share.SharedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(share => share.StoppedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(share => new { share.CitizenId, share.PlanSource, share.PlanId, share.Area }).IsUnique().HasFilter("stopped_at is null");
    }
}
