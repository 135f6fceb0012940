using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class SequenceCycleRuleTests : IRuleExamples
{
    private const string Rule = "sequence.cycle";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Graph("A:B", "B:C", "C:A"), Graph("A:A")];

    /// <summary><c>A:B C?</c>: A requires B, and C is recommended.</summary>
    private static CourseUnderTest Graph(params string[] nodes)
    {
        var course = A.Course("2026-10-05").Plan("P");
        foreach (var node in nodes)
        {
            course.Intervention(node.Split(':')[0], "P", requires: node.Split(':')[1]);
        }
        return course;
    }

    [Fact]
    public void Two_that_wait_for_each_other_are_a_cycle()
    {
        Assert.Equal(["A+B H"], Graph("B:A", "A:B").Finds(Rule));
        Assert.Equal("""{"count":2,"waits":["social:A>social:B","social:B>social:A"]}""", Graph("B:A", "A:B").Evidence(Rule));
    }

    [Fact]
    public void A_ring_is_one_finding_with_all_in_order() => Assert.Equal(["A+B+C H"], Graph("C:A", "A:B", "B:C").Finds(Rule));

    [Fact]
    public void One_that_requires_itself_is_a_cycle_unless_it_is_in_a_larger_one()
    {
        Assert.Equal(["A H"], Graph("A:A").Finds(Rule));
        Assert.Equal(["A+B H"], Graph("A:A B", "B:A").Finds(Rule));
        Assert.Equal(["B H"], Graph("A:B", "B:B", "C:A").Finds(Rule));
    }

    [Fact]
    public void Chains_and_diamonds_are_no_cycles() =>
        Assert.Empty(Graph("A:B C", "B:D", "C:D", "D:E", "E:").Finds(Rule));

    [Fact]
    public void Recommended_requirements_count_too() => Assert.Equal(["A+B H"], Graph("A:B?", "B:A").Finds(Rule));

    [Fact]
    public void Rings_that_share_a_member_are_one_and_rings_joined_one_way_are_two()
    {
        Assert.Equal(["A+B+C H"], Graph("A:B", "B:A C", "C:B").Finds(Rule));
        Assert.Equal(["A+B H", "C+D H"], Graph("A:B", "B:A C", "C:D", "D:C").Finds(Rule));
        Assert.Equal(["A+B H", "C+D H"], Graph("A:B", "B:A", "C:D A", "D:C").Finds(Rule));
    }

    [Fact]
    public void Only_live_interventions_are_in_the_graph()
    {
        Assert.Empty(A.Course("2026-10-05").Plan("P").Intervention("A", "P", requires: "B").Intervention("B", "P", status: InterventionStatus.Completed, requires: "A").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P").Intervention("A", "P", requires: "B").Intervention("B", "P", to: "2026-10-04", requires: "C").Intervention("C", "P", requires: "A").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P", status: PlanStatus.Draft).Intervention("A", "P", requires: "A").Finds(Rule));
    }

    [Fact]
    public void A_cycle_may_run_through_several_sources_and_repeat_its_edges()
    {
        var course = A.Course("2026-10-05").Plan("P").Plan("P", source: A.Health)
            .Intervention("A", "P", requires: "sundhed:A sundhed:A?")
            .Intervention("A", "P", requires: "social:A", source: A.Health);

        Assert.Equal("social:A+sundhed:A", Assert.Single(course.Findings(Rule)).SubjectKey);
        Assert.Equal("""{"count":2,"waits":["social:A>sundhed:A","sundhed:A>social:A"]}""", course.Evidence(Rule));
    }

    [Fact]
    public void What_has_not_come_is_no_edge() => Assert.Empty(Graph("A:X", "B:A").Finds(Rule));

    [Fact]
    public void A_very_long_chain_is_searched_and_closed_into_a_ring_is_found()
    {
        const int length = 20_000;
        var nodes = Enumerable.Range(0, length).Select(i => $"N{i:00000}:N{i + 1:00000}").ToArray();

        Assert.Empty(Graph(nodes).Finds(Rule));
        Assert.Equal(length, Assert.Single(Graph([.. nodes, $"N{length:00000}:N00001"]).Findings(Rule)).Subjects.Count);
    }
}
