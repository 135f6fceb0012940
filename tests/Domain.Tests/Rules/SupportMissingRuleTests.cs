using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class SupportMissingRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "support.missing";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
        [A.Course("2026-10-05").Appointment("T4", "2026-10-07 09:30-10:30", needsSupport: true)];

    [Theory]
    [InlineData("2026-10-04", null)]
    [InlineData("2026-10-05", "H")]
    [InlineData("2026-10-11", "H")]
    [InlineData("2026-10-12", "M")]
    [InlineData("2026-11-02", "M")]
    [InlineData("2026-11-03", null)]
    public void More_serious_when_less_than_7_days_away(string day, string? severity) =>
        Assert.Equal(severity is null ? [] : ["T4 " + severity],
            A.Course("2026-10-05").Appointment("T4", day + " 23:30-00:30", needsSupport: true).Finds(Rule));

    [Fact]
    public void Support_that_is_arranged_or_not_needed_is_fine() =>
        Assert.Empty(A.Course("2026-10-05")
            .Appointment("T4", "2026-10-07 09:30-10:30", needsSupport: true, support: "Flextrafik bestilt")
            .Appointment("T5", "2026-10-07 11:30-12:30").Finds(Rule));

    [Fact]
    public void Only_the_citizens_calendar_counts_whatever_the_mode() =>
        Assert.Equal(["T5 H"], A.Course("2026-10-05")
            .Appointment("T1", "2026-10-07 09:30-10:30", needsSupport: true, status: AppointmentStatus.Cancelled)
            .Appointment("T2", "2026-10-07 09:30-10:30", needsSupport: true, status: AppointmentStatus.Missed)
            .Appointment("T3", "2026-10-07 09:30-10:30", needsSupport: true, invited: "mor")
            .Appointment("T5", "2026-10-07 09:30-10:30", needsSupport: true, mode: AppointmentMode.Video).Finds(Rule));

    [Fact]
    public void The_entry_with_the_smaller_id_stands_for_a_joint_meeting()
    {
        Assert.Equal(["T4 H"], A.Course("2026-10-05")
            .Appointment("T5", "2026-10-07 09:30-10:30", "HER", needsSupport: true, source: A.Health)
            .Appointment("T4", "2026-10-07 09:30-10:30", "HER", needsSupport: true).Finds(Rule));
        Assert.Empty(A.Course("2026-10-05")
            .Appointment("T5", "2026-10-07 09:30-10:30", "HER", needsSupport: true, source: A.Health)
            .Appointment("T4", "2026-10-07 09:30-10:30", "HER").Finds(Rule));
    }
}
