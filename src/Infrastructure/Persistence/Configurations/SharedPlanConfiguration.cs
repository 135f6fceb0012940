using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class SharedPlanConfiguration : IEntityTypeConfiguration<SharedPlan>
{
    public void Configure(EntityTypeBuilder<SharedPlan> builder)
    {
        builder.ToTable("shared_plans");
        builder.HasKey(plan => plan.Id);
        builder.Property(plan => plan.Id).ValueGeneratedNever();
        builder.Property(plan => plan.Revision).IsConcurrencyToken();
        builder.Ignore(plan => plan.Next);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(plan => plan.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(plan => plan.StartedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(plan => plan.EndedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(plan => plan.CitizenId).IsUnique().HasFilter("ended_at is null").HasDatabaseName("shared_plans_one_active");
        builder.OwnsMany(plan => plan.Words, words =>
        {
            words.ToTable("shared_plan_words");
            words.WithOwner().HasForeignKey("SharedPlanId");
            words.HasKey("SharedPlanId", nameof(SharedPlanWords.Number));
            words.Property(one => one.Number).ValueGeneratedNever();
            words.Property(one => one.Text).HasMaxLength(SharedPlan.LongestWords);
            words.HasOne<User>().WithMany().HasForeignKey(one => one.WrittenDownBy).OnDelete(DeleteBehavior.Restrict);
        });
        builder.OwnsMany(plan => plan.FollowUps, followUp =>
        {
            followUp.ToTable("follow_ups");
            followUp.WithOwner().HasForeignKey("SharedPlanId");
            followUp.HasKey("SharedPlanId", nameof(FollowUp.Number));
            followUp.Property(one => one.Number).ValueGeneratedNever();
            followUp.Property(one => one.Note).HasMaxLength(SharedPlan.LongestNote);
            followUp.HasIndex("SharedPlanId").IsUnique().HasFilter("state = 'planned'").HasDatabaseName("follow_ups_one_planned");
            followUp.HasOne<User>().WithMany().HasForeignKey(one => one.Caller).OnDelete(DeleteBehavior.Restrict);
            followUp.HasOne<User>().WithMany().HasForeignKey(one => one.PlannedBy).OnDelete(DeleteBehavior.Restrict);
            followUp.HasOne<User>().WithMany().HasForeignKey(one => one.DoneBy).OnDelete(DeleteBehavior.Restrict);
        });
    }
}

internal sealed class CommonGoalConfiguration : IEntityTypeConfiguration<CommonGoal>
{
    public void Configure(EntityTypeBuilder<CommonGoal> builder)
    {
        builder.ToTable("common_goals");
        builder.HasKey(goal => goal.Id);
        builder.Property(goal => goal.Id).ValueGeneratedNever();
        builder.Property(goal => goal.Revision).IsConcurrencyToken();
        builder.Ignore(goal => goal.Content);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(goal => goal.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SharedPlan>().WithMany().HasForeignKey(goal => goal.SharedPlanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(goal => goal.ClosedBy).OnDelete(DeleteBehavior.Restrict);
        builder.OwnsMany(goal => goal.Versions, version =>
        {
            version.ToTable("common_goal_versions");
            version.WithOwner().HasForeignKey("CommonGoalId");
            version.HasKey("CommonGoalId", nameof(CommonGoalVersion.Number));
            version.Property(one => one.Number).ValueGeneratedNever();
            version.Property(one => one.Text).HasMaxLength(CommonGoal.LongestText);
            version.Ignore(one => one.Content);
            version.HasOne<User>().WithMany().HasForeignKey(one => one.By).OnDelete(DeleteBehavior.Restrict);
        });
        builder.OwnsMany(goal => goal.Marks, mark =>
        {
            mark.ToTable("common_goal_marks");
            mark.WithOwner().HasForeignKey("CommonGoalId");
            mark.HasKey("CommonGoalId", nameof(GoalMark.Number));
            mark.Property(one => one.Number).ValueGeneratedNever();
            mark.Property(one => one.Note).HasMaxLength(CommonGoal.LongestNote);
            mark.HasOne<User>().WithMany().HasForeignKey(one => one.WrittenDownBy).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
