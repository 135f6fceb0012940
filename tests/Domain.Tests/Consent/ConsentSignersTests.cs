using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Consent;

public sealed class ConsentSignersTests
{
    private static readonly DateOnly Today = A.Day("2026-10-05");

    private static string Of(CourseUnderTest course, ConsentKind kind = ConsentKind.ProceduralSocialLaw) =>
        string.Join(' ', ConsentSigners.Of(course.Rows, kind, Today));

    private static CourseUnderTest Born(string day) => A.Course("2026-10-05").Citizen(born: day);

    [Theory]
    [InlineData("1980-05-17", "citizen")]
    [InlineData("2008-10-05", "citizen")]
    [InlineData("2008-10-06", "citizen")]
    [InlineData("2011-10-05", "citizen")]
    [InlineData("2011-10-06", "social:mor social:far")]
    public void From_fifteen_it_is_the_citizen_and_before_that_everybody_with_custody(string born, string expected) => Assert.Equal(
        expected, Of(Born(born).Person("mor", custodyHolder: true).Person("far", custodyHolder: true).Person("mormor")));

    [Theory]
    [InlineData("2009-05-17", "citizen social:mor")]
    [InlineData("2011-10-06", "social:mor")]
    [InlineData("1980-05-17", "citizen")]
    public void A_young_persons_plan_is_replaced_with_the_yes_of_both(string born, string expected) =>
        Assert.Equal(expected, Of(Born(born).Person("mor", custodyHolder: true), ConsentKind.PlanReplacement));

    [Fact]
    public void Nobody_can_be_asked_of_a_child_whose_custody_nobody_has_told() => Assert.Equal("", Of(Born("2015-01-01").Person("mor")));

    [Fact]
    public void A_parent_whom_two_sources_tell_of_is_asked_once() => Assert.Equal(
        "social:mor",
        Of(Born("2015-01-01").Person("mor", custodyHolder: true, person: 7).Person("N1", custodyHolder: true, source: A.Health, person: 7)));

    [Theory]
    [InlineData("2026-10-05", "social:N2")]
    [InlineData("2026-10-04", "citizen")]
    public void For_whoever_has_a_guardian_it_is_the_guardian_as_long_as_that_holds(string validTo, string expected) => Assert.Equal(
        expected,
        Of(Born("1980-05-17").Person("N2").PowerOfAttorney("M1", "N2", validTo, kind: PowerOfAttorneyKind.Guardianship, source: A.Social)));

    [Fact]
    public void What_is_given_for_a_child_ends_the_day_before_it_is_of_age()
    {
        var course = Born("2012-02-29").Person("mor", custodyHolder: true);
        Assert.Equal(A.Day("2030-02-28"), ConsentSigners.LastDay(course.Rows, ["social:mor"], Today));
        Assert.Null(ConsentSigners.LastDay(course.Rows, [ConsentSigners.Citizen], Today));
        Assert.Null(ConsentSigners.LastDay(Born("1980-05-17").Rows, ["social:N2"], Today));
    }
}
