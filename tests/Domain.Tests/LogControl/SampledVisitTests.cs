using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.LogControl;

public sealed class SampledVisitTests
{
    private static readonly DateOnly Today = new(2026, 10, 5);
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly UserId _user = UserId.New();
    private readonly UserId _leader = UserId.New();

    [Fact]
    public void Five_workdays_are_given_to_say_why() => Assert.Equal(new DateOnly(2026, 10, 12), Drawn().Due);

    [Fact]
    public void Nobody_judges_their_own() => Assert.Equal(LogControlRefusals.OwnVisit, Answered().Judge(_user, VisitVerdict.WorkRelated, null, Now, Today).Refusal);

    [Fact]
    public void It_is_judged_once_and_an_answer_is_mended_until_then()
    {
        var visit = Answered();

        Assert.True(visit.Explain(VisitReason.OwnCase, "Jeg dækkede for en kollega", Now).Succeeded);
        Assert.True(visit.Judge(_leader, VisitVerdict.WorkRelated, null, Now, Today).Succeeded);
        Assert.Equal(LogControlRefusals.IsJudged, visit.Judge(_leader, VisitVerdict.NotWorkRelated, "Nej", Now, Today).Refusal);
        Assert.Equal(LogControlRefusals.IsJudged, visit.Explain(VisitReason.Other, "Noget helt andet", Now).Refusal);
    }

    [Fact]
    public void Without_an_answer_it_is_judged_when_the_time_has_run_out()
    {
        Assert.Equal(LogControlRefusals.NotAnswered, Drawn().Judge(_leader, VisitVerdict.NotWorkRelated, "Intet svar", Now, new DateOnly(2026, 10, 12)).Refusal);
        Assert.True(Drawn().Judge(_leader, VisitVerdict.NotWorkRelated, "Intet svar", Now, new DateOnly(2026, 10, 13)).Succeeded);
    }

    private SampledVisit Drawn() =>
        SampledVisit.Draw(new Visit(Guid.NewGuid(), Now.DateTime, _user, CitizenId.New(), SampleGround.Unexplained, []), Now, "SOC", Today.AddDays(-1), Today);

    private SampledVisit Answered()
    {
        var visit = Drawn();
        visit.Explain(VisitReason.CitizenAsked, "Borgeren ringede til mig", Now);
        return visit;
    }
}
