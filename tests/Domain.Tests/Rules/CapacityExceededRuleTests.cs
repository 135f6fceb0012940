using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class CapacityExceededRuleTests : IRuleExamples
{
    private const string Rule = "capacity.exceeded";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        Ten().Intervention("I", "P", weeklyHours: 37),
        Ten().Intervention("I", "P", weeklyHours: 6, to: "2026-10-06").Intervention("J", "P", weeklyHours: 6),
    ];

    /// <summary>At most ten hours a week. 2026-10-05 is the Monday of W41; the horizon ends on the Monday of W45.</summary>
    private static CourseUnderTest Ten(string from = "2026-01-01", string? to = null) =>
        A.Course("2026-10-05").Plan("P").MaxWeeklyHours("R", 10, from, to);

    [Theory]
    [InlineData(9.99, false)]
    [InlineData(10.0, false)]
    [InlineData(10.01, true)]
    [InlineData(null, false)]
    public void One_intervention_alone_asks_for_more(double? hours, bool found) =>
        Assert.Equal(found ? ["I/R H"] : [], Ten().Intervention("I", "P", weeklyHours: hours).Finds(Rule));

    [Fact]
    public void The_facts_are_hours_and_dates() =>
        Assert.Equal("""{"hours":37,"limit":10,"from":"2026-10-12","to":"2026-12-04","restrictionFrom":"2026-06-15","restrictionTo":"2026-11-30"}""",
            Ten("2026-06-15", "2026-11-30").Intervention("I", "P", weeklyHours: 37, from: "2026-10-12", to: "2026-12-04").Evidence(Rule));

    [Fact]
    public void Alone_also_what_is_not_obligatory_and_what_begins_after_the_horizon_counts()
    {
        Assert.Equal(["I/R H"], Ten().Intervention("I", "P", weeklyHours: 37, obligatory: false).Finds(Rule));
        Assert.Equal(["I/R H"], Ten().Intervention("I", "P", weeklyHours: 37, from: "2027-06-01").Finds(Rule));
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-02", false)]
    [InlineData("2026-11-02", "2026-11-02", true)]
    public void Alone_the_periods_must_overlap_with_both_ends_included(string restrictionTo, string from, bool found) =>
        Assert.Equal(found ? ["I/R H"] : [],
            Ten(to: restrictionTo).Intervention("I", "P", weeklyHours: 37, from: from).Finds(Rule));

    [Fact]
    public void Both_must_be_live()
    {
        Assert.Empty(Ten(to: "2026-10-04").Intervention("I", "P", weeklyHours: 37).Finds(Rule));
        Assert.Empty(Ten().Intervention("I", "P", weeklyHours: 37, to: "2026-10-04").Finds(Rule));
        Assert.Empty(Ten().Intervention("I", "P", weeklyHours: 37, status: InterventionStatus.Completed).Finds(Rule));
        Assert.Empty(Ten().Plan("D", status: PlanStatus.Draft).Intervention("I", "D", weeklyHours: 37).Finds(Rule));
    }

    [Fact]
    public void Together_the_obligatory_ones_of_a_week_ask_for_more()
    {
        Assert.Empty(Ten().Intervention("I", "P", weeklyHours: 5).Intervention("J", "P", weeklyHours: 5).Finds(Rule));
        Assert.Equal(["R H"], Ten().Intervention("I", "P", weeklyHours: 5).Intervention("J", "P", weeklyHours: 5.5).Finds(Rule));
        Assert.Empty(Ten().Intervention("I", "P", weeklyHours: 5).Intervention("J", "P", weeklyHours: 5.5, obligatory: false).Finds(Rule));
        Assert.Empty(Ten().Intervention("I", "P", weeklyHours: 10).Intervention("J", "P").Finds(Rule));
    }

    [Fact]
    public void Hours_are_added_as_decimals()
    {
        Assert.Empty(A.Course("2026-10-05").Plan("P").MaxWeeklyHours("R", 0.3)
            .Intervention("I", "P", weeklyHours: 0.1).Intervention("J", "P", weeklyHours: 0.2).Finds(Rule));
    }

    [Fact]
    public void All_weeks_that_meet_the_horizon_stand_in_one_finding()
    {
        var course = Ten().Intervention("I", "P", weeklyHours: 6).Intervention("J", "P", weeklyHours: 6, from: "2026-10-25");

        Assert.Equal(["R H"], course.Finds(Rule));
        Assert.Equal("""{"case":"weeks","weeks":["2026-W43","2026-W44","2026-W45"],"hours":[12,12,12],"limit":10,"restrictionFrom":"2026-01-01","restrictionTo":null}""",
            course.Evidence(Rule));
    }

    [Theory]
    [InlineData("2026-11-08", "2026-11-08", true)]
    [InlineData("2026-11-09", "2026-11-09", false)]
    public void A_week_counts_whole_when_the_horizon_reaches_its_monday(string from, string to, bool found) =>
        Assert.Equal(found ? ["R H"] : [],
            Ten().Intervention("I", "P", weeklyHours: 6, from: from, to: to).Intervention("J", "P", weeklyHours: 6, from: from, to: to).Finds(Rule));

    [Fact]
    public void Interventions_of_one_week_add_up_though_their_days_do_not_meet()
    {
        var course = A.Course("2026-10-06").Plan("P").MaxWeeklyHours("R", 10, "2026-10-05", "2026-10-06")
            .Intervention("I", "P", weeklyHours: 6, to: "2026-10-06")
            .Intervention("J", "P", weeklyHours: 6, from: "2026-10-11");

        Assert.Equal(["R H"], course.Finds(Rule));
        Assert.Contains("\"weeks\":[\"2026-W41\"]", course.Evidence(Rule));
    }

    [Theory]
    [InlineData("2026-10-12", "2026-10-12", "2026-W42")]
    [InlineData("2026-10-18", "2026-10-19", "2026-W42\",\"2026-W43")]
    public void Only_weeks_that_the_restriction_meets_count(string from, string to, string weeks) =>
        Assert.Contains("\"weeks\":[\"" + weeks + "\"]", Ten(from, to)
            .Intervention("I", "P", weeklyHours: 6).Intervention("J", "P", weeklyHours: 6).Evidence(Rule));

    [Fact]
    public void Weeks_that_one_intervention_alone_breaks_are_not_told_again()
    {
        var course = Ten()
            .Intervention("I", "P", weeklyHours: 6).Intervention("J", "P", weeklyHours: 6)
            .Intervention("K", "P", weeklyHours: 12, from: "2026-10-18", to: "2026-10-31");

        Assert.Equal(["K/R H", "R H"], course.Finds(Rule));
        Assert.Contains("\"weeks\":[\"2026-W41\",\"2026-W45\"]", course.Findings(Rule)[1].Evidence.Json);
        Assert.Equal(["K/R H"], Ten()
            .Intervention("I", "P", weeklyHours: 6).Intervention("J", "P", weeklyHours: 6).Intervention("K", "P", weeklyHours: 12).Finds(Rule));
    }

    [Fact]
    public void What_alone_breaks_the_limit_only_outside_the_restrictions_days_still_adds_up_in_a_week_they_share()
    {
        var course = A.Course("2026-10-05").Plan("P").MaxWeeklyHours("R", 10, to: "2026-10-06")
            .Intervention("I", "P", weeklyHours: 37, from: "2026-10-07");

        Assert.Equal(["R H"], course.Finds(Rule));
    }

    [Fact]
    public void Each_restriction_is_judged_by_its_own_limit()
    {
        var course = Ten().MaxWeeklyHours("Q", 20).BlockedDemand("X", "noise")
            .Intervention("I", "P", weeklyHours: 12).Intervention("J", "P", weeklyHours: 9);

        Assert.Equal(["I/R H", "Q H"], course.Finds(Rule));
    }
}
