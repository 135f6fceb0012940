using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Consent;

public sealed class SharingAdviceTests
{
    private static readonly DateOnly Today = A.Day("2026-10-05");

    private static SharingAdvice Of(CourseUnderTest course, string to = "AKB", bool isAsked = false)
    {
        course.Build();
        return SharingAdvice.For(course.Rows, 0, to, isAsked, Today);
    }

    private static CourseUnderTest APlan(Sensitivity sensitivity = Sensitivity.Normal)
    {
        var course = A.Course("2026-10-05").Plan("P1");
        course.Rows.Plans[0].Sensitivity = sensitivity;
        return course;
    }

    [Fact]
    public void Without_consent_one_asks_first_and_waits_for_the_answer()
    {
        Assert.Equal(SharingVerdict.AskFirst, Of(APlan()).Verdict);
        Assert.Equal(SharingVerdict.IsAsked, Of(APlan(), isAsked: true).Verdict);
        Assert.Equal(SharingVerdict.OwnArea, Of(APlan(), to: "SIU").Verdict);
    }

    [Fact]
    public void What_is_strictly_private_is_shared_on_no_consent() =>
        Assert.Equal(SharingVerdict.Never, Of(APlan(Sensitivity.StrictlyPrivate).Consent("S1", "SIU", "AKB")).Verdict);

    [Theory]
    [InlineData("2026-10-05", SharingVerdict.MayBeShared)]
    [InlineData("2026-10-04", SharingVerdict.AskFirst)]
    public void A_consent_counts_up_to_and_including_its_last_day(string validTo, SharingVerdict expected)
    {
        var advice = Of(APlan().Consent("S1", "SIU", "AKB", validTo: validTo));
        Assert.Equal(expected, advice.Verdict);
        Assert.Equal(expected == SharingVerdict.MayBeShared ? A.Day(validTo) : null, advice.Until);
    }

    [Fact]
    public void A_consent_about_other_things_opens_those_and_no_plan()
    {
        var course = APlan().Goal("G1", "P1").Share("P1", "AKB").Consent("S1", "SIU", "AKB");
        course.Rows.Consents[0].Categories = ["goals", "alle relevante oplysninger"];
        Assert.Equal((SharingVerdict.IsShared, DataClasses.Goals), (Of(course).Verdict, Of(course).Opens));
        var mask = CourseMask.For(course.Rows, new HashSet<string> { "AKB" }, Today, ComparisonLevels.Usual, A.Reference.Places);
        Assert.False(mask.SeesPlan(0));
        Assert.True(mask.Sees(DataClasses.Goals, "SIU", 0));
        Assert.False(mask.Sees(DataClasses.Appointments, "SIU", 0));
    }

    [Fact]
    public void A_general_consent_opens_nothing()
    {
        var course = APlan().Share("P1", "AKB").Consent("S1", "SIU", "AKB");
        course.Rows.Consents[0].Categories = ["alle relevante oplysninger"];
        Assert.Equal(SharingVerdict.AskFirst, Of(course).Verdict);
        Assert.False(CourseMask.For(course.Rows, new HashSet<string> { "AKB" }, Today, ComparisonLevels.Usual, A.Reference.Places).SeesPlan(0));
    }

    [Theory]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-10-04", false)]
    public void A_share_with_an_end_of_its_own_opens_up_to_and_including_that_day(string until, bool opens)
    {
        var course = APlan().Share("P1", "AKB", ShareGround.StatutoryDuty);
        course.Rows.Shares[0].Until = A.Day(until);
        Assert.Equal(opens ? SharingVerdict.IsShared : SharingVerdict.AskFirst, Of(course).Verdict);
        Assert.Equal(opens, CourseMask.For(course.Rows, new HashSet<string> { "AKB" }, Today, ComparisonLevels.Usual, A.Reference.Places).SeesPlan(0));
    }

    [Fact]
    public void A_share_that_has_come_to_its_own_end_needs_no_consent()
    {
        var course = APlan().Share("P1", "AKB");
        course.Rows.Shares[0].Until = A.Day("2026-10-04");
        Assert.Empty(course.Findings("consent.breach"));
        course.Rows.Shares[0].Until = A.Day("2026-10-05");
        Assert.Single(course.Findings("consent.breach"));
    }
}
