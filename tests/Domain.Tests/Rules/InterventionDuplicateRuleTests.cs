using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class InterventionDuplicateRuleTests : IRuleExamples
{
    private const string Rule = "intervention.duplicate";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Plans().Intervention("I", "P").Intervention("J", "Q")];

    private static CourseUnderTest Plans() => A.Course("2026-10-05").Plan("P").Plan("Q");

    [Fact]
    public void The_same_purpose_in_two_plans_is_found_with_its_facts()
    {
        var course = Plans()
            .Intervention("J", "P", "mentoring", "2026-02-01", "2026-12-31")
            .Intervention("I", "Q", "mentoring", "2026-03-01");

        Assert.Equal(["I+J M"], course.Finds(Rule));
        Assert.Equal("""{"purposeGroup":"mentoring","planA":"social:Q","planB":"social:P","fromA":"2026-03-01","toA":null,"fromB":"2026-02-01","toB":"2026-12-31","bothFrom":"2026-03-01"}""",
            course.Evidence(Rule));
    }

    [Fact]
    public void One_plan_or_two_purposes_are_no_double()
    {
        Assert.Empty(Plans().Intervention("I", "P").Intervention("J", "P").Finds(Rule));
        Assert.Empty(Plans().Intervention("I", "P", "mentoring").Intervention("J", "Q", "education").Finds(Rule));
    }

    [Fact]
    public void Plans_of_equal_id_from_two_sources_are_two_plans()
    {
        var course = A.Course("2026-10-05").Plan("P").Plan("P", source: A.Health)
            .Intervention("I", "P").Intervention("I", "P", source: A.Health);

        Assert.Equal(["I+I M"], course.Finds(Rule));
        Assert.Equal("social:I+sundhed:I", course.Findings(Rule)[0].SubjectKey);
    }

    [Theory]
    [InlineData("2026-11-30", "2026-12-01", false)]
    [InlineData("2026-12-01", "2026-12-01", true)]
    [InlineData("2026-12-02", "2026-12-01", true)]
    [InlineData(null, "2030-01-01", true)]
    public void Periods_overlap_with_both_ends_included(string? to, string from, bool found)
    {
        var course = Plans().Intervention("I", "P", to: to).Intervention("J", "Q", from: from);

        Assert.Equal(found ? ["I+J M"] : [], course.Finds(Rule));
    }

    [Theory]
    [InlineData(InterventionStatus.Planned, null, true)]
    [InlineData(InterventionStatus.Active, "2026-10-05", true)]
    [InlineData(InterventionStatus.Active, "2026-10-04", false)]
    [InlineData(InterventionStatus.Completed, null, false)]
    [InlineData(InterventionStatus.Cancelled, null, false)]
    public void Both_must_be_live(InterventionStatus status, string? to, bool found) =>
        Assert.Equal(found ? ["I+J M"] : [], Plans().Intervention("I", "P").Intervention("J", "Q", status: status, to: to).Finds(Rule));

    [Theory]
    [InlineData(PlanStatus.Active, true)]
    [InlineData(PlanStatus.UnderReview, true)]
    [InlineData(PlanStatus.Completed, true)]
    [InlineData(PlanStatus.Draft, false)]
    [InlineData(PlanStatus.Cancelled, false)]
    [InlineData(PlanStatus.Replaced, false)]
    public void A_live_intervention_is_not_in_a_draft_cancelled_or_replaced_plan(PlanStatus status, bool found)
    {
        var course = A.Course("2026-10-05").Plan("P").Plan("Q", status: status).Intervention("I", "P").Intervention("J", "Q");

        Assert.Equal(found ? ["I+J M"] : [], course.Finds(Rule));
    }

    [Fact]
    public void A_live_intervention_may_lie_in_a_plan_that_has_not_begun_or_is_past_its_end()
    {
        var course = A.Course("2026-10-05").Plan("P", from: "2026-11-01").Plan("Q", to: "2026-01-31").Intervention("I", "P").Intervention("J", "Q");

        Assert.Equal(["I+J M"], course.Finds(Rule));
    }

    [Fact]
    public void Three_places_are_three_pairs_and_so_are_many_among_much_else()
    {
        var few = Plans().Plan("R").Intervention("I", "P").Intervention("J", "Q").Intervention("K", "R");
        var many = Plans().Plan("R").Intervention("I", "P").Intervention("J", "Q").Intervention("K", "R");
        for (var i = 0; i < 100; i++)
        {
            many.Intervention("X" + i, "P", "group" + i);
        }

        Assert.Equal(["I+J M", "I+K M", "J+K M"], few.Finds(Rule));
        Assert.Equal(["I+J M", "I+K M", "J+K M"], many.Finds(Rule));
    }
}
