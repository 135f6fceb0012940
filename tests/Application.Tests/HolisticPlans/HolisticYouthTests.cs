using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.HolisticPlans;

/// <summary>Jonas is 17, his parents share custody, and his young person's plan (Q1) is to be replaced.</summary>
public sealed class HolisticYouthTests : Database
{
    private static readonly Caller Rikke = Caller.WithSubject("rikke", "test");
    private static readonly FourTests All = new(true, true, true, true);

    [Fact]
    public async Task The_youth_and_everybody_with_custody_must_say_yes_and_each_can_take_it_back()
    {
        var jonas = await this.ImportCaseAsync("jonas");
        await SendAsync(new RegisterStaff("rikke", "Rikke Test Vang", [Roles.Caseworker], ["SIU"], new DateOnly(2020, 1, 1), []));
        var id = HolisticPlanId.New();
        Task<HolisticPlanView> Open() => SendAsync(Rikke, new OpenHolisticPlan(jonas));
        Assert.True((await SendAsync(Rikke, new AssessHolisticPlan(jonas, id, 0, All, "Skole, hjem og job skal hænge sammen om ham.", [new ItemKey("social", "Q1")]))).Succeeded);
        var texts = (await Open()).Parts.ToDictionary(part => part.Code, _ => "Aftalt med Jonas.");
        Assert.True((await SendAsync(Rikke, new WriteHolisticTexts(jonas, id, (await Open()).Revision, texts, Today.AddMonths(3)))).Succeeded);
        Assert.Equal(["holistic.noConsent"], (await Open()).Missing);
        Assert.Equal(3, (await Open()).Signers.Count);

        var consent = (await SendAsync(Rikke, new AskReplacementConsent(jonas, id, (await Open()).Revision, Language.Da))).Value;
        var waiting = (await SendAsync(Rikke, new OpenConsent(jonas, consent))).Waiting;
        Assert.Equal("citizen", waiting[0].Word);
        foreach (var signer in waiting)
        {
            Assert.Equal(HolisticRefusals.NoConsent, (await SendAsync(Rikke, new PutHolisticPlanInForce(jonas, id, (await Open()).Revision))).Refusal);
            var revision = (await SendAsync(Rikke, new OpenConsent(jonas, consent))).Revision;
            Assert.True((await SendAsync(Rikke, new AnswerConsent(
                jonas, consent, revision, signer.Word, true, Today, ConsentMethod.Oral, "Sagt på mødet.", true))).Succeeded);
        }
        // What he has agreed to himself goes on when childhood ends.
        Assert.Equal(Today.AddMonths(12), (await SendAsync(Rikke, new OpenConsent(jonas, consent))).ValidTo);
        Assert.True((await SendAsync(Rikke, new PutHolisticPlanInForce(jonas, id, (await Open()).Revision))).Succeeded);

        var given = (await SendAsync(Rikke, new OpenConsent(jonas, consent))).Revision;
        Assert.True((await SendAsync(Rikke, new WithdrawConsent(jonas, consent, given, waiting[^1].Word))).Succeeded);
        Assert.Equal((HolisticPlanState.Ended, HolisticPlanEnd.ConsentWithdrawn), ((await Open()).State, (await Open()).EndedWhy));
    }
}
