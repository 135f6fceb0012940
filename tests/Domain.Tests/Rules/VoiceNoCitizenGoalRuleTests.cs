using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class VoiceNoCitizenGoalRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "voice.noCitizenGoal";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [A.Course("2026-10-05").Plan("P1", "SEL141")];

    [Theory]
    [InlineData(GoalOrigin.Citizen, false)]
    [InlineData(GoalOrigin.Joint, true)]
    [InlineData(GoalOrigin.Professional, true)]
    public void The_goal_must_come_from_the_citizen(GoalOrigin origin, bool found) =>
        Assert.Equal(found ? ["P1 M"] : [], A.Course("2026-10-05").Plan("P1", "SEL141").Goal("G1", "P1", origin: origin).Finds(Rule));

    [Theory]
    [InlineData(GoalStatus.Active, false)]
    [InlineData(GoalStatus.Achieved, true)]
    [InlineData(GoalStatus.Abandoned, true)]
    public void The_goal_must_be_active(GoalStatus status, bool found) =>
        Assert.Equal(found, A.Course("2026-10-05").Plan("P1", "SEL141").Goal("G1", "P1", origin: GoalOrigin.Citizen, status: status).Finds(Rule).Length == 1);

    [Fact]
    public void A_type_that_needs_no_voice_and_a_citizen_who_declined_are_left_alone() =>
        Assert.Empty(A.Course("2026-10-05").Plan("P1", "SUL140").Plan("P2", "SEL141", citizenDeclinedGoal: true).Finds(Rule));

    [Fact]
    public void The_plan_must_be_active() =>
        Assert.Empty(A.Course("2026-10-05")
            .Plan("P1", "SEL141", PlanStatus.Draft)
            .Plan("P2", "SEL141", from: "2026-10-06")
            .Plan("P3", "SEL141", to: "2026-10-04").Finds(Rule));

    [Fact]
    public void A_goal_in_another_plan_or_in_another_sources_plan_of_the_same_id_does_not_count()
    {
        var course = A.Course("2026-10-05").Plan("P1", "SEL141").Plan("P2", "SEL141").Goal("G1", "P2", origin: GoalOrigin.Citizen)
            .Plan("P1", "SEL141", source: A.Health).Goal("G1", "P1", origin: GoalOrigin.Citizen, source: A.Health);

        Assert.Equal("social:P1", Assert.Single(course.Findings(Rule)).SubjectKey);
    }

    [Fact]
    public void Many_plans_are_each_told_apart()
    {
        var course = A.Course("2026-10-05");
        for (var i = 0; i < 200; i++)
        {
            course.Plan("P" + i, "SEL141").Goal("G" + i, "P" + i, origin: i == 77 ? GoalOrigin.Joint : GoalOrigin.Citizen);
        }

        Assert.Equal(["P77 M"], course.Finds(Rule));
    }
}
