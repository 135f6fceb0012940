using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class AddressExposureRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "address.exposure";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Protected().Person("far", PortalAccess.Full)];

    private static CourseUnderTest Protected(Protection protection = Protection.NameAndAddress) =>
        A.Course("2026-10-05").Person("mor", PortalAccess.Full, protection: protection).Residence("mor", "MORS", "even")
            .Appointment("B1", "2026-10-07 08:30-09:30", "MORS", AppointmentMode.HomeVisit);

    [Theory]
    [InlineData(Protection.None, false)]
    [InlineData(Protection.NameAndAddress, true)]
    [InlineData(Protection.Threat, true)]
    public void Found_for_every_kind_of_protection(Protection protection, bool found) =>
        Assert.Equal(found ? ["mor>far K"] : [], Protected(protection).Person("far", PortalAccess.Full).Finds(Rule));

    [Theory]
    [InlineData(PortalAccess.None, null, false)]
    [InlineData(PortalAccess.Calendar, null, true)]
    [InlineData(PortalAccess.CalendarAndGoals, null, true)]
    [InlineData(PortalAccess.Full, "2026-10-04", false)]
    [InlineData(PortalAccess.Full, "2026-10-05", true)]
    public void The_viewer_must_have_access_today(PortalAccess portal, string? until, bool found) =>
        Assert.Equal(found, Protected().Person("far", portal, until).Finds(Rule).Length == 1);

    [Fact]
    public void Every_viewer_is_found_once_whatever_the_number_of_meetings_and_of_entries_for_the_home()
    {
        var course = Protected().Residence("mor", "MORS", "2026-W41").Residence("mor", "SOMMERHUS", "2026-W42")
            .Appointment("B0", "2026-10-06 08:30-09:30", "SOMMERHUS").Appointment("B5", "2026-10-14 08:30-09:30", "MORS")
            .Person("far", PortalAccess.Full).Person("bror", PortalAccess.Calendar, source: A.Health).Person("mor", PortalAccess.Calendar, source: A.Health);

        Assert.Equal(["mor>bror K", "mor>far K", "mor>mor K"], course.Finds(Rule));
        Assert.Equal("social:mor>sundhed:mor", course.Findings(Rule)[2].SubjectKey);
    }

    [Fact]
    public void A_viewer_told_by_two_sources_is_found_once_under_the_id_that_has_access()
    {
        var course = Protected().Person("far", portalUntil: "2026-12-01", person: 7).Person("N1", PortalAccess.Full, source: A.Health, person: 7);

        Assert.Equal("social:mor>sundhed:N1", Assert.Single(course.Findings(Rule)).SubjectKey);
        Assert.Equal(["mor>A1 K"], course.Person("A1", PortalAccess.Full, source: A.Jobs, person: 7).Finds(Rule));
    }

    [Fact]
    public void The_protected_person_may_see_the_own_home_under_the_id_of_another_source()
    {
        var course = A.Course("2026-10-05").Person("mor", protection: Protection.Threat, person: 7).Residence("mor", "MORS", "even")
            .Appointment("B1", "2026-10-07 08:30-09:30", "MORS").Person("N1", PortalAccess.Full, source: A.Health, person: 7);

        Assert.Empty(course.Finds(Rule));
        Assert.Equal(["mor>N2 K"], course.Person("N2", PortalAccess.Full, source: A.Health, person: 8).Finds(Rule));
    }

    [Fact]
    public void A_home_is_protected_whichever_source_told_of_the_protection() =>
        Assert.Equal("sundhed:N1>social:far", Assert.Single(A.Course("2026-10-05").Person("mor", person: 7).Residence("mor", "MORS", "even")
            .Appointment("B1", "2026-10-07 08:30-09:30", "MORS").Person("N1", protection: Protection.Threat, source: A.Health, person: 7)
            .Person("far", PortalAccess.Full).Findings(Rule)).SubjectKey);

    [Fact]
    public void Two_protected_parties_see_each_other() =>
        Assert.Equal(["far>mor K", "mor>far K"], Protected().Person("far", PortalAccess.Full, protection: Protection.Threat)
            .Residence("far", "FARS", "odd").Appointment("B2", "2026-10-07 10:30-11:30", "FARS").Finds(Rule));

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-03", false)]
    public void Both_ends_of_the_horizon_count(string day, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Person("mor", protection: Protection.Threat).Person("far", PortalAccess.Full)
            .Residence("mor", "MORS", "even").Appointment("B1", day + " 08:30-09:30", "MORS").Finds(Rule).Length == 1);

    [Theory]
    [InlineData(AppointmentStatus.Booked, true)]
    [InlineData(AppointmentStatus.Held, false)]
    [InlineData(AppointmentStatus.Missed, false)]
    [InlineData(AppointmentStatus.Cancelled, false)]
    public void The_appointment_must_be_booked_but_need_not_be_the_citizens(AppointmentStatus status, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Person("mor", protection: Protection.Threat).Person("far", PortalAccess.Full)
            .Residence("mor", "MORS", "even").Appointment("B1", "2026-10-07 08:30-09:30", "MORS", invited: "mor", status: status).Finds(Rule).Length == 1);

    [Fact]
    public void A_home_visit_without_a_place_is_at_the_citizens_home()
    {
        var course = A.Course("2026-10-05").Citizen(homePlace: "MORS").Person("mor", protection: Protection.Threat)
            .Person("far", PortalAccess.Full).Residence("mor", "MORS", "even");

        Assert.Empty(course.Appointment("B1", "2026-10-07 08:30-09:30").Finds(Rule));
        Assert.Equal(["mor>far K"], course.Appointment("B2", "2026-10-08 08:30-09:30", mode: AppointmentMode.HomeVisit).Finds(Rule));
    }

    [Fact]
    public void The_facts_stay_the_same_when_the_first_meeting_passes_and_the_next_comes() =>
        Assert.Equal(
            Assert.Single(Protected().Person("far", PortalAccess.Full).Findings(Rule)).Evidence.Hash,
            Assert.Single(A.Course("2026-10-08").Person("mor", PortalAccess.Full, protection: Protection.NameAndAddress).Residence("mor", "MORS", "even")
                .Appointment("B1", "2026-10-07 08:30-09:30", "MORS").Appointment("B2", "2026-10-14 08:30-09:30", "MORS")
                .Person("far", PortalAccess.Full).Findings(Rule)).Evidence.Hash);

    [Fact]
    public void The_place_is_never_in_the_evidence()
    {
        var finding = Assert.Single(Protected().Person("far", PortalAccess.Full, "2026-12-01").Findings(Rule));

        Assert.Equal("""{"portalUntil":"2026-12-01"}""", finding.Evidence.Json);
        Assert.DoesNotContain("MORS", finding.SubjectKey);
    }
}
