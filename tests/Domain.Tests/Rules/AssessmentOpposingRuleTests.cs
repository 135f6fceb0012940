using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class AssessmentOpposingRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "assessment.opposing";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Two(1, 3)];

    private static CourseUnderTest Two(int a, int b, string dateB = "2026-09-01", string unitB = "Visitation", string themeB = "mobility", AssessmentScale scaleB = AssessmentScale.Ffb) =>
        A.Course("2026-10-05").Assessment("Y2", b, dateB, unitB, themeB, scaleB).Assessment("Y1", a, "2026-09-01", "Træning");

    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(1, 3, true)]
    [InlineData(3, 1, true)]
    [InlineData(0, 4, true)]
    [InlineData(2, 2, false)]
    public void Levels_must_differ_by_two(int a, int b, bool found) =>
        Assert.Equal(found ? ["Y1+Y2 M"] : [], Two(a, b).Finds(Rule));

    [Theory]
    [InlineData("2026-03-05", true)]
    [InlineData("2026-03-04", false)]
    [InlineData("2027-02-28", true)]
    [InlineData("2027-03-01", false)]
    public void At_most_180_days_apart_either_way(string date, bool found) =>
        Assert.Equal(found, Two(1, 3, date).Finds(Rule).Length == 1);

    [Fact]
    public void Same_unit_other_theme_or_other_scale_is_no_difference()
    {
        Assert.Empty(Two(1, 3, unitB: "Træning").Finds(Rule));
        Assert.Empty(Two(1, 3, themeB: "health").Finds(Rule));
        Assert.Empty(Two(1, 3, scaleB: AssessmentScale.FsIII).Finds(Rule));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void Units_of_the_same_name_in_two_areas_are_two(int assessments)
    {
        var course = A.Course("2026-10-05").Assessment("Y1", 1, "2026-09-01", "Visitation", area: "AHL").Assessment("Y2", 3, "2026-09-01", "Visitation", area: "SIU");
        for (var i = 2; i < assessments; i++)
        {
            course.Assessment("Z" + i, 2, "2026-09-01", "Visitation", area: "AHL");
        }

        Assert.Equal(["Y1+Y2 M"], course.Finds(Rule));
    }

    [Fact]
    public void However_old_the_two_are() =>
        Assert.Equal(["Y1+Y2 M"], A.Course("2026-10-05").Assessment("Y1", 0, "2019-01-01", "A").Assessment("Y2", 4, "2019-03-01", "B").Finds(Rule));

    [Fact]
    public void Equal_ids_of_two_sources_are_ordered_by_source_and_so_is_the_evidence()
    {
        var course = A.Course("2026-10-05")
            .Assessment("Y1", 4, "2026-09-02", "Visitation", source: A.Health).Assessment("Y1", 1, "2026-09-01", "Træning", source: A.Social);

        Assert.Equal("social:Y1+sundhed:Y1", Assert.Single(course.Findings(Rule)).SubjectKey);
        Assert.Equal("""{"theme":"mobility","scale":"FFB","levelA":1,"dateA":"2026-09-01","levelB":4,"dateB":"2026-09-02"}""", course.Evidence(Rule));
    }

    [Fact]
    public void Many_assessments_give_the_same_pairs_as_few()
    {
        var course = A.Course("2026-10-05");
        for (var i = 100; i < 400; i++)
        {
            course.Assessment("Y" + i, i % 2, "2026-09-01", "Træning", i % 3 == 0 ? "mobility" : "health");
        }
        course.Assessment("Z", 3, "2026-09-01", "Visitation", "economy").Assessment("Y1", 3, "2026-09-01", "Visitation");

        Assert.Equal([.. Enumerable.Range(100, 300).Where(i => i % 3 == 0).Select(i => "Y1+Y" + i + " M")], course.Finds(Rule));
    }
}
