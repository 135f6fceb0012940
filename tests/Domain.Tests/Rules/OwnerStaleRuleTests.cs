using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class OwnerStaleRuleTests : IRuleExamples
{
    private const string Rule = "owner.stale";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        Plan().Contact("W", to: "2026-10-04"),
        Plan().Contact("W", absentFrom: "2026-10-01", absentTo: "2026-10-20"),
        Plan().Contact("W", absentFrom: "2026-10-01"),
    ];

    private static CourseUnderTest Plan() => A.Course("2026-10-05").Plan("P", owner: "W");

    [Theory]
    [InlineData("2026-10-04", true)]
    [InlineData("2026-10-05", false)]
    [InlineData("2026-10-06", false)]
    [InlineData(null, false)]
    public void An_owner_who_left_before_asOf_is_gone(string? to, bool found) =>
        Assert.Equal(found ? ["P M"] : [], Plan().Contact("W", to: to).Finds(Rule));

    [Theory]
    [InlineData("2026-10-01", "2026-10-14", false)]
    [InlineData("2026-10-01", "2026-10-15", true)]
    [InlineData("2026-10-01", null, true)]
    [InlineData("2026-10-05", "2026-10-19", true)]
    [InlineData("2026-09-21", "2026-10-05", true)]
    [InlineData("2026-10-06", "2026-12-01", false)]
    [InlineData("2026-09-01", "2026-10-04", false)]
    public void An_absence_counts_when_it_covers_asOf_and_is_longer_than_fourteen_days(string from, string? to, bool found) =>
        Assert.Equal(found ? ["P M"] : [], Plan().Contact("W", absentFrom: from, absentTo: to).Finds(Rule));

    [Fact]
    public void A_deputy_helps_for_an_absence_and_not_for_leaving()
    {
        Assert.Empty(Plan().Contact("W", absentFrom: "2026-10-01", deputy: "W2").Finds(Rule));
        Assert.Equal(["P M"], Plan().Contact("W", to: "2026-10-04", absentFrom: "2026-10-01", deputy: "W2").Finds(Rule));
    }

    [Fact]
    public void The_facts_are_dates_and_the_owners_id()
    {
        Assert.Equal("""{"case":"left","owner":"social:W","leftOn":"2026-10-04"}""", Plan().Contact("W", to: "2026-10-04").Evidence(Rule));
        Assert.Equal("""{"case":"awayOpen","owner":"social:W","absentFrom":"2026-10-01","absentTo":null}""", Plan().Contact("W", absentFrom: "2026-10-01").Evidence(Rule));
    }

    [Fact]
    public void The_owner_is_a_contact_of_the_same_source()
    {
        Assert.Empty(Plan().Contact("W", to: "2026-10-04", source: A.Health).Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P").Contact("W", to: "2026-10-04").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P", owner: "V").Contact("W", to: "2026-10-04").Finds(Rule));
    }

    [Theory]
    [InlineData(PlanStatus.UnderReview, "2026-01-01", null, true)]
    [InlineData(PlanStatus.Draft, "2026-01-01", null, false)]
    [InlineData(PlanStatus.Active, "2026-10-06", null, false)]
    [InlineData(PlanStatus.Active, "2026-01-01", "2026-10-04", false)]
    public void Only_active_plans_need_their_owner(PlanStatus status, string from, string? to, bool found) =>
        Assert.Equal(found ? ["P M"] : [],
            A.Course("2026-10-05").Plan("P", owner: "W", status: status, from: from, to: to).Contact("W", to: "2026-10-04").Finds(Rule));

    [Fact]
    public void Each_plan_of_the_owner_is_found() =>
        Assert.Equal(["P M", "Q M"], Plan().Plan("Q", owner: "W").Contact("W", to: "2026-10-04").Finds(Rule));
}
