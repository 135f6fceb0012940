using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class NetworkMeetingConfiguration : IEntityTypeConfiguration<NetworkMeeting>
{
    private const string Key = "MeetingId";

    public void Configure(EntityTypeBuilder<NetworkMeeting> builder)
    {
        builder.ToTable("network_meetings");
        builder.HasKey(meeting => meeting.Id);
        builder.Property(meeting => meeting.Id).ValueGeneratedNever();
        builder.Property(meeting => meeting.Revision).IsConcurrencyToken();
        builder.Property(meeting => meeting.Area).UseCollation("C");
        builder.Property(meeting => meeting.Others).HasMaxLength(NetworkMeeting.LongestNote);
        builder.Property(meeting => meeting.Summary).HasMaxLength(NetworkMeeting.LongestSummary);
        builder.Property(meeting => meeting.ApprovalNote).HasMaxLength(NetworkMeeting.LongestNote);
        builder.Ignore(meeting => meeting.Appointment);
        builder.HasOne<Citizen>().WithMany().HasForeignKey(meeting => meeting.CitizenId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(meeting => meeting.CalledBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(meeting => meeting.FrozenBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(meeting => new { meeting.CitizenId, meeting.CalledAt });
        builder.OwnsMany(meeting => meeting.Invitees, one =>
        {
            one.ToTable("meeting_invitees");
            Number(one, nameof(Invitee.Number));
            one.Property(invitee => invitee.Source).UseCollation("C");
            one.Property(invitee => invitee.ItemId).UseCollation("C");
            one.Property(invitee => invitee.Area).UseCollation("C");
            one.HasOne<User>().WithMany().HasForeignKey(invitee => invitee.UserId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.OwnsMany(meeting => meeting.Points, one =>
        {
            one.ToTable("meeting_points");
            Number(one, nameof(AgendaPoint.Number));
            one.Ignore(point => point.Goal);
            one.Property(point => point.Source).UseCollation("C");
            one.Property(point => point.ItemId).UseCollation("C");
            one.Property(point => point.Text).HasMaxLength(NetworkMeeting.LongestTopic);
            one.Property(point => point.Wish).HasMaxLength(NetworkMeeting.LongestDecision);
            one.Property(point => point.Decision).HasMaxLength(NetworkMeeting.LongestDecision);
            one.HasOne<Conflict>().WithMany().HasForeignKey(point => point.ConflictId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.OwnsMany(meeting => meeting.Agreements, one =>
        {
            one.ToTable("meeting_agreements");
            Number(one, nameof(MeetingAgreement.Number));
            one.Property(agreement => agreement.ItemId).UseCollation("C");
            one.Property(agreement => agreement.Text).HasMaxLength(NetworkMeeting.LongestAgreement);
        });
        builder.OwnsMany(meeting => meeting.Additions, one =>
        {
            one.ToTable("meeting_additions");
            Number(one, nameof(MinutesAddition.Number));
            one.Property(addition => addition.Text).HasMaxLength(NetworkMeeting.LongestDecision);
            one.HasOne<User>().WithMany().HasForeignKey(addition => addition.By).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void Number<T>(OwnedNavigationBuilder<NetworkMeeting, T> one, string number)
        where T : class
    {
        one.WithOwner().HasForeignKey(Key);
        one.HasKey(Key, number);
        one.Property<int>(number).ValueGeneratedNever();
    }
}
