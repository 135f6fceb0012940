using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class VoiceMeetingAboutRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "voice.meetingAbout";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
        [A.Course("2026-10-05").Appointment("T7", "2026-10-07 14:00-15:00", decision: true, invited: "")];

    [Theory]
    [InlineData(null, false)]
    [InlineData("", true)]
    [InlineData("mor", true)]
    [InlineData("mor citizen", false)]
    [InlineData("social:citizen", true)]
    public void Found_when_a_list_of_invited_leaves_the_citizen_out(string? invited, bool found) =>
        Assert.Equal(found ? ["T7 M"] : [],
            A.Course("2026-10-05").Appointment("T7", "2026-10-07 14:00-15:00", decision: true, invited: invited).Finds(Rule));

    [Theory]
    [InlineData("citizen", false)]
    [InlineData("mor citizen", false)]
    [InlineData("mor", true)]
    [InlineData("", true)]
    public void An_exemption_for_the_citizen_settles_it(string exemption, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05")
            .Appointment("T7", "2026-10-07 14:00-15:00", decision: true, invited: "", exemption: exemption).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-03", false)]
    public void Both_ends_of_the_horizon_count(string day, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Appointment("T7", day + " 00:00-23:59", decision: true, invited: "").Finds(Rule).Length == 1);

    [Theory]
    [InlineData(AppointmentStatus.Booked, true)]
    [InlineData(AppointmentStatus.Held, false)]
    [InlineData(AppointmentStatus.Missed, false)]
    [InlineData(AppointmentStatus.Cancelled, false)]
    public void Only_booked_meetings_that_decide_count(AppointmentStatus status, bool found)
    {
        Assert.Equal(found, A.Course("2026-10-05").Appointment("T7", "2026-10-07 14:00-15:00", decision: true, invited: "", status: status).Finds(Rule).Length == 1);
        Assert.Empty(A.Course("2026-10-05").Appointment("T7", "2026-10-07 14:00-15:00", invited: "", status: status).Finds(Rule));
    }
}
