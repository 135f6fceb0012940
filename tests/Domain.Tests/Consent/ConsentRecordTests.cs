using CsCheck;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Consent;

public sealed class ConsentRecordTests
{
    private static readonly DateOnly Today = A.Day("2026-10-05");
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly UserId Maja = UserId.New();

    private static ConsentRecord Ask(params string[] signers) => ConsentRecord.Ask(
        CitizenId.New(),
        new ConsentScope(ConsentKind.ProceduralSocialLaw, "SIU", "AKB", DataClasses.Plan, "Fælles aftaler om praktik.", A.Day("2027-01-31"), "2026-1", "da"),
        signers, Maja, Now).Value;

    private static ConsentAnswer Of(string signer, bool yes, int daysAgo = 0) =>
        new(signer, yes, Today.AddDays(-daysAgo), ConsentMethod.Oral, "Hørt af Maja.", ConsequencesExplained: true);

    [Fact]
    public void Two_with_custody_must_both_say_yes_and_it_holds_from_the_later_day()
    {
        var record = Ask("social:mor", "social:far");
        Assert.True(record.Answer(Of("social:mor", true), Maja, Today, Now).Succeeded);
        Assert.Equal((ConsentState.Asked, "social:far"), (record.State, Assert.Single(record.Waiting)));
        Assert.True(record.Answer(Of("social:far", true, daysAgo: 3), Maja, Today, Now).Succeeded);
        Assert.Equal((ConsentState.Given, Today), (record.State, record.GivenOn));
        Assert.False(record.HoldsOn(Today.AddDays(-1)));
        Assert.True(record.HoldsOn(A.Day("2027-01-31")));
        Assert.False(record.HoldsOn(A.Day("2027-02-01")));
    }

    [Fact]
    public void Whoever_was_not_asked_answers_nothing_and_nobody_twice()
    {
        var record = Ask("social:mor", "social:far");
        Assert.Equal(ConsentRefusals.NotAskedOfThem, record.Answer(Of("citizen", true), Maja, Today, Now).Refusal);
        record.Answer(Of("social:mor", true), Maja, Today, Now);
        Assert.Equal(ConsentRefusals.AnsweredAlready, record.Answer(Of("social:mor", false), Maja, Today, Now).Refusal);
        Assert.Equal(ConsentRefusals.IsOver, record.Answer(Of("social:far", true), Maja, A.Day("2027-02-01"), Now).Refusal);
        Assert.Equal(ConsentRefusals.NotGiven, record.Withdraw("social:mor", Maja, Today).Refusal);
    }

    [Fact]
    public void It_is_given_if_and_only_if_everybody_said_yes_whatever_the_order() =>
        Gen.Select(Gen.Bool.Array[1, 4], Gen.Int[0, 1000]).Sample((answers, seed) =>
        {
            var signers = answers.Select((_, number) => $"social:N{number}").ToArray();
            var record = Ask(signers);
            var order = Enumerable.Range(0, answers.Length).ToArray();
            new Random(seed).Shuffle(order);
            foreach (var number in order)
            {
                record.Answer(Of(signers[number], answers[number]), Maja, Today, Now);
            }
            Assert.Equal(answers.All(yes => yes) ? ConsentState.Given : ConsentState.Declined, record.State);
            Assert.Equal(answers.All(yes => yes), record.TakeEvents().OfType<ConsentGiven>().Any());
        });

    [Fact]
    public void Withdrawn_it_holds_on_no_day_and_is_withdrawn_once()
    {
        var record = Ask(ConsentSigners.Citizen);
        record.Answer(Of(ConsentSigners.Citizen, true), Maja, Today, Now);
        Assert.Equal(ConsentRefusals.NotAskedOfThem, record.Withdraw("social:mor", Maja, Today).Refusal);
        Assert.True(record.Withdraw(ConsentSigners.Citizen, Maja, Today).Succeeded);
        Assert.False(record.HoldsOn(Today));
        Assert.Equal(ConsentRefusals.NotGiven, record.Withdraw(ConsentSigners.Citizen, Maja, Today).Refusal);
    }

    [Fact]
    public void Nobody_to_ask_is_a_refusal() => Assert.Equal(
        ConsentRefusals.NobodyToAsk,
        ConsentRecord.Ask(
            CitizenId.New(),
            new ConsentScope(ConsentKind.ProceduralSocialLaw, "SIU", "AKB", DataClasses.Plan, "Fælles aftaler.", Today, "2026-1", "da"), [], Maja, Now).Refusal);
}
