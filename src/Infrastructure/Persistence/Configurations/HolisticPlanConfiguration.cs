using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Proposals;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class HolisticPlanConfiguration : IEntityTypeConfiguration<HolisticPlan>
{
    public void Configure(EntityTypeBuilder<HolisticPlan> builder)
    {
        builder.ToTable("holistic_plans");
        builder.HasKey(plan => plan.Id);
        builder.Property(plan => plan.Id).ValueGeneratedNever();
        builder.Property(plan => plan.Revision).IsConcurrencyToken();
        builder.Property(plan => plan.LeadArea).UseCollation("C");
        builder.Property(plan => plan.Reason).HasMaxLength(HolisticPlan.LongestReason);
        builder.Ignore(plan => plan.Tests);
        builder.Ignore(plan => plan.IsOpen);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(plan => plan.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(plan => plan.StartedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(plan => plan.InForceBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(plan => plan.EndedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(plan => plan.CitizenId).IsUnique().HasFilter("state in ('draft', 'inForce')").HasDatabaseName("holistic_plans_one_open");
        builder.OwnsMany(plan => plan.Replaces, one =>
        {
            one.ToTable("holistic_plan_replacements");
            one.WithOwner().HasForeignKey("HolisticPlanId");
            one.HasKey("HolisticPlanId", nameof(ReplacedPlan.Source), nameof(ReplacedPlan.PlanId));
            one.Property(plan => plan.Source).UseCollation("C");
            one.Property(plan => plan.PlanId).UseCollation("C");
            one.Property(plan => plan.Type).UseCollation("C");
            one.Property(plan => plan.Area).UseCollation("C");
            one.Ignore(plan => plan.Key);
            one.HasOne<Proposal>().WithMany().HasForeignKey(plan => plan.ProposalId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.OwnsMany(plan => plan.Texts, text =>
        {
            text.ToTable("holistic_plan_texts");
            text.WithOwner().HasForeignKey("HolisticPlanId");
            text.HasKey("HolisticPlanId", nameof(HolisticText.Number));
            text.Property(one => one.Number).ValueGeneratedNever();
            text.Property(one => one.Part).UseCollation("C");
            text.Property(one => one.Text).HasMaxLength(HolisticPlan.LongestText);
            text.HasOne<User>().WithMany().HasForeignKey(one => one.By).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
