using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class ConsentYouthMissingRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "consent.youthMissing";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
        [A.Course("2026-10-05").Citizen(born: "2010-02-20").Person("mor").Consent("U1", givenBy: "mor")];

    [Theory]
    [InlineData("2011-10-06", false)]
    [InlineData("2011-10-05", true)]
    [InlineData("2008-10-06", true)]
    [InlineData("2008-10-05", false)]
    public void From_the_15th_birthday_until_the_day_before_the_18th(string born, bool found) =>
        Assert.Equal(found ? ["U1 H"] : [], A.Course("2026-10-05").Citizen(born: born).Person("mor").Consent("U1", givenBy: "mor").Finds(Rule));

    [Theory]
    [InlineData("2027-02-28", false)]
    [InlineData("2027-03-01", true)]
    [InlineData("2030-02-28", true)]
    [InlineData("2030-03-01", false)]
    public void Born_on_29_February_the_birthday_is_1_March(string asOf, bool found) =>
        Assert.Equal(found, A.Course(asOf).Citizen(born: "2012-02-29").Person("mor").Consent("U1", givenBy: "mor").Finds(Rule).Length == 1);

    [Theory]
    [InlineData("citizen", false)]
    [InlineData("mor", true)]
    [InlineData("sundhed:mor", true)]
    public void Only_the_young_persons_own_consent_will_do(string givenBy, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Citizen(born: "2010-02-20").Consent("U1", givenBy: givenBy).Finds(Rule).Length == 1);

    [Fact]
    public void A_consent_that_does_not_hold_is_left_alone() =>
        Assert.Empty(A.Course("2026-10-05").Citizen(born: "2010-02-20")
            .Consent("U1", givenBy: "mor", revokedAt: "2026-10-05")
            .Consent("U2", givenBy: "mor", validTo: "2026-10-04")
            .Consent("U3", givenBy: "mor", givenAt: "2026-10-06").Finds(Rule));
}
