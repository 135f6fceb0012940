using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class LoadPerDayRuleTests : IRuleExamples
{
    private const string Rule = "load.perDay";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Day("08:00-09:00", "10:00-11:00", "12:00-13:00"), Day("08:00-13:00")];

    private static CourseUnderTest Day(params string[] times) => Day(A.Course("2026-10-05"), times);

    private static CourseUnderTest Day(CourseUnderTest course, params string[] times)
    {
        for (var i = 0; i < times.Length; i++)
        {
            course.Appointment("A" + i, "2026-10-07 " + times[i]);
        }
        return course;
    }

    [Fact]
    public void Two_meetings_a_day_are_enough()
    {
        Assert.Empty(Day("08:00-09:00", "10:00-11:00").Finds(Rule));
        Assert.Equal(["2026-10-07 L"], Day("08:00-09:00", "10:00-11:00", "12:00-13:00").Finds(Rule));
    }

    [Fact]
    public void More_than_four_hours_are_too_much_and_four_are_not()
    {
        Assert.Empty(Day("08:00-12:00").Finds(Rule));
        Assert.Equal(["2026-10-07 L"], Day("08:00-12:01").Finds(Rule));
        Assert.Empty(Day("08:00-10:00", "12:00-14:00").Finds(Rule));
        Assert.Equal(["2026-10-07 L"], Day("08:00-10:00", "12:00-14:01").Finds(Rule));
        Assert.Equal(["2026-10-07 L"], Day("08:00-10:30", "09:00-11:00").Finds(Rule));
    }

    [Fact]
    public void The_facts_tell_counts_hours_and_limits()
    {
        Assert.Equal("""{"case":"hours","date":"2026-10-07","count":1,"limit":2,"hours":4.25,"hoursLimit":4,"appointments":["social:A0"]}""",
            Day("08:00-12:15").Evidence(Rule));
    }

    [Fact]
    public void The_limits_are_the_citizens_for_meetings_and_the_municipalitys_for_hours()
    {
        Assert.Equal(["2026-10-07 L"], Day(A.Course("2026-10-05").Citizen(inPersonPerDay: 1), "08:00-09:00", "10:00-11:00").Finds(Rule));
        Assert.Empty(Day(A.Course("2026-10-05").Citizen(inPersonPerDay: 3), "08:00-09:00", "10:00-11:00", "12:00-13:00").Finds(Rule));
        Assert.Empty(Day(A.Course("2026-10-05").Limits(x => x with { InPersonHoursPerDay = 5 }), "08:00-13:00").Finds(Rule));
    }

    [Fact]
    public void Not_for_who_prefers_full_days() =>
        Assert.Empty(Day(A.Course("2026-10-05").Citizen(prefersBundledDays: true), "08:00-13:00", "14:00-15:00", "15:00-16:00").Finds(Rule));

    [Fact]
    public void Calls_leisure_and_what_is_not_in_the_calendar_are_left_out()
    {
        var course = Day("08:00-10:00", "11:00-13:00")
            .Appointment("B1", "2026-10-07 13:00-14:00", mode: AppointmentMode.Phone)
            .Appointment("B2", "2026-10-07 14:00-15:00", mode: AppointmentMode.Video)
            .Appointment("B3", "2026-10-07 15:00-16:00", leisure: true)
            .Appointment("B4", "2026-10-07 16:00-17:00", status: AppointmentStatus.Missed)
            .Appointment("B5", "2026-10-07 17:00-18:00", invited: "mor");

        Assert.Empty(course.Finds(Rule));
    }

    [Fact]
    public void A_joint_meeting_counts_once()
    {
        var course = Day("08:00-09:00")
            .Appointment("B1", "2026-10-07 10:00-12:30", "X").Appointment("B2", "2026-10-07 10:00-12:30", "X", source: A.Health);

        Assert.Empty(course.Finds(Rule));
    }

    [Fact]
    public void A_meeting_belongs_to_the_day_it_starts_on()
    {
        Assert.Empty(Day("08:00-09:00", "10:00-11:00").Appointment("B", "2026-10-06 23:00-01:00").Finds(Rule));
        Assert.Equal(["2026-10-06 L"], Day().Appointment("B", "2026-10-06 22:00-02:30").Finds(Rule));
    }

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-03", false)]
    public void Both_ends_of_the_horizon_count(string day, bool found) =>
        Assert.Equal(found ? [day + " L"] : [], A.Course("2026-10-05").Appointment("A", day + " 08:00-13:00").Finds(Rule));

    [Fact]
    public void Hours_are_real_hours_when_the_clock_is_turned_back()
    {
        // Midnight to four by the clock is five hours.
        Assert.Equal(["2026-10-25 L"], A.Course("2026-10-05").Appointment("A", "2026-10-25 00:00-04:00").Finds(Rule));
    }
}
