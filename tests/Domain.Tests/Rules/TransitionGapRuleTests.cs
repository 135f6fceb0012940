using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class TransitionGapRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "transition.gap";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        Ending("2027-02-20").Intervention("I1", "P1"),
        Ending("2027-02-20").Intervention("I1", "P1", to: "2027-06-30"),
    ];

    private static CourseUnderTest Ending(string? to, PlanStatus status = PlanStatus.Active) =>
        A.Course("2026-10-05").Plan("P1", endsAtAge: 18, to: to, status: status);

    [Theory]
    [InlineData("2026-08-01", "K")]
    [InlineData("2026-10-04", "K")]
    [InlineData("2026-10-05", "K")]
    [InlineData("2026-10-06", "H")]
    [InlineData("2027-04-06", "H")]
    [InlineData("2027-04-07", null)]
    [InlineData(null, null)]
    public void Critical_once_the_last_day_has_come_and_found_183_days_ahead(string? to, string? severity) =>
        Assert.Equal(severity is null ? [] : ["P1 " + severity], Ending(to).Intervention("I1", "P1").Finds(Rule));

    [Theory]
    [InlineData("2027-02-19", false)]
    [InlineData("2027-02-20", false)]
    [InlineData("2027-02-21", true)]
    [InlineData(null, true)]
    public void An_intervention_must_run_longer_than_the_plan(string? to, bool found) =>
        Assert.Equal(found, Ending("2027-02-20").Intervention("I1", "P1", to: to).Finds(Rule).Length == 1);

    [Theory]
    [InlineData(InterventionStatus.Planned, true)]
    [InlineData(InterventionStatus.Active, true)]
    [InlineData(InterventionStatus.Completed, false)]
    [InlineData(InterventionStatus.Cancelled, false)]
    public void The_intervention_must_be_live(InterventionStatus status, bool found) =>
        Assert.Equal(found, Ending("2027-02-20").Intervention("I1", "P1", status: status).Finds(Rule).Length == 1);

    [Theory]
    [InlineData(PlanStatus.Active, true)]
    [InlineData(PlanStatus.UnderReview, true)]
    [InlineData(PlanStatus.Draft, false)]
    [InlineData(PlanStatus.Completed, false)]
    [InlineData(PlanStatus.Cancelled, false)]
    [InlineData(PlanStatus.Replaced, false)]
    public void The_plan_must_be_in_force(PlanStatus status, bool found) =>
        Assert.Equal(found, Ending("2027-02-20", status).Intervention("I1", "P1").Finds(Rule).Length == 1);

    [Fact]
    public void A_plan_that_has_not_begun_counts_too() =>
        Assert.Equal(["P1 H"], A.Course("2026-10-05").Plan("P1", endsAtAge: 18, from: "2026-11-01", to: "2027-02-20").Intervention("I1", "P1").Finds(Rule));

    [Fact]
    public void A_successor_or_no_further_need_closes_the_gap()
    {
        Assert.Empty(A.Course("2026-10-05").Plan("P1", endsAtAge: 18, to: "2027-02-20", successor: "P2").Intervention("I1", "P1").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P1", endsAtAge: 18, to: "2027-02-20", noFurtherNeed: true).Intervention("I1", "P1").Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Plan("P1", to: "2027-02-20").Intervention("I1", "P1").Finds(Rule));
    }

    [Fact]
    public void An_intervention_in_another_plan_or_of_the_same_name_elsewhere_does_not_count()
    {
        var course = Ending("2027-02-20")
            .Plan("P2").Intervention("I2", "P2")
            .Plan("P1", source: A.Health).Intervention("I1", "P1", source: A.Health);

        Assert.Empty(course.Finds(Rule));
    }

    [Fact]
    public void The_evidence_names_the_intervention_that_runs_longest()
    {
        var course = Ending("2027-02-20").Intervention("I1", "P1", to: "2027-03-01").Intervention("I2", "P1", to: "2027-06-30").Intervention("I3", "P1", to: "2027-06-30");

        Assert.Equal("""{"case":"later","planTo":"2027-02-20","endsAtAge":18,"intervention":"social:I2","interventionTo":"2027-06-30"}""", course.Evidence(Rule));
    }

    [Fact]
    public void Two_plans_are_two_findings_however_many_plans_there_are()
    {
        var course = Ending("2027-02-20").Plan("Q1", endsAtAge: 23, to: "2026-10-01")
            .Intervention("I1", "P1").Intervention("I2", "Q1").Intervention("I3", "P1");
        for (var i = 0; i < 200; i++)
        {
            course.Plan("X" + i);
        }

        Assert.Equal(["P1 H", "Q1 K"], course.Finds(Rule));
    }
}
