using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class ConsentExpiringRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "consent.expiring";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [A.Course("2026-10-05").Consent("S1", validTo: "2026-10-25")];

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-11-04", true)]
    [InlineData("2026-11-05", false)]
    [InlineData(null, false)]
    public void Found_from_30_days_before_the_last_day_until_that_day(string? validTo, bool found) =>
        Assert.Equal(found ? ["S1 M"] : [], A.Course("2026-10-05").Consent("S1", validTo: validTo).Finds(Rule));

    [Theory]
    [InlineData("2026-10-04", false)]
    [InlineData("2026-10-05", false)]
    [InlineData("2026-10-06", true)]
    public void A_consent_revoked_today_is_no_longer_live(string revokedAt, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Consent("S1", validTo: "2026-10-25", revokedAt: revokedAt).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-10-06", false)]
    public void A_consent_holds_from_the_day_it_is_given(string givenAt, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Consent("S1", givenAt: givenAt, validTo: "2026-10-25").Finds(Rule).Length == 1);

    [Fact]
    public void The_municipality_may_want_to_know_later() =>
        Assert.Empty(A.Course("2026-10-05").Limits(x => x with { ConsentExpiryDays = 19 }).Consent("S1", validTo: "2026-10-25").Finds(Rule));
}
