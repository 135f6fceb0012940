using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class AgreementOverdueRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "agreement.overdue";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        A.Course("2026-10-05").Agreement("E1", due: "2026-10-01"),
        A.Course("2026-10-05").Agreement("E1", owner: null),
        A.Course("2026-10-05").Agreement("E1", owner: null, due: "2026-10-01"),
    ];

    [Theory]
    [InlineData("citizen", "2026-10-04", true)]
    [InlineData("citizen", "2026-10-05", false)]
    [InlineData("citizen", null, false)]
    [InlineData(null, "2026-10-04", true)]
    [InlineData(null, "2026-10-05", true)]
    [InlineData(null, null, true)]
    public void Found_from_the_day_after_the_due_date_or_when_nobody_owns_it(string? owner, string? due, bool found)
    {
        Assert.Equal(found ? ["E1 M"] : [], A.Course("2026-10-05").Agreement("E1", owner, due).Finds(Rule));
        Assert.Empty(A.Course("2026-10-05").Agreement("E1", owner, due, done: true).Finds(Rule));
    }

    [Theory]
    [InlineData("citizen", "2026-10-04", """{"case":"overdue","due":"2026-10-04","hasOwner":true}""")]
    [InlineData(null, "2026-10-04", """{"case":"overdueNoOwner","due":"2026-10-04","hasOwner":false}""")]
    [InlineData(null, null, """{"case":"noOwner","due":null,"hasOwner":false}""")]
    public void The_evidence_tells_which(string? owner, string? due, string evidence) =>
        Assert.Equal(evidence, A.Course("2026-10-05").Agreement("E1", owner, due).Evidence(Rule));
}
