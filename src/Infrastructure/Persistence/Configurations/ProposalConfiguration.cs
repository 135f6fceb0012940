using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Proposals;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class ProposalConfiguration : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.ToTable("proposals");
        builder.HasKey(proposal => proposal.Id);
        builder.Property(proposal => proposal.Id).ValueGeneratedNever();
        builder.Property(proposal => proposal.Revision).IsConcurrencyToken();
        builder.Property(proposal => proposal.TargetKind).UseCollation("C");
        builder.Property(proposal => proposal.TargetSource).UseCollation("C");
        builder.Property(proposal => proposal.TargetId).UseCollation("C");
        builder.Property(proposal => proposal.Area).UseCollation("C");
        builder.Property(proposal => proposal.FromArea).UseCollation("C");
        builder.Property(proposal => proposal.Text).HasMaxLength(Proposal.LongestText);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(proposal => proposal.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(proposal => proposal.ProposedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(proposal => proposal.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(proposal => new { proposal.CitizenId, proposal.ProposedAt });
        builder.HasIndex(proposal => proposal.Area).HasFilter("state = 'waiting'");
        builder.OwnsMany(proposal => proposal.Answers, answer =>
        {
            answer.ToTable("proposal_answers");
            answer.WithOwner().HasForeignKey("ProposalId");
            answer.HasKey("ProposalId", nameof(ProposalAnswer.Number));
            answer.Property(one => one.Number).ValueGeneratedNever();
            answer.Property(one => one.Text).HasMaxLength(Proposal.LongestText);
            answer.HasOne<User>().WithMany().HasForeignKey(one => one.By).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
