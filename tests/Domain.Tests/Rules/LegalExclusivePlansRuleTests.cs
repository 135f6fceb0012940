using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class LegalExclusivePlansRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "legal.exclusivePlans";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
        [A.Course("2026-10-05").Plan("P1", "ÆL10").Plan("P2", "SEL83")];

    [Theory]
    [InlineData("ÆL10", "SEL83", true)]
    [InlineData("SEL83", "ÆL10", true)]
    [InlineData("SEL86", "ÆL10", true)]
    [InlineData("SEL83", "SEL86", false)]
    [InlineData("ÆL10", "ÆL10", false)]
    [InlineData("ÆL10", "SUL140", false)]
    public void A_pair_is_declared_by_either_of_the_two(string a, string b, bool found) =>
        Assert.Equal(found ? ["P1+P2 H"] : [], A.Course("2026-10-05").Plan("P2", b).Plan("P1", a).Finds(Rule));

    [Fact]
    public void A_pair_that_both_declare_is_found_once()
    {
        var course = A.Course("2026-10-05").Plan("P1", "ÆL10").Plan("P2", "SEL83")
            .With(rows => rows.Plans[1].Type = rows.Plans[1].Type with { ExclusiveWith = ["ÆL10"] });

        Assert.Equal(["P1+P2 H"], course.Finds(Rule));
    }

    [Fact]
    public void A_type_may_exclude_itself()
    {
        var alone = A.Reference.PlanTypes["EXT"] with { ExclusiveWith = ["EXT"] };
        var course = A.Course("2026-10-05").Plan("P1").Plan("P2").Plan("P3")
            .With(rows =>
            {
                foreach (ref var plan in rows.Plans.Span)
                {
                    plan.Type = alone;
                }
            });

        Assert.Equal(["P1+P2 H", "P1+P3 H", "P2+P3 H"], course.Finds(Rule));
    }

    [Fact]
    public void Every_pair_of_three_plans_is_found()
    {
        var course = A.Course("2026-10-05").Plan("P3", "ÆL10").Plan("P1", "SEL83").Plan("P2", "SEL86", source: A.Health).Plan("P4", "ÆL10");

        Assert.Equal(["P1+P3 H", "P1+P4 H", "P2+P3 H", "P2+P4 H"], course.Finds(Rule));
    }

    [Fact]
    public void Plans_beyond_counting_do_not_make_findings_beyond_counting()
    {
        var course = A.Course("2026-10-05");
        for (var i = 0; i < 600; i++)
        {
            course.Plan("P" + i, i % 2 == 0 ? "ÆL10" : "SEL83");
        }

        Assert.Equal(Domain.Conflicts.Findings.MostOfOneRule + 1, course.Findings(Rule).Count);
    }

    [Fact]
    public void Both_must_be_active()
    {
        Assert.Empty(A.Course("2026-10-05").Plan("P1", "ÆL10").Plan("P2", "SEL83", to: "2026-10-04").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P1", "ÆL10", PlanStatus.Completed).Plan("P2", "SEL83").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P1", "ÆL10", from: "2026-10-06").Plan("P2", "SEL83").Finds(Rule));
    }

    [Fact]
    public void Equal_ids_of_two_sources_are_ordered_by_source_and_so_is_the_evidence()
    {
        var course = A.Course("2026-10-05").Plan("P1", "SEL83", source: A.Health).Plan("P1", "ÆL10", source: A.Social);

        Assert.Equal("social:P1+sundhed:P1", Assert.Single(course.Findings(Rule)).SubjectKey);
        Assert.Equal("""{"typeA":"ÆL10","typeB":"SEL83"}""", course.Evidence(Rule));
    }
}
