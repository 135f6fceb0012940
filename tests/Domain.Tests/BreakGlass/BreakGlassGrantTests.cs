using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.BreakGlass;

public sealed class BreakGlassGrantTests
{
    private const string Why = "Borgeren er fundet bevidstløs derhjemme.";
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 6, 0, 0, TimeSpan.Zero);
    private static readonly UserId Taker = UserId.New();
    private static readonly UserId Judge = UserId.New();

    [Fact]
    public void It_opens_for_sixty_minutes_and_not_a_moment_longer()
    {
        var grant = Taken();
        Assert.True(grant.IsOpenAt(Now));
        Assert.True(grant.IsOpenAt(Now.AddMinutes(60).AddTicks(-1)));
        Assert.False(grant.IsOpenAt(Now.AddMinutes(60)));
        Assert.False(grant.IsOpenAt(Now.AddTicks(-1)));
        Assert.IsType<BreakGlassOpened>(Assert.Single(grant.TakeEvents()));
    }

    [Theory]
    [InlineData("for kort")]
    [InlineData("                             for kort")]
    public void Without_a_reason_there_is_none(string text) =>
        Assert.Throws<ArgumentException>(() => BreakGlassGrant.Open(CitizenId.New(), Taker, BreakGlassReason.Other, text, ["AHL"], DataClasses.All, Now, Today));

    [Fact]
    public void Nor_without_an_area() =>
        Assert.Throws<ArgumentException>(() => BreakGlassGrant.Open(CitizenId.New(), Taker, BreakGlassReason.Other, Why, [], DataClasses.All, Now, Today));

    [Fact]
    public void Given_up_it_is_over_and_cannot_be_given_up_again()
    {
        var grant = Taken();
        Assert.True(grant.Close(Now.AddMinutes(3)).Succeeded);
        Assert.False(grant.IsOpenAt(Now.AddMinutes(3)));
        Assert.Equal(BreakGlassRefusals.IsOver, grant.Close(Now.AddMinutes(4)).Refusal);
        Assert.Equal(BreakGlassRefusals.IsOver, Taken().Close(Now.AddMinutes(60)).Refusal);
    }

    [Fact]
    public void It_is_judged_once_by_somebody_else_than_who_took_it_and_than_whom_they_have_judged()
    {
        var grant = Taken();
        Assert.Equal(BreakGlassRefusals.OwnReview, grant.Review(Taker, false, BreakGlassVerdict.Justified, null, Now).Refusal);
        Assert.Equal(BreakGlassRefusals.ReviewOfReviewer, grant.Review(Judge, true, BreakGlassVerdict.Justified, null, Now).Refusal);
        Assert.True(grant.Review(Judge, false, BreakGlassVerdict.NotJustified, " Kunne vente. ", Now).Succeeded);
        Assert.Equal((Judge, BreakGlassVerdict.NotJustified, "Kunne vente."), (grant.ReviewedBy, grant.Verdict, grant.ReviewNote));
        Assert.Equal(BreakGlassRefusals.IsReviewed, grant.Review(UserId.New(), false, BreakGlassVerdict.Justified, null, Now).Refusal);
    }

    [Fact]
    public void It_is_to_be_judged_within_five_working_days() => Assert.Equal(new DateOnly(2026, 10, 12), Taken().ReviewDue);

    [Theory]
    [InlineData("2026-12-22", "2027-01-04")] // 23, 28, 29 and 30 December, and 4 January: Christmas, New Year's Eve and two weekends between.
    [InlineData("2026-03-31", "2026-04-10")] // Maundy Thursday, Good Friday and Easter Monday.
    [InlineData("2026-05-13", "2026-05-21")] // Ascension Day.
    [InlineData("2026-05-22", "2026-06-01")] // Whit Monday.
    [InlineData("2026-06-04", "2026-06-12")] // 5 June.
    [InlineData("2026-05-01", "2026-05-08")] // Great Prayer Day is a working day since 2024.
    [InlineData("2027-03-24", "2027-04-05")] // Another Easter.
    public void Working_days_are_those_of_a_Danish_municipality(string from, string due) =>
        Assert.Equal(DateOnly.Parse(due, null), Workdays.After(DateOnly.Parse(from, null), 5));

    private static readonly DateOnly Today = new(2026, 10, 5);

    private static BreakGlassGrant Taken() =>
        BreakGlassGrant.Open(CitizenId.New(), Taker, BreakGlassReason.LifeOrHealth, Why, ["AHL", "AHL"], DataClasses.All, Now, Today);
}
