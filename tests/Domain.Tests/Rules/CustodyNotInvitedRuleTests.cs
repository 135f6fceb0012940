using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class CustodyNotInvitedRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "custody.notInvited";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Meeting("citizen mor")];

    private static CourseUnderTest Meeting(string? invited, string? exemption = null, string born = "2012-05-01", string day = "2026-10-07") =>
        A.Course("2026-10-05").Citizen(born: born)
            .Person("mor", custodyHolder: true).Person("far", custodyHolder: true).Person("moster")
            .Appointment("B2", day + " 14:00-15:30", decision: true, invited: invited, exemption: exemption);

    [Fact]
    public void Each_custody_holder_who_is_not_invited_is_found()
    {
        Assert.Equal(["B2/far H"], Meeting("citizen mor").Finds(Rule));
        Assert.Equal(["B2/far H", "B2/mor H"], Meeting("citizen").Finds(Rule));
        Assert.Equal(["B2/far H", "B2/mor H"], Meeting("").Finds(Rule));
        Assert.Equal(["B2/far H", "B2/mor H"], Meeting(null).Finds(Rule));
        Assert.Empty(Meeting("far mor").Finds(Rule));
    }

    [Fact]
    public void An_exemption_settles_it_for_that_person_only()
    {
        Assert.Equal(["B2/mor H"], Meeting("citizen", "far").Finds(Rule));
        Assert.Equal(["B2/far H", "B2/mor H"], Meeting("citizen", "citizen moster").Finds(Rule));
    }

    [Theory]
    [InlineData("2008-10-07", "2026-10-06", true)]
    [InlineData("2008-10-07", "2026-10-07", false)]
    [InlineData("2008-10-05", "2026-10-05", false)]
    [InlineData("2008-11-01", "2026-10-31", true)]
    [InlineData("2008-11-01", "2026-11-01", false)]
    [InlineData("2008-10-25", "2026-10-24", true)]
    public void The_citizen_must_be_under_18_on_the_day_of_the_meeting(string born, string day, bool found) =>
        Assert.Equal(found, Meeting("far citizen", born: born, day: day).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-03", false)]
    public void Both_ends_of_the_horizon_count(string day, bool found) =>
        Assert.Equal(found, Meeting("far", day: day).Finds(Rule).Length == 1);

    [Fact]
    public void A_person_of_another_source_is_invited_by_source_and_id()
    {
        var course = A.Course("2026-10-05").Citizen(born: "2012-05-01").Person("far", custodyHolder: true)
            .Appointment("B1", "2026-10-07 10:00-11:00", decision: true, invited: "far", source: A.Jobs)
            .Appointment("B2", "2026-10-07 14:00-15:00", decision: true, invited: "social:far", source: A.Jobs)
            .Appointment("B3", "2026-10-08 14:00-15:00", decision: true, invited: "", exemption: "social:far", source: A.Jobs)
            .Appointment("B4", "2026-10-09 14:00-15:00", decision: true, invited: "social:far");

        Assert.Equal(["B1/far H"], course.Finds(Rule));
    }

    [Fact]
    public void A_custody_holder_told_by_two_sources_is_invited_or_exempted_under_either_id()
    {
        var course = A.Course("2026-10-05").Citizen(born: "2012-05-01")
            .Person("far", custodyHolder: true, person: 7).Person("N1", custodyHolder: true, source: A.Jobs, person: 7)
            .Appointment("B1", "2026-10-07 10:00-11:00", decision: true, invited: "N1", source: A.Jobs)
            .Appointment("B2", "2026-10-07 14:00-15:00", decision: true, invited: "far")
            .Appointment("B3", "2026-10-08 14:00-15:00", decision: true, invited: "", exemption: "N1", source: A.Jobs);

        Assert.Empty(course.Finds(Rule));
        Assert.Equal(["B4/N1 H"], course.Appointment("B4", "2026-10-09 14:00-15:00", decision: true, invited: "citizen").Finds(Rule));
    }

    [Fact]
    public void Meetings_that_decide_nothing_or_are_not_booked_are_left_alone() =>
        Assert.Empty(A.Course("2026-10-05").Citizen(born: "2012-05-01").Person("far", custodyHolder: true)
            .Appointment("B1", "2026-10-07 10:00-11:00", invited: "")
            .Appointment("B2", "2026-10-07 14:00-15:00", decision: true, status: AppointmentStatus.Cancelled)
            .Appointment("B3", "2026-10-08 14:00-15:00", decision: true, status: AppointmentStatus.Held).Finds(Rule));

    [Fact]
    public void A_meeting_without_the_citizen_counts_too() =>
        Assert.Equal(["B2/mor H"], Meeting("far", "citizen").Finds(Rule));
}
