using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Meetings;

public sealed class PlainSummaryTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(CitizenPart.Present, "Du var med.")]
    [InlineData(CitizenPart.Declined, "Du ville ikke være med.")]
    [InlineData(CitizenPart.Absent, "Du var der ikke.")]
    public void It_says_whether_the_citizen_was_there(CitizenPart part, string said)
    {
        var meeting = AMeeting();
        meeting.TellWhoIsThere([], null, part);
        Assert.Equal(
            $"Vi holdt møde den 8. oktober 2026. {said}\n\nVi tog ingen beslutninger.\n\nEr noget forkert? Så sig det til Maja Test.",
            PlainSummary.Of(meeting, new DateOnly(2026, 10, 8), "Maja Test"));
    }

    [Fact]
    public void It_tells_what_was_agreed_in_the_order_of_the_agenda_and_nothing_of_what_a_point_was_about()
    {
        var meeting = AMeeting();
        meeting.TellWhoIsThere([], null, CitizenPart.Present);
        meeting.Settle(2, null, "Toget er bestilt!", []);
        meeting.Settle(1, "Ro om morgenen", "turen kører kl. 9", [new Agreed("a", "Ringer til dig.", false, "Lene Test", new DateOnly(2026, 10, 12)), new Agreed("b", "Står klar", true, "Karina Test", null)]);
        var text = PlainSummary.Of(meeting, new DateOnly(2026, 10, 8), "Maja Test");
        Assert.Contains("Det blev vi enige om:\nTuren kører kl. 9. Lene Test ringer til dig senest den 12. oktober. Du står klar.\nToget er bestilt!\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Emne", text, StringComparison.Ordinal);
        Assert.InRange(PlainSummary.Lix(text), 1, PlainSummary.EasyLix);
    }

    [Fact]
    public void The_readability_index_grows_with_long_sentences_and_long_words()
    {
        Assert.Equal(0, PlainSummary.Lix(""));
        Assert.Equal(3, PlainSummary.Lix("Du er med. Vi ses nu."));
        Assert.Equal(103, PlainSummary.Lix("Virksomhedspraktikken koordineres tværfagligt."));
    }

    private static NetworkMeeting AMeeting() => NetworkMeeting.Call(
        (NetworkMeetingId.New(), CitizenId.New(), "SIU"), [new Invited(InviteeKind.Citizen, null, "Karina Test")],
        [new Topic(PointKind.Citizen, "Emne et"), new Topic(PointKind.Other, "Emne to")], UserId.New(), Now).Value;
}
