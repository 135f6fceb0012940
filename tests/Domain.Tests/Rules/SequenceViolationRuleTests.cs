using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class SequenceViolationRuleTests : IRuleExamples
{
    private const string Rule = "sequence.violation";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        Needs().Intervention("P", "Q", to: "2026-11-20"),
        Needs().Intervention("P", "Q"),
        Needs().Intervention("P", "Q", status: InterventionStatus.Cancelled),
    ];

    /// <summary>I begins on 12 October and requires P.</summary>
    private static CourseUnderTest Needs(string requires = "P") =>
        A.Course("2026-10-05").Plan("Q").Intervention("I", "Q", from: "2026-10-12", status: InterventionStatus.Planned, requires: requires);

    [Theory]
    [InlineData("2026-10-11", false)]
    [InlineData("2026-10-12", true)]
    [InlineData("2026-10-13", true)]
    [InlineData(null, true)]
    public void It_must_end_before_the_other_begins(string? to, bool found) =>
        Assert.Equal(found ? ["I>P H"] : [], Needs().Intervention("P", "Q", to: to).Finds(Rule));

    [Theory]
    [InlineData(InterventionStatus.Cancelled, "2026-02-01", true)]
    [InlineData(InterventionStatus.Cancelled, null, true)]
    [InlineData(InterventionStatus.Completed, "2026-12-01", false)]
    [InlineData(InterventionStatus.Completed, null, false)]
    [InlineData(InterventionStatus.Planned, "2026-10-12", true)]
    [InlineData(InterventionStatus.Planned, "2026-02-01", false)]
    public void A_cancelled_one_never_comes_and_a_completed_one_is_done(InterventionStatus status, string? to, bool found) =>
        Assert.Equal(found ? ["I>P H"] : [], Needs().Intervention("P", "Q", status: status, to: to).Finds(Rule));

    [Theory]
    [InlineData(PlanStatus.Draft)]
    [InlineData(PlanStatus.Cancelled)]
    [InlineData(PlanStatus.Replaced)]
    [InlineData(PlanStatus.Completed)]
    public void The_required_one_may_be_in_a_plan_of_any_state(PlanStatus status) =>
        Assert.Equal(["I>P H"], Needs().Plan("X", status: status).Intervention("P", "X").Finds(Rule));

    [Fact]
    public void The_dependent_one_must_be_live()
    {
        Assert.Empty(A.Course("2026-10-05").Plan("Q").Intervention("I", "Q", status: InterventionStatus.Completed, requires: "P").Intervention("P", "Q").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("Q").Intervention("I", "Q", to: "2026-10-04", requires: "P").Intervention("P", "Q").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("Q", status: PlanStatus.Draft).Intervention("I", "Q", requires: "P").Intervention("P", "Q").Finds(Rule));
    }

    [Fact]
    public void It_is_less_serious_when_only_recommended()
    {
        Assert.Equal(["I>P M"], Needs("P?").Intervention("P", "Q").Finds(Rule));
        Assert.Equal(["I>P H"], Needs("P? P").Intervention("P", "Q").Finds(Rule));
        Assert.Equal(["I>P H"], Needs("P P?").Intervention("P", "Q").Finds(Rule));
    }

    [Fact]
    public void What_has_not_come_or_is_itself_is_no_violation()
    {
        Assert.Empty(Needs("X").Intervention("P", "Q").Finds(Rule));
        Assert.Empty(Needs("sundhed:P").Intervention("P", "Q").Finds(Rule));
        Assert.Empty(Needs("I").Finds(Rule));
    }

    [Fact]
    public void It_may_come_from_another_source()
    {
        var course = Needs("sundhed:P").Plan("S", source: A.Health).Intervention("P", "S", to: "2026-11-20", source: A.Health);

        Assert.Equal("social:I>sundhed:P", Assert.Single(course.Findings(Rule)).SubjectKey);
        Assert.Equal("""{"case":"tooEarly","from":"2026-10-12","requiredStatus":"active","requiredTo":"2026-11-20","strength":"required"}""", course.Evidence(Rule));
    }

    [Fact]
    public void Several_requirements_are_several_findings() =>
        Assert.Equal(["I>P H", "I>R M"], Needs("P O R?").Intervention("P", "Q").Intervention("O", "Q", to: "2026-10-01").Intervention("R", "Q").Finds(Rule));
}
