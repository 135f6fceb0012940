using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class HouseholdWrongHomeRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "household.wrongHome";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
        [TwoHomes("2027-01-11").Appointment("B1", "2027-01-19 08:30-09:30", "MORS")];

    private static CourseUnderTest TwoHomes(string asOf) =>
        A.Course(asOf).Person("mor").Person("far").Residence("mor", "MORS", "even").Residence("far", "FARS", "odd");

    [Theory]
    [InlineData("2027-01-19", "MORS", true)]
    [InlineData("2027-01-19", "FARS", false)]
    [InlineData("2027-01-26", "MORS", false)]
    [InlineData("2027-01-26", "FARS", true)]
    [InlineData("2027-01-24", "MORS", true)]
    [InlineData("2027-01-25", "MORS", false)]
    [InlineData("2027-01-19", "SKOLE", false)]
    [InlineData("2027-01-19", null, false)]
    public void Even_weeks_at_one_home_and_odd_at_the_other(string day, string? place, bool found) =>
        Assert.Equal(found ? ["B1 H"] : [], TwoHomes("2027-01-11").Appointment("B1", day + " 08:30-09:30", place).Finds(Rule));

    [Fact]
    public void Week_53_and_week_1_are_both_odd()
    {
        var course = TwoHomes("2026-12-21")
            .Appointment("B1", "2026-12-29 08:30-09:30", "MORS", AppointmentMode.HomeVisit)
            .Appointment("B2", "2027-01-05 08:30-09:30", "MORS", AppointmentMode.HomeVisit)
            .Appointment("B3", "2027-01-12 08:30-09:30", "MORS", AppointmentMode.HomeVisit);

        Assert.Equal(["B1 H", "B2 H"], course.Finds(Rule));
        Assert.Equal("""{"start":"2026-12-29T08:30","end":"2026-12-29T09:30","week":"2026-W53","homeOf":"social:mor","weekOf":"social:far"}""",
            TwoHomes("2026-12-21").Appointment("B1", "2026-12-29 08:30-09:30", "MORS").Evidence(Rule));
    }

    [Fact]
    public void Parents_whom_two_sources_tell_of_are_still_two_and_not_four()
    {
        var course = A.Course("2027-01-11")
            .Person("mor", person: 1).Person("far", person: 2).Person("N1", source: A.Jobs, person: 1).Person("N2", source: A.Jobs, person: 2)
            .Residence("mor", "MORS", "even").Residence("far", "FARS", "odd")
            .Residence("N1", "MORS", "even", source: A.Jobs).Residence("N2", "FARS", "odd", source: A.Jobs)
            .Appointment("B1", "2027-01-19 08:30-09:30", "MORS")
            .Appointment("B2", "2027-01-26 08:30-09:30", "MORS");

        Assert.Equal(["B1 H"], course.Finds(Rule));
    }

    [Fact]
    public void A_week_agreed_in_a_calendar_wins_over_parity()
    {
        var course = TwoHomes("2026-12-21").Residence("mor", "MORS", "2027-W01")
            .Appointment("B1", "2026-12-29 08:30-09:30", "MORS")
            .Appointment("B2", "2027-01-05 08:30-09:30", "MORS")
            .Appointment("B3", "2027-01-05 10:30-11:30", "FARS");

        Assert.Equal(["B1 H", "B3 H"], course.Finds(Rule));
    }

    [Theory]
    [InlineData("2027-01-03", "2026-W53", true)]
    [InlineData("2027-01-04", "2026-W53", false)]
    [InlineData("2027-01-03", "2027-W53", false)]
    public void A_listed_week_is_an_ISO_week_with_its_ISO_year(string day, string listed, bool found)
    {
        var course = A.Course("2026-12-21").Person("mor").Person("far")
            .Residence("mor", "MORS", listed).Residence("far", "FARS", "2028-W01")
            .Appointment("B1", day + " 08:30-09:30", "FARS");

        Assert.Equal(found, course.Finds(Rule).Length == 1);
    }

    [Fact]
    public void A_week_listed_for_two_parties_or_for_none_belongs_to_nobody()
    {
        var course = A.Course("2026-10-05").Person("mor").Person("far")
            .Residence("mor", "MORS", "2026-W41 2026-W42").Residence("far", "FARS", "2026-W42")
            .Appointment("B1", "2026-10-07 08:30-09:30", "FARS")
            .Appointment("B2", "2026-10-14 08:30-09:30", "FARS")
            .Appointment("B3", "2026-10-21 08:30-09:30", "FARS");

        Assert.Equal(["B1 H"], course.Finds(Rule));
    }

    [Fact]
    public void A_week_listed_for_two_parties_does_not_fall_back_to_parity() =>
        Assert.Empty(TwoHomes("2026-10-05").Residence("mor", "MORS", "2026-W41").Residence("far", "FARS", "2026-W41")
            .Appointment("B1", "2026-10-07 08:30-09:30", "MORS").Finds(Rule));

    [Fact]
    public void A_week_that_two_parties_have_by_parity_belongs_to_nobody() =>
        Assert.Empty(A.Course("2026-10-05").Person("mor").Person("far").Person("mormor")
            .Residence("mor", "MORS", "even").Residence("far", "FARS", "odd").Residence("mormor", "MORMORS", "odd")
            .Appointment("B1", "2026-10-07 08:30-09:30", "MORS").Finds(Rule));

    [Fact]
    public void A_home_the_weeks_owner_shares_is_the_right_home() =>
        Assert.Empty(A.Course("2026-10-05").Person("mor").Person("far")
            .Residence("mor", "REDEN", "even").Residence("far", "REDEN", "odd").Residence("far", "FARS", "odd")
            .Appointment("B1", "2026-10-07 08:30-09:30", "REDEN").Finds(Rule));

    [Fact]
    public void A_home_visit_without_a_place_is_at_the_citizens_home() =>
        Assert.Equal(["B1 H"], TwoHomes("2026-10-05").Citizen(homePlace: "MORS")
            .Appointment("B1", "2026-10-07 08:30-09:30", mode: AppointmentMode.HomeVisit)
            .Appointment("B2", "2026-10-07 10:30-11:30").Finds(Rule));

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-10-20", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-03", false)]
    public void Both_ends_of_the_horizon_count(string day, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Person("mor").Person("far")
            .Residence("mor", "MORS", "2026-W40 2026-W41 2026-W43 2026-W45").Residence("far", "FARS", "2026-W42")
            .Appointment("B1", day + " 08:30-09:30", "FARS").Finds(Rule).Length == 1);

    [Fact]
    public void Only_the_citizens_calendar_counts_and_a_joint_meeting_once() =>
        Assert.Equal(["B3 H"], TwoHomes("2026-10-05")
            .Appointment("B1", "2026-10-07 08:30-09:30", "MORS", status: AppointmentStatus.Cancelled)
            .Appointment("B2", "2026-10-07 08:30-09:30", "MORS", invited: "mor")
            .Appointment("B4", "2026-10-07 08:30-09:30", "MORS", source: A.Health)
            .Appointment("B3", "2026-10-07 08:30-09:30", "MORS").Finds(Rule));

    [Fact]
    public void Parties_of_two_sources_are_two_parties_though_their_ids_are_equal() =>
        Assert.Empty(TwoHomes("2026-10-05").Person("far", source: A.Health).Residence("far", "FARS2", "odd", source: A.Health)
            .Appointment("B1", "2026-10-07 08:30-09:30", "MORS").Finds(Rule));
}
