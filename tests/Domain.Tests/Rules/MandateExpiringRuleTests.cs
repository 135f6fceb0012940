using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class MandateExpiringRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "mandate.expiring";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [A.Course("2026-10-05").Person("hustru").PowerOfAttorney("F1", "hustru", "2026-10-31")];

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-04", true)]
    [InlineData("2026-11-05", false)]
    public void Found_from_30_days_before_the_last_day_until_that_day(string validTo, bool found) =>
        Assert.Equal(found ? ["F1 M"] : [], A.Course("2026-10-05").PowerOfAttorney("F1", "hustru", validTo).Finds(Rule));

    [Theory]
    [InlineData(PowerOfAttorneyKind.PowerOfAttorney)]
    [InlineData(PowerOfAttorneyKind.Guardianship)]
    [InlineData(PowerOfAttorneyKind.PartyRepresentative)]
    public void Every_kind_counts(PowerOfAttorneyKind kind) =>
        Assert.Equal(["F1 M"], A.Course("2026-10-05").PowerOfAttorney("F1", "sundhed:hustru", "2026-10-31", kind).Finds(Rule));
}
