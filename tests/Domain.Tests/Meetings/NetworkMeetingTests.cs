using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Meetings;

public sealed class NetworkMeetingTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly UserId Maja = UserId.From(Guid.NewGuid());

    private static NetworkMeeting Meeting() => NetworkMeeting.Call(
        (NetworkMeetingId.New(), CitizenId.New(), "SIU"), [new Invited(InviteeKind.Citizen, null, "Karina Test")], [new Topic(PointKind.Other, "Post")], Maja, Now).Value;

    [Fact]
    public void What_is_agreed_is_kept_once_whatever_else_is_written_at_the_point()
    {
        var meeting = Meeting();
        var agreed = new Agreed("opgave", "ringer", false, "Maja Test", null);
        Assert.True(meeting.Settle(1, null, "Først", [agreed]).Succeeded);
        Assert.True(meeting.Settle(1, "Ro", "Så", [agreed]).Succeeded);
        Assert.Equal(("opgave", "Så"), (Assert.Single(meeting.Agreements).ItemId, meeting.Points[0].Decision));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Whoever_does_not_agree_has_said_with_what(string? note)
    {
        var meeting = Meeting();
        meeting.TellWhoIsThere([], null, CitizenPart.Present);
        Assert.True(meeting.End("Vi holdt møde.").Succeeded);
        Assert.Throws<ArgumentException>(() => meeting.Freeze((ApprovalWay.Disagrees, note), ("Møde", Now, Now), Maja, Now));
        Assert.Equal(MeetingState.Ended, meeting.State);
        Assert.True(meeting.Freeze((ApprovalWay.Disagrees, "Dagen er forkert."), ("Møde", Now, Now), Maja, Now).Succeeded);
    }
}
