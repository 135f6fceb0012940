using Sammenhaeng.Domain.Conflicts;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Checking;

public sealed class ConflictStandingTests
{
    private const long Facts = 1;
    private const long OtherFacts = 2;
    private static readonly DateOnly Day = new(2026, 10, 5);

    [Theory]
    [InlineData(0, Severity.M, Facts, null)]
    [InlineData(1, Severity.M, Facts, ConflictChange.Reopened)]
    [InlineData(0, Severity.M, OtherFacts, ConflictChange.Reopened)]
    [InlineData(0, Severity.H, Facts, ConflictChange.Reopened)]
    [InlineData(0, Severity.L, Facts, ConflictChange.SeverityChanged)]
    public void What_was_agreed_stands_until_its_day_while_the_facts_stay_and_it_grows_no_worse(
        int daysAfter, Severity severity, long evidence, ConflictChange? change) => Assert.Equal(
        change, Standing(ConflictState.Resolved, showsBy: Day).WhenFound(severity, evidence, Day.AddDays(daysAfter)));

    [Theory]
    [InlineData(0, Severity.M, Facts, null)]
    [InlineData(1, Severity.M, Facts, ConflictChange.Reopened)]
    [InlineData(0, Severity.M, OtherFacts, ConflictChange.Reopened)]
    [InlineData(0, Severity.H, Facts, ConflictChange.Reopened)]
    [InlineData(0, Severity.L, Facts, ConflictChange.SeverityChanged)]
    public void What_was_accepted_stands_through_its_last_day_while_the_facts_stay_and_it_grows_no_worse(
        int daysAfter, Severity severity, long evidence, ConflictChange? change) => Assert.Equal(
        change, Standing(ConflictState.Accepted, acceptedUntil: Day).WhenFound(severity, evidence, Day.AddDays(daysAfter)));

    [Fact]
    public void What_had_gone_after_it_was_agreed_is_open_again_when_it_comes_back()
    {
        var gone = Standing(ConflictState.Resolved, showsBy: Day) with { IsFound = false };
        Assert.Equal(ConflictChange.Reopened, gone.WhenFound(Severity.M, Facts, Day));
        Assert.Null(gone.WhenGone());
    }

    private static ConflictStanding Standing(ConflictState state, DateOnly? showsBy = null, DateOnly? acceptedUntil = null) =>
        new(state, IsFound: true, Severity.M, Facts, showsBy, acceptedUntil, Severity.M, Facts);
}
