using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class DeadlineContradictionRuleTests : IRuleExamples
{
    private const string Rule = "deadline.contradiction";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
        [Plans().Milestone("M", "P", "2027-02-01").Milestone("N", "Q", "2027-03-15")];

    private static CourseUnderTest Plans() => A.Course("2026-10-05").Plan("P").Plan("Q");

    [Theory]
    [InlineData("2027-02-01", false)]
    [InlineData("2027-02-02", true)]
    [InlineData("2027-01-31", true)]
    [InlineData("2020-01-31", true)]
    public void The_same_deadline_has_two_dates(string due, bool found) =>
        Assert.Equal(found ? ["M+N M"] : [], Plans().Milestone("N", "P", "2027-02-01").Milestone("M", "Q", due).Finds(Rule));

    [Fact]
    public void The_facts_are_the_key_the_kind_and_both_dates() =>
        Assert.Equal("""{"key":"stu","kind":"internal","dueA":"2027-03-15","dueB":"2027-02-01","planA":"social:Q","planB":"social:P"}""",
            Plans().Milestone("N", "P", "2027-02-01", "stu", MilestoneKind.Internal).Milestone("M", "Q", "2027-03-15", "stu", MilestoneKind.Internal).Evidence(Rule));

    [Fact]
    public void Key_and_kind_are_the_same_and_plans_differ()
    {
        Assert.Empty(Plans().Milestone("M", "P", "2027-02-01", "a").Milestone("N", "Q", "2027-03-01", "b").Finds(Rule));
        Assert.Empty(Plans().Milestone("M", "P", "2027-02-01", "a").Milestone("N", "Q", "2027-03-01", "A").Finds(Rule));
        Assert.Empty(Plans().Milestone("M", "P", "2027-02-01").Milestone("N", "Q", "2027-03-01", kind: MilestoneKind.Internal).Finds(Rule));
        Assert.Empty(Plans().Milestone("M", "P", "2027-02-01").Milestone("N", "P", "2027-03-01").Finds(Rule));
    }

    [Theory]
    [InlineData(PlanStatus.UnderReview, "2026-01-01", null, true)]
    [InlineData(PlanStatus.Draft, "2026-01-01", null, false)]
    [InlineData(PlanStatus.Active, "2026-10-06", null, false)]
    [InlineData(PlanStatus.Active, "2026-01-01", "2026-10-04", false)]
    [InlineData(PlanStatus.Active, "2026-01-01", "2026-10-05", true)]
    public void Both_plans_must_be_active(PlanStatus status, string from, string? to, bool found)
    {
        var course = A.Course("2026-10-05").Plan("P").Plan("Q", status: status, from: from, to: to)
            .Milestone("M", "P", "2027-02-01").Milestone("N", "Q", "2027-03-15");

        Assert.Equal(found ? ["M+N M"] : [], course.Finds(Rule));
    }

    [Fact]
    public void Each_pair_is_found_also_among_many()
    {
        var course = Plans().Plan("R").Milestone("M", "P", "2027-02-01").Milestone("N", "Q", "2027-03-15").Milestone("O", "R", "2027-02-01");
        for (var i = 0; i < 100; i++)
        {
            course.Milestone("X" + i, i % 2 == 0 ? "P" : "Q", "2027-01-01", "key" + i);
        }

        Assert.Equal(["M+N M", "N+O M"], course.Finds(Rule));
    }
}
