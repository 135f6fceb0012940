using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class AppointmentRestrictedWindowRuleTests : IRuleExamples
{
    private const string Rule = "appointment.restrictedWindow";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Wednesday("09:00-09:30")];

    /// <summary>2026-10-07 is a Wednesday; mornings from 8 to 10 are blocked on Wednesdays and Fridays.</summary>
    private static CourseUnderTest Wednesday(string at, AppointmentMode mode = AppointmentMode.InPerson, string from = "2026-01-01", string? to = null) =>
        A.Course("2026-10-05")
            .BlockedWindow("R", Weekdays.Wednesday | Weekdays.Friday, "08:00", "10:00", from, to)
            .Appointment("A", "2026-10-07 " + at, mode: mode);

    [Theory]
    [InlineData("09:00-09:30", true)]
    [InlineData("07:00-08:00", false)]
    [InlineData("07:00-08:01", true)]
    [InlineData("10:00-11:00", false)]
    [InlineData("09:59-11:00", true)]
    [InlineData("07:00-11:00", true)]
    public void Clock_times_must_overlap_and_touching_is_none(string at, bool found) =>
        Assert.Equal(found ? ["A/R H"] : [], Wednesday(at).Finds(Rule));

    [Fact]
    public void The_facts_are_the_times_of_both()
    {
        Assert.Equal("""{"start":"2026-10-07T09:00","end":"2026-10-07T09:30","blockedFrom":"2026-10-07T08:00","blockedTo":"2026-10-07T10:00","restrictionFrom":"2026-01-01","restrictionTo":null}""",
            Wednesday("09:00-09:30").Evidence(Rule));
    }

    [Theory]
    [InlineData(AppointmentMode.HomeVisit, true)]
    [InlineData(AppointmentMode.Phone, false)]
    [InlineData(AppointmentMode.Video, false)]
    public void Only_in_person_meetings_count(AppointmentMode mode, bool found) =>
        Assert.Equal(found, Wednesday("09:00-09:30", mode).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("2026-10-07", "2026-10-07", true)]
    [InlineData("2026-10-08", null, false)]
    [InlineData("2026-10-01", "2026-10-06", false)]
    public void The_day_must_be_in_the_period(string from, string? to, bool found) =>
        Assert.Equal(found, Wednesday("09:00-09:30", from: from, to: to).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("2026-10-05", Weekdays.Monday)]
    [InlineData("2026-10-06", Weekdays.Tuesday)]
    [InlineData("2026-10-07", Weekdays.Wednesday)]
    [InlineData("2026-10-08", Weekdays.Thursday)]
    [InlineData("2026-10-09", Weekdays.Friday)]
    [InlineData("2026-10-10", Weekdays.Saturday)]
    [InlineData("2026-10-11", Weekdays.Sunday)]
    public void Only_the_named_weekdays_are_blocked(string day, Weekdays weekday)
    {
        CourseUnderTest With(Weekdays days) => A.Course("2026-10-05").BlockedWindow("R", days, "08:00", "10:00").Appointment("A", day + " 09:00-09:30");

        Assert.Equal(["A/R H"], With(weekday).Finds(Rule));
        Assert.Empty(With((Weekdays)127 & ~weekday).Finds(Rule));
    }

    [Fact]
    public void A_restriction_that_ended_yesterday_is_not_live_even_for_a_day_it_covers()
    {
        var course = A.Course("2026-10-08", horizonDays: 28)
            .BlockedWindow("R", (Weekdays)127, "08:00", "10:00", to: "2026-10-07")
            .Appointment("A", "2026-10-07 09:00-09:30");

        Assert.Empty(course.Finds(Rule));
    }

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-03", false)]
    public void Both_ends_of_the_horizon_count(string day, bool found)
    {
        var course = A.Course("2026-10-05").BlockedWindow("R", (Weekdays)127, "08:00", "10:00").Appointment("A", day + " 09:00-09:30");

        Assert.Equal(found ? ["A/R H"] : [], course.Finds(Rule));
    }

    [Fact]
    public void Each_pair_of_appointment_and_restriction_is_found_and_other_kinds_are_not()
    {
        var course = A.Course("2026-10-05")
            .BlockedWindow("R1", (Weekdays)127, "08:00", "10:00").BlockedWindow("R2", (Weekdays)127, "09:00", "12:00")
            .MaxWeeklyHours("R3", 10).BlockedDemand("R4", "noise")
            .Appointment("A", "2026-10-07 09:00-09:30").Appointment("B", "2026-10-07 11:00-11:30")
            .Appointment("C", "2026-10-07 09:00-09:30", status: AppointmentStatus.Cancelled)
            .Appointment("D", "2026-10-07 09:00-09:30", invited: "mor");

        Assert.Equal(["A/R1 H", "A/R2 H", "B/R2 H"], course.Finds(Rule));
    }

    [Fact]
    public void The_second_entry_of_a_joint_meeting_is_not_found_again()
    {
        var course = A.Course("2026-10-05").BlockedWindow("R", (Weekdays)127, "08:00", "10:00")
            .Appointment("B", "2026-10-07 09:00-09:30", "X").Appointment("A", "2026-10-07 09:00-09:30", "X", source: A.Health);

        Assert.Equal(["A/R H"], course.Finds(Rule));
    }

    [Fact]
    public void Clock_times_are_local_on_both_sides_of_the_clock_change()
    {
        var course = A.Course("2026-10-05").BlockedWindow("R", (Weekdays)127, "08:00", "10:00")
            .Appointment("A", "2026-10-23 07:30-08:00").Appointment("B", "2026-10-26 07:30-08:00").Appointment("C", "2026-10-26 09:59-10:30");

        Assert.Equal(["C/R H"], course.Finds(Rule));
    }
}
