using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class AppointmentOverlapRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "appointment.overlap";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        A.Course("2026-10-05").Appointment("A4", "2026-10-07 13:00-14:00").Appointment("A5", "2026-10-07 13:30-14:15"),
    ];

    [Fact]
    public void Two_appointments_at_once_are_found_in_the_order_of_their_ids()
    {
        var course = A.Course("2026-10-05")
            .Appointment("Z", "2026-10-07 13:00-14:00")
            .Appointment("A", "2026-10-07 13:30-14:15");

        Assert.Equal(["A+Z H"], course.Finds(Rule));
        Assert.Equal("""{"startA":"2026-10-07T13:30","endA":"2026-10-07T14:15","startB":"2026-10-07T13:00","endB":"2026-10-07T14:00"}""", course.Evidence(Rule));
    }

    [Fact]
    public void Equal_ids_of_two_sources_are_ordered_by_source()
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-07 13:00-14:00", source: A.Health)
            .Appointment("A", "2026-10-07 13:30-14:15", source: A.Jobs);

        Assert.Equal("jobcenter:A+sundhed:A", Assert.Single(course.Findings(Rule)).SubjectKey);
    }

    [Theory]
    [InlineData("13:00-14:00", true)]
    [InlineData("14:00-15:00", false)]
    [InlineData("13:59-15:00", true)]
    [InlineData("12:00-13:00", false)]
    [InlineData("12:00-13:01", true)]
    [InlineData("12:00-18:00", true)]
    [InlineData("13:10-13:20", true)]
    public void Times_that_touch_do_not_overlap(string other, bool found)
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-07 13:00-14:00", "HER")
            .Appointment("B", "2026-10-07 " + other, "DER");

        Assert.Equal(found ? ["A+B H"] : [], course.Finds(Rule));
    }

    [Theory]
    [InlineData(AppointmentMode.Phone, AppointmentMode.Phone, "M")]
    [InlineData(AppointmentMode.Phone, AppointmentMode.Video, "H")]
    [InlineData(AppointmentMode.Video, AppointmentMode.Video, "H")]
    [InlineData(AppointmentMode.HomeVisit, AppointmentMode.Phone, "H")]
    public void Only_two_phone_calls_are_less_serious(AppointmentMode a, AppointmentMode b, string severity)
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-07 13:00-14:00", mode: a)
            .Appointment("B", "2026-10-07 13:30-14:30", mode: b);

        Assert.Equal(["A+B " + severity], course.Finds(Rule));
    }

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-03", false)]
    public void Both_ends_of_the_horizon_count(string day, bool found)
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", day + " 13:00-14:00", "HER")
            .Appointment("B", day + " 13:00-14:00", "DER");

        Assert.Equal(found, course.Finds(Rule).Length == 1);
    }

    [Fact]
    public void Both_must_start_in_the_horizon()
    {
        Assert.Empty(A.Course("2026-10-05").Appointment("A", "2026-10-04 23:00-01:00").Appointment("B", "2026-10-05 00:30-01:30").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Appointment("A", "2026-11-02 23:00-01:00").Appointment("B", "2026-11-03 00:30-01:30").Finds(Rule));
    }

    [Fact]
    public void A_joint_meeting_entered_twice_is_one_meeting_and_overlaps_a_third_once()
    {
        var course = A.Course("2026-10-05")
            .Appointment("B", "2026-10-07 13:00-14:00", "HER", source: A.Health)
            .Appointment("A", "2026-10-07 13:00-14:00", "HER")
            .Appointment("C", "2026-10-07 13:30-14:30", "DER");

        Assert.Equal(["A+C H"], course.Finds(Rule));
    }

    [Theory]
    [InlineData("HER", "DER", "13:00-14:00")]
    [InlineData(null, null, "13:00-14:00")]
    [InlineData("HER", null, "13:00-14:00")]
    [InlineData("HER", "HER", "13:00-14:01")]
    public void What_is_not_the_same_time_and_known_place_is_no_joint_meeting(string? a, string? b, string otherTime)
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-07 13:00-14:00", a)
            .Appointment("B", "2026-10-07 " + otherTime, b);

        Assert.Equal(["A+B H"], course.Finds(Rule));
    }

    [Fact]
    public void A_home_visit_without_a_place_is_a_joint_meeting_at_home()
    {
        var course = A.Course("2026-10-05").Citizen(homePlace: "HJEM")
            .Appointment("A", "2026-10-07 13:00-14:00", mode: AppointmentMode.HomeVisit)
            .Appointment("B", "2026-10-07 13:00-14:00", "HJEM");

        Assert.Empty(course.Finds(Rule));
    }

    [Theory]
    [InlineData(AppointmentStatus.Cancelled)]
    [InlineData(AppointmentStatus.Held)]
    [InlineData(AppointmentStatus.Missed)]
    public void Only_booked_appointments_count(AppointmentStatus status)
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-07 13:00-14:00", "HER", status: status)
            .Appointment("B", "2026-10-07 13:00-14:00", "HER")
            .Appointment("C", "2026-10-07 13:30-14:00", status: status);

        Assert.Empty(course.Finds(Rule));
    }

    [Fact]
    public void A_meeting_without_the_citizen_is_not_in_the_calendar()
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-07 13:00-14:00", invited: "mor")
            .Appointment("B", "2026-10-07 13:00-14:00", invited: "")
            .Appointment("C", "2026-10-07 13:00-14:00", invited: "mor citizen");

        Assert.Empty(course.Finds(Rule));
    }

    [Fact]
    public void Three_at_once_are_three_pairs_and_the_clock_change_does_not_move_them()
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-25 12:00-13:00", "X").Appointment("B", "2026-10-25 12:30-13:30", "Y").Appointment("C", "2026-10-25 12:45-14:00", "Z")
            .Appointment("D", "2026-10-24 12:00-13:00", "X").Appointment("E", "2026-10-24 13:00-13:30", "Y");

        Assert.Equal(["A+B H", "A+C H", "B+C H"], course.Finds(Rule));
    }
}
