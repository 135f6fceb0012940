using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class CoordinatorMultipleRuleTests : IRuleExamples
{
    private const string Rule = "coordinator.multiple";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Two("2026-01-01", "2026-02-01")];

    private static CourseUnderTest Two(string first, string second) => A.Course("2026-10-05")
        .Contact("W1", mainCoordinatorFrom: first).Contact("W2", mainCoordinatorFrom: second);

    [Theory]
    [InlineData("2026-09-20", true)]
    [InlineData("2026-09-21", false)]
    [InlineData("2026-09-22", false)]
    public void The_latest_must_be_more_than_fourteen_days_back(string latest, bool found)
    {
        Assert.Equal(found ? ["citizen M"] : [], Two("2026-01-01", latest).Finds(Rule));
        Assert.Equal(found ? ["citizen M"] : [], Two(latest, "2026-01-01").Finds(Rule));
    }

    [Fact]
    public void The_facts_are_who_and_since_when() =>
        Assert.Equal("""{"count":2,"latestFrom":"2026-02-01","assignedHere":false,"contacts":["social:W1","social:W2"]}""",
            Two("2026-01-01", "2026-02-01").Evidence(Rule));

    [Fact]
    public void One_is_not_several_and_deputies_do_not_count()
    {
        Assert.Empty(A.Course("2026-10-05").Contact("W1", mainCoordinatorFrom: "2026-01-01").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Contact("W1", mainCoordinatorFrom: "2026-01-01").Contact("W2", deputyCoordinatorFrom: "2026-01-01").Finds(Rule));
    }

    [Fact]
    public void Roles_and_contacts_that_are_over_or_have_not_begun_do_not_count()
    {
        var course = A.Course("2026-10-05").Contact("W1", mainCoordinatorFrom: "2026-01-01");

        Assert.Empty(course
            .Contact("W2", mainCoordinatorFrom: "2026-01-01", mainCoordinatorTo: "2026-10-04")
            .Contact("W3", mainCoordinatorFrom: "2026-01-01", to: "2026-10-04")
            .Contact("W4", mainCoordinatorFrom: "2026-01-01", from: "2026-10-06").Finds(Rule));
        Assert.Equal(["citizen M"], course.Contact("W5", mainCoordinatorFrom: "2026-01-01", mainCoordinatorTo: "2026-10-05").Finds(Rule));
    }

    [Fact]
    public void Two_of_one_team_are_still_two() =>
        Assert.Equal(["citizen M"], A.Course("2026-10-05")
            .Contact("W1", team: "T", mainCoordinatorFrom: "2026-01-01").Contact("W2", team: "T", mainCoordinatorFrom: "2026-01-01").Finds(Rule));

    [Fact]
    public void A_person_with_two_contacts_is_one()
    {
        Assert.Empty(A.Course("2026-10-05")
            .Contact("W1", person: "p1", mainCoordinatorFrom: "2026-01-01").Contact("W2", person: "p1", mainCoordinatorFrom: "2026-01-01", source: A.Health).Finds(Rule));
        Assert.Equal(["citizen M"], A.Course("2026-10-05")
            .Contact("W1", mainCoordinatorFrom: "2026-01-01").Contact("W1", mainCoordinatorFrom: "2026-01-01", source: A.Health).Finds(Rule));
    }

    [Fact]
    public void The_assignment_here_counts_with_claims_that_were_not_taken_over()
    {
        Assert.Equal(["citizen M"], A.Course("2026-10-05").Assignment("p1", "2026-01-01").Contact("W1", mainCoordinatorFrom: "2026-01-01").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Assignment("p1", "2026-01-01").Contact("W1", mainCoordinatorFrom: "2026-01-01", adopted: true).Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Assignment("p1", "2026-01-01").Contact("W1", person: "p1", mainCoordinatorFrom: "2026-01-01").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Assignment("p1", "2026-01-01", "2026-10-04").Contact("W1", mainCoordinatorFrom: "2026-01-01").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Assignment("p1", "2026-10-01").Contact("W1", mainCoordinatorFrom: "2026-01-01").Finds(Rule));
    }
}
