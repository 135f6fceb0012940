using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class LoadAppointmentsRuleTests : IRuleExamples
{
    private const string Rule = "load.appointments";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Week(A.Course("2026-10-05"), 6)];

    /// <summary>A number of meetings in the week of Monday 5 October 2026 (W41), two hours apart.</summary>
    private static CourseUnderTest Week(CourseUnderTest course, int count)
    {
        for (var i = 0; i < count; i++)
        {
            course.Appointment("A" + i, $"2026-10-{5 + i / 4:00} {8 + i % 4 * 2:00}:00-{9 + i % 4 * 2:00}:00");
        }
        return course;
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void More_than_five_meetings_a_week_are_too_many(int count, bool found) =>
        Assert.Equal(found ? ["2026-W41 M"] : [], Week(A.Course("2026-10-05"), count).Finds(Rule));

    [Fact]
    public void The_facts_are_the_week_the_count_and_the_meetings()
    {
        var course = Week(A.Course("2026-10-05").Citizen(inPersonPerWeek: 1), 2);

        Assert.Equal("""{"week":"2026-W41","count":2,"limit":1,"appointments":["social:A0","social:A1"]}""", course.Evidence(Rule));
    }

    [Fact]
    public void The_citizens_own_limit_goes_before_the_municipalitys()
    {
        Assert.Equal(["2026-W41 M"], Week(A.Course("2026-10-05").Citizen(inPersonPerWeek: 2), 3).Finds(Rule));
        Assert.Empty(Week(A.Course("2026-10-05").Citizen(inPersonPerWeek: 8), 8).Finds(Rule));
        Assert.Empty(Week(A.Course("2026-10-05").Limits(x => x with { InPersonPerWeek = 7 }), 7).Finds(Rule));
        Assert.Equal(["2026-W41 M"], Week(A.Course("2026-10-05").Citizen(inPersonPerWeek: 0), 1).Finds(Rule));
    }

    [Fact]
    public void Calls_leisure_and_what_is_not_in_the_calendar_are_left_out()
    {
        var course = Week(A.Course("2026-10-05"), 5)
            .Appointment("B1", "2026-10-09 08:00-09:00", mode: AppointmentMode.Phone)
            .Appointment("B2", "2026-10-09 09:00-10:00", mode: AppointmentMode.Video)
            .Appointment("B3", "2026-10-09 10:00-11:00", leisure: true)
            .Appointment("B4", "2026-10-09 11:00-12:00", status: AppointmentStatus.Held)
            .Appointment("B5", "2026-10-09 12:00-13:00", invited: "mor");

        Assert.Empty(course.Finds(Rule));
        Assert.Equal(["2026-W41 M"], course.Appointment("B6", "2026-10-09 13:00-14:00", mode: AppointmentMode.HomeVisit).Finds(Rule));
    }

    [Fact]
    public void A_joint_meeting_counts_once()
    {
        var course = Week(A.Course("2026-10-05"), 4)
            .Appointment("B1", "2026-10-09 08:00-09:00", "X").Appointment("B2", "2026-10-09 08:00-09:00", "X", source: A.Health);

        Assert.Empty(course.Finds(Rule));
    }

    [Theory]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-10-11", true)]
    [InlineData("2026-10-12", false)]
    public void The_whole_week_counts_also_the_days_before_asOf(string asOf, bool found) =>
        Assert.Equal(found, Week(A.Course(asOf), 6).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("2026-10-04", 0, false)]
    [InlineData("2026-10-04", 1, true)]
    [InlineData("2026-09-07", 27, false)]
    [InlineData("2026-09-07", 28, true)]
    public void The_whole_week_counts_when_the_horizon_reaches_its_monday(string asOf, int horizonDays, bool found) =>
        Assert.Equal(found, Week(A.Course(asOf, horizonDays), 6).Finds(Rule).Length == 1);

    [Fact]
    public void A_sunday_and_the_monday_after_are_of_two_weeks()
    {
        var course = Week(A.Course("2026-10-05"), 3)
            .Appointment("B1", "2026-10-11 22:00-23:00").Appointment("B2", "2026-10-11 23:30-00:30")
            .Appointment("B3", "2026-10-12 00:00-01:00").Appointment("B4", "2026-10-12 08:00-09:00");

        Assert.Empty(course.Finds(Rule));
        Assert.Equal(["2026-W41 M"], course.Appointment("B5", "2026-10-11 20:00-21:00").Finds(Rule));
    }

    [Fact]
    public void The_weeks_of_a_new_year_are_iso_weeks()
    {
        var course = A.Course("2026-12-21").Citizen(inPersonPerWeek: 1)
            .Appointment("A", "2026-12-28 10:00-11:00").Appointment("B", "2027-01-03 10:00-11:00")
            .Appointment("C", "2027-01-04 10:00-11:00").Appointment("D", "2027-01-10 10:00-11:00");

        Assert.Equal(["2026-W53 M", "2027-W01 M"], course.Finds(Rule));
    }
}
