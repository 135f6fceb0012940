using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class AppointmentTravelRuleTests : IRuleExamples
{
    private const string Rule = "appointment.travel";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Two("11:15-12:00")];

    /// <summary>A is 10 to 11 at home, B at the office 40 minutes away: 50 minutes are needed.</summary>
    private static CourseUnderTest Two(string b, bool mandatory = false, AppointmentMode mode = AppointmentMode.InPerson) =>
        A.Course("2026-10-05").Travel("HJEM", "KONTOR", 40)
            .Appointment("A", "2026-10-08 10:00-11:00", "HJEM", AppointmentMode.HomeVisit)
            .Appointment("B", "2026-10-08 " + b, "KONTOR", mode, mandatory: mandatory);

    [Theory]
    [InlineData("11:00-12:00", true)]
    [InlineData("11:49-12:00", true)]
    [InlineData("11:50-12:00", false)]
    [InlineData("11:51-12:00", false)]
    [InlineData("10:59-12:00", false)]
    [InlineData("10:00-12:00", false)]
    public void The_gap_must_hold_the_way_and_the_buffer_and_overlaps_are_left_to_another_rule(string b, bool found) =>
        Assert.Equal(found ? ["A>B M"] : [], Two(b).Finds(Rule));

    [Fact]
    public void The_facts_are_times_and_minutes()
    {
        Assert.Equal("""{"endA":"2026-10-08T11:00","startB":"2026-10-08T11:15","gapMinutes":15,"travelMinutes":40,"neededMinutes":50,"placeA":"HJEM","placeB":"KONTOR"}""",
            Two("11:15-12:00").Evidence(Rule));
    }

    [Fact]
    public void It_is_more_serious_when_the_second_is_mandatory()
    {
        Assert.Equal(["A>B H"], Two("11:15-12:00", mandatory: true).Finds(Rule));
        Assert.Equal(["A>B M"], A.Course("2026-10-05")
            .Appointment("A", "2026-10-08 10:00-11:00", "X", mandatory: true).Appointment("B", "2026-10-08 11:15-12:00", "Y").Finds(Rule));
    }

    [Theory]
    [InlineData("11:39-12:00", true)]
    [InlineData("11:40-12:00", false)]
    public void An_unknown_way_takes_half_an_hour_and_the_buffer(string b, bool found)
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-08 10:00-11:00", "X").Appointment("B", "2026-10-08 " + b, "Y");

        Assert.Equal(found ? ["A>B M"] : [], course.Finds(Rule));
    }

    [Fact]
    public void The_way_is_as_long_back()
    {
        var course = A.Course("2026-10-05").Travel("X", "Y", 5)
            .Appointment("A", "2026-10-08 10:00-11:00", "Y").Appointment("B", "2026-10-08 11:15-12:00", "X");

        Assert.Empty(course.Finds(Rule));
        Assert.Equal(["A>B M"], course.Travel("Y", "X", 6).Finds(Rule));
    }

    [Fact]
    public void The_same_place_needs_no_time() =>
        Assert.Empty(A.Course("2026-10-05").Appointment("A", "2026-10-08 10:00-11:00", "X").Appointment("B", "2026-10-08 11:00-12:00", "X").Finds(Rule));

    [Fact]
    public void A_home_visit_without_a_place_is_at_home_and_other_meetings_are_not()
    {
        static CourseUnderTest Course(AppointmentMode mode, string? home) => A.Course("2026-10-05").Citizen(homePlace: home)
            .Appointment("A", "2026-10-08 10:00-11:00", null, mode).Appointment("B", "2026-10-08 11:15-12:00", "Y");

        Assert.Equal(["A>B M"], Course(AppointmentMode.HomeVisit, "HJEM").Finds(Rule));
        Assert.Empty(Course(AppointmentMode.HomeVisit, "Y").Finds(Rule));
        Assert.Empty(Course(AppointmentMode.HomeVisit, null).Finds(Rule));
        Assert.Empty(Course(AppointmentMode.InPerson, "HJEM").Finds(Rule));
    }

    [Fact]
    public void A_meeting_without_a_place_is_still_a_neighbour()
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-08 10:00-11:00", "X")
            .Appointment("B", "2026-10-08 11:00-11:05")
            .Appointment("C", "2026-10-08 11:10-12:00", "Y");

        Assert.Empty(course.Finds(Rule));
    }

    [Theory]
    [InlineData(AppointmentMode.Phone)]
    [InlineData(AppointmentMode.Video)]
    public void Calls_need_no_way_and_are_no_neighbours(AppointmentMode mode)
    {
        Assert.Empty(Two("11:15-12:00", mode: mode).Finds(Rule));
        Assert.Equal(["A>B M"], Two("11:15-12:00").Appointment("AB", "2026-10-08 11:02-11:10", "TREDJE", mode).Finds(Rule));
    }

    [Fact]
    public void What_is_not_in_the_calendar_is_no_neighbour_but_leisure_is()
    {
        Assert.Equal(["A>B M"], Two("11:15-12:00")
            .Appointment("X", "2026-10-08 11:02-11:05", "Z", status: AppointmentStatus.Cancelled)
            .Appointment("Y", "2026-10-08 11:06-11:10", "Z", invited: "mor").Finds(Rule));
        Assert.Equal(["A>L M", "L>B M"], Two("11:15-12:00").Appointment("L", "2026-10-08 11:02-11:10", "Z", leisure: true).Finds(Rule));
    }

    [Fact]
    public void A_joint_meeting_entered_twice_is_one_neighbour()
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-08 10:00-11:00", "X").Appointment("B", "2026-10-08 10:00-11:00", "X", source: A.Health)
            .Appointment("C", "2026-10-08 11:15-12:00", "Y");

        Assert.Equal(["A>C M"], course.Finds(Rule));
    }

    [Fact]
    public void Neighbours_are_by_start_then_id_even_where_they_overlap()
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-08 09:00-12:00", "X")
            .Appointment("B", "2026-10-08 09:00-10:00", "Y")
            .Appointment("C", "2026-10-08 10:20-11:00", "Z");

        Assert.Equal(["B>C M"], course.Finds(Rule));
    }

    [Fact]
    public void Meetings_of_two_days_are_not_neighbours()
    {
        var course = A.Course("2026-10-05")
            .Appointment("A", "2026-10-08 22:00-23:50", "X").Appointment("B", "2026-10-09 00:01-01:00", "Y")
            .Appointment("C", "2026-10-12 23:30-00:10", "X").Appointment("D", "2026-10-13 00:20-01:00", "Y");

        Assert.Empty(course.Finds(Rule));
    }

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-03", false)]
    public void Both_ends_of_the_horizon_count(string day, bool found)
    {
        var course = A.Course("2026-10-05").Appointment("A", day + " 10:00-11:00", "X").Appointment("B", day + " 11:15-12:00", "Y");

        Assert.Equal(found ? ["A>B M"] : [], course.Finds(Rule));
    }

    [Fact]
    public void The_gap_is_real_time_when_the_clock_is_turned_back()
    {
        // From 02:30 summer time to 02:20 normal time are 50 minutes.
        var course = A.Course("2026-10-05").With(rows =>
        {
            rows.Appointments.Add(At("A", 23, 30, 0, 30, "X"));
            rows.Appointments.Add(At("B", 1, 20, 1, 50, "Y"));
        });

        Assert.Empty(course.Finds(Rule));
    }

    private static AppointmentItem At(string id, int startHour, int startMinute, int endHour, int endMinute, string place) => new()
    {
        Key = new ItemKey(A.Social, id),
        Area = "SIU",
        Start = new DateTime(2026, 10, startHour > 12 ? 24 : 25, startHour, startMinute, 0, DateTimeKind.Utc),
        End = new DateTime(2026, 10, 25, endHour, endMinute, 0, DateTimeKind.Utc),
        Place = place,
    };
}
