using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class ContactSilenceRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "contact.silence";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [A.Course("2026-10-05").Citizen(lastContactOn: "2026-07-01").Plan("P1")];

    [Theory]
    [InlineData("2026-08-05", true)]
    [InlineData("2026-08-06", false)]
    [InlineData("2026-10-05", false)]
    [InlineData("2026-10-06", false)]
    [InlineData(null, false)]
    public void Found_when_more_than_60_days_have_passed(string? lastContactOn, bool found) =>
        Assert.Equal(found ? ["citizen L"] : [], A.Course("2026-10-05").Citizen(lastContactOn: lastContactOn).Plan("P1").Finds(Rule));

    [Fact]
    public void An_active_plan_is_needed()
    {
        Assert.Empty(A.Course("2026-10-05").Citizen(lastContactOn: "2026-07-01").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Citizen(lastContactOn: "2026-07-01")
            .Plan("P1", status: PlanStatus.Draft).Plan("P2", to: "2026-10-04").Plan("P3", from: "2026-10-06").Finds(Rule));
        Assert.Equal(["citizen L"], A.Course("2026-10-05").Citizen(lastContactOn: "2026-07-01")
            .Plan("P1", status: PlanStatus.UnderReview, to: "2026-10-05").Plan("P2").Finds(Rule));
    }
}
