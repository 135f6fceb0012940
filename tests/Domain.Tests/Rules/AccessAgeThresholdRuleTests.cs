using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class AccessAgeThresholdRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "access.ageThreshold";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        Turning18("2026-12-01").Person("mor", PortalAccess.Full, custodyHolder: true),
        Turning18("2026-12-01").Person("mor", PortalAccess.Full, "2026-12-02", custodyHolder: true),
    ];

    private static CourseUnderTest Turning18(string on) =>
        A.Course("2026-10-05").With(rows => rows.Citizen.BirthDate = A.Day(on).AddYears(-18));

    [Theory]
    [InlineData("2027-01-04", null)]
    [InlineData("2027-01-03", "H")]
    [InlineData("2026-10-06", "H")]
    [InlineData("2026-10-05", "K")]
    [InlineData("2026-10-04", "K")]
    [InlineData("2006-10-04", "K")]
    public void Found_90_days_ahead_and_critical_from_the_birthday_on(string birthday, string? severity) =>
        Assert.Equal(severity is null ? [] : ["mor " + severity],
            Turning18(birthday).Person("mor", PortalAccess.Calendar, custodyHolder: true).Finds(Rule));

    [Theory]
    [InlineData("2026-11-30", false)]
    [InlineData("2026-12-01", false)]
    [InlineData("2026-12-02", true)]
    [InlineData(null, true)]
    public void Access_may_last_until_the_birthday_and_no_longer(string? until, bool found) =>
        Assert.Equal(found, Turning18("2026-12-01").Person("mor", PortalAccess.Full, until, custodyHolder: true).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-10-06", true)]
    public void Access_that_has_ended_is_history(string until, bool found) =>
        Assert.Equal(found ? ["mor K"] : [], Turning18("2026-09-01").Person("mor", PortalAccess.Full, until, custodyHolder: true).Finds(Rule));

    [Fact]
    public void Born_on_29_February_the_citizen_turns_18_on_1_March()
    {
        var course = A.Course("2026-02-28").Citizen(born: "2008-02-29")
            .Person("mor", PortalAccess.Full, "2026-03-01", custodyHolder: true)
            .Person("far", PortalAccess.Full, "2026-03-02", custodyHolder: true);

        Assert.Equal(["far H"], course.Finds(Rule));
    }

    [Fact]
    public void Only_custody_holders_with_access_count()
    {
        var course = Turning18("2026-12-01")
            .Person("moster", PortalAccess.Full)
            .Person("far", PortalAccess.None, custodyHolder: true)
            .Person("mor", PortalAccess.CalendarAndGoals, custodyHolder: true);

        Assert.Equal(["mor H"], course.Finds(Rule));
    }
}
