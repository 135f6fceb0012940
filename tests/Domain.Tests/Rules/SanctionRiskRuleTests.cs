using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class SanctionRiskRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "sanction.risk";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        Missed().Appointment("B", "2026-10-01 10:30-11:30"),
        Missed().Appointment("B", "2026-10-01 09:00-09:30", "DER"),
        Missed().Appointment("B", "2026-10-01 11:30-12:30", "DER"),
        Missed().BlockedWindow("R", Weekdays.Thursday, "08:00", "10:30"),
    ];

    /// <summary>Mandatory, missed, Thursday 1 October from 10 to 11.</summary>
    private static CourseUnderTest Missed(AppointmentMode mode = AppointmentMode.InPerson, string? place = "HER", string at = "2026-10-01 10:00-11:00") =>
        A.Course("2026-10-05").Appointment("A", at, place, mode, AppointmentStatus.Missed, mandatory: true);

    [Theory]
    [InlineData("2026-09-07", false)]
    [InlineData("2026-09-08", true)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-10-06", false)]
    public void Looks_back_28_days_with_today(string day, bool found) =>
        Assert.Equal(found ? ["A H"] : [],
            Missed(at: day + " 10:00-11:00").Appointment("B", day + " 10:30-11:30", "DER", status: AppointmentStatus.Held).Finds(Rule));

    [Fact]
    public void Only_a_missed_mandatory_appointment_of_the_citizen_counts()
    {
        Assert.Empty(A.Course("2026-10-05").Appointment("A", "2026-10-01 10:00-11:00", status: AppointmentStatus.Missed)
            .Appointment("B", "2026-10-01 10:30-11:30").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Appointment("A", "2026-10-01 10:00-11:00", status: AppointmentStatus.Held, mandatory: true)
            .Appointment("B", "2026-10-01 10:30-11:30").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Appointment("A", "2026-10-01 10:00-11:00", status: AppointmentStatus.Missed, mandatory: true, invited: "mor")
            .Appointment("B", "2026-10-01 10:30-11:30").Finds(Rule));
        Assert.Empty(Missed().Finds(Rule));
    }

    [Theory]
    [InlineData("09:00-10:00", false)]
    [InlineData("09:00-10:01", true)]
    [InlineData("10:59-12:00", true)]
    [InlineData("11:00-12:00", false)]
    [InlineData("10:15-10:30", true)]
    [InlineData("08:00-12:00", true)]
    public void Another_appointment_at_the_same_time_is_a_good_reason(string other, bool found) =>
        Assert.Equal(found, Missed(AppointmentMode.Phone).Appointment("B", "2026-10-01 " + other, "HER", AppointmentMode.Video).Finds(Rule).Length == 1);

    [Fact]
    public void An_appointment_from_the_evening_before_may_overlap() =>
        Assert.Equal(["A H"], Missed(at: "2026-10-01 01:00-02:00")
            .Appointment("B", "2026-09-30 20:00-01:30", "DER", status: AppointmentStatus.Held)
            .Appointment("C", "2026-09-30 22:00-23:00", "DER", status: AppointmentStatus.Cancelled).Finds(Rule));

    [Theory]
    [InlineData(AppointmentStatus.Booked, null, true)]
    [InlineData(AppointmentStatus.Held, "citizen", true)]
    [InlineData(AppointmentStatus.Missed, null, true)]
    [InlineData(AppointmentStatus.Cancelled, null, false)]
    [InlineData(AppointmentStatus.Held, "mor", false)]
    public void The_other_is_the_citizens_and_not_cancelled(AppointmentStatus status, string? invited, bool found) =>
        Assert.Equal(found, Missed().Appointment("B", "2026-10-01 10:30-11:30", "DER", status: status, invited: invited).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("10:00-11:00", "HER", false)]
    [InlineData("10:00-11:00", "DER", true)]
    [InlineData("10:00-11:00", null, true)]
    [InlineData("10:00-11:01", "HER", true)]
    public void The_same_meeting_entered_twice_is_no_reason(string time, string? place, bool found)
    {
        Assert.Equal(found, Missed().Appointment("B", "2026-10-01 " + time, place, status: AppointmentStatus.Held, source: A.Health).Finds(Rule).Length == 1);
        Assert.Equal(found, Missed().Appointment("0", "2026-10-01 " + time, place, status: AppointmentStatus.Held, source: A.Health).Finds(Rule).Length == 1);
    }

    [Fact]
    public void Without_a_known_place_two_entries_are_two_meetings() =>
        Assert.Equal(["A H"], Missed(place: null).Appointment("B", "2026-10-01 10:00-11:00").Finds(Rule));

    [Theory]
    [InlineData("08:00-09:20", "DER", false)]
    [InlineData("08:00-09:21", "DER", true)]
    [InlineData("08:00-09:50", "TÆT", false)]
    [InlineData("08:00-09:51", "TÆT", true)]
    [InlineData("08:00-10:00", "HER", false)]
    [InlineData("08:00-10:00", null, false)]
    [InlineData("11:40-12:00", "DER", false)]
    [InlineData("11:39-12:00", "DER", true)]
    [InlineData("11:10-12:00", "TÆT", false)]
    [InlineData("11:09-12:00", "TÆT", true)]
    [InlineData("11:00-12:00", "HER", false)]
    [InlineData("11:00-12:00", null, false)]
    public void Travel_before_and_after_takes_its_time_and_the_buffer(string other, string? place, bool found) =>
        Assert.Equal(found, Missed().Travel("TÆT", "HER", 0).Appointment("B", "2026-10-01 " + other, place, status: AppointmentStatus.Held).Finds(Rule).Length == 1);

    [Theory]
    [InlineData(AppointmentMode.InPerson, AppointmentMode.InPerson, true)]
    [InlineData(AppointmentMode.HomeVisit, AppointmentMode.HomeVisit, true)]
    [InlineData(AppointmentMode.Phone, AppointmentMode.InPerson, false)]
    [InlineData(AppointmentMode.InPerson, AppointmentMode.Phone, false)]
    [InlineData(AppointmentMode.Video, AppointmentMode.Video, false)]
    public void Only_meetings_in_person_need_travel(AppointmentMode missed, AppointmentMode other, bool found) =>
        Assert.Equal(found, Missed(missed).Appointment("B", "2026-10-01 11:10-12:00", "DER", other, AppointmentStatus.Held).Finds(Rule).Length == 1);

    [Fact]
    public void Only_the_nearest_neighbour_of_the_day_counts()
    {
        Assert.Empty(Missed().Appointment("B", "2026-10-01 09:00-09:30", "DER", status: AppointmentStatus.Held)
            .Appointment("C", "2026-10-01 09:40-09:50", "HER", status: AppointmentStatus.Held).Finds(Rule));
        Assert.Equal(["A H"], Missed().Appointment("B", "2026-10-01 09:00-09:30", "DER", status: AppointmentStatus.Held)
            .Appointment("C", "2026-10-01 09:40-09:50", "HER", status: AppointmentStatus.Cancelled)
            .Appointment("D", "2026-10-01 09:40-09:50", "HER", invited: "mor")
            .Appointment("E", "2026-10-01 09:40-09:50", "HER", AppointmentMode.Phone).Finds(Rule));
        Assert.Empty(Missed(at: "2026-10-01 00:10-01:00").Appointment("B", "2026-09-30 23:00-23:59", "DER", status: AppointmentStatus.Held).Finds(Rule));
    }

    [Fact]
    public void The_second_entry_of_the_meeting_does_not_hide_the_real_neighbour()
    {
        foreach (var twin in new[] { "0", "X" })
        {
            Assert.Equal(["A H"], Missed().Appointment(twin, "2026-10-01 10:00-11:00", "HER", status: AppointmentStatus.Held)
                .Appointment("B", "2026-10-01 09:00-09:30", "DER", status: AppointmentStatus.Held).Finds(Rule));
            Assert.Equal(["A H"], Missed().Appointment(twin, "2026-10-01 10:00-11:00", "HER", status: AppointmentStatus.Held)
                .Appointment("B", "2026-10-01 11:20-12:00", "DER", status: AppointmentStatus.Held).Finds(Rule));
        }
    }

    [Theory]
    [InlineData(Weekdays.Thursday, "08:00", "10:01", "2026-01-01", null, true)]
    [InlineData(Weekdays.Thursday, "08:00", "10:00", "2026-01-01", null, false)]
    [InlineData(Weekdays.Thursday, "10:59", "12:00", "2026-01-01", null, true)]
    [InlineData(Weekdays.Thursday, "11:00", "12:00", "2026-01-01", null, false)]
    [InlineData(Weekdays.Wednesday | Weekdays.Friday, "08:00", "12:00", "2026-01-01", null, false)]
    [InlineData(Weekdays.Thursday, "08:00", "12:00", "2026-01-01", "2026-10-01", true)]
    [InlineData(Weekdays.Thursday, "08:00", "12:00", "2026-01-01", "2026-09-30", false)]
    [InlineData(Weekdays.Thursday, "08:00", "12:00", "2026-10-01", "2026-10-01", true)]
    [InlineData(Weekdays.Thursday, "08:00", "12:00", "2026-10-02", null, false)]
    public void A_blocked_window_on_the_day_is_a_good_reason_also_when_it_no_longer_lives(
        Weekdays days, string start, string end, string from, string? to, bool found) =>
        Assert.Equal(found, Missed().BlockedWindow("R", days, start, end, from, to).Finds(Rule).Length == 1);

    [Fact]
    public void A_blocked_window_is_no_reason_to_miss_a_call_and_other_restrictions_are_none_at_all()
    {
        Assert.Empty(Missed(AppointmentMode.Phone).BlockedWindow("R", Weekdays.Thursday, "08:00", "12:00").Finds(Rule));
        Assert.Empty(Missed().MaxWeeklyHours("R", 1).BlockedDemand("S", "noise").Finds(Rule));
    }

    [Fact]
    public void The_evidence_is_the_first_reason_and_has_no_place()
    {
        Assert.Equal("""{"case":"overlap","start":"2026-10-01T10:00","end":"2026-10-01T11:00","other":"social:B","otherStart":"2026-10-01T10:30","otherEnd":"2026-10-01T11:30"}""",
            Missed().Appointment("B", "2026-10-01 10:30-11:30").BlockedWindow("R", Weekdays.Thursday, "08:00", "12:00").Evidence(Rule));
        Assert.Equal("""{"case":"travelBefore","start":"2026-10-01T10:00","end":"2026-10-01T11:00","other":"social:B","otherEnd":"2026-10-01T09:30","neededMinutes":40}""",
            Missed().Appointment("B", "2026-10-01 09:00-09:30", "DER").Evidence(Rule));
        Assert.Equal("""{"case":"travelAfter","start":"2026-10-01T10:00","end":"2026-10-01T11:00","other":"social:B","otherStart":"2026-10-01T11:30","neededMinutes":40}""",
            Missed().Appointment("B", "2026-10-01 11:30-12:30", "DER").Evidence(Rule));
        Assert.Equal("""{"case":"window","start":"2026-10-01T10:00","end":"2026-10-01T11:00","restriction":"social:R","windowStart":"2026-10-01T08:00","windowEnd":"2026-10-01T10:30"}""",
            Missed().BlockedWindow("R", Weekdays.Thursday, "08:00", "10:30").Evidence(Rule));
    }
}
