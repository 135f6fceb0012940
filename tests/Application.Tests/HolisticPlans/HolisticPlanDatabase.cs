using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Proposals;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Tests.SharedPlans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.HolisticPlans;

/// <summary>
/// Lene of the job centre (AKB) writes one plan for Karina instead of Min Plan (P1, her own), what she has written here herself, and the
/// social services' plan (P2, of SIU, where Maja is), all of which she sees.
/// </summary>
public abstract class HolisticPlanDatabase : SharedPlanDatabase
{
    protected const string Reason = "Tre områder arbejder med det samme, og planerne spænder ben for hinanden.";
    protected const string Here = "sammenhaeng-akb";

    protected static readonly ItemKey Own = new("jobcenter", "P1");
    protected static readonly ItemKey Theirs = new("social", "P2");
    protected static readonly ItemKey Written = new(Here, "plan");
    protected static readonly FourTests All = new(true, true, true, true);

    protected HolisticPlanId Id { get; } = HolisticPlanId.New();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.Equal(WriteResult.Saved, (await WriteAsync("plan", APlan())).Result);
        Assert.Equal(WriteResult.Saved, (await WriteAsync("maal", AGoal())).Result);
    }

    protected static WrittenValues APlan(string title = "Tilbage i arbejde") => Values(
        WrittenKind.Plan, ("title", title), ("type", "SDP"), ("from", "2026-09-01"), ("nextFollowUp", "2026-12-01"), ("status", "active"), ("sensitivity", "normal"));

    protected static WrittenValues AGoal(string plan = "plan") => Values(
        WrittenKind.Goal, ("plan", plan), ("text", "Jeg vil arbejde igen"), ("theme", "educationAndWork"), ("direction", "increase"), ("origin", "citizen"), ("status", "active"));

    protected static WrittenValues Values(WrittenKind kind, params (string Name, string Value)[] fields) =>
        new(kind, fields.ToDictionary(field => field.Name, IReadOnlyList<string> (field) => [field.Value]));

    protected async Task<WriteItem.Answer> WriteAsync(string id, WrittenValues values, int seen = 0) =>
        (await Database.SendAsync(KarinaDatabase.Lene, new WriteItem(Karina, "AKB", id, seen, values, IsSeenThrough: true))).Value;

    protected Task<HolisticPlanView> OpenAsync(Caller? by = null) => Database.SendAsync(by ?? KarinaDatabase.Lene, new OpenHolisticPlan(Karina));

    protected async Task<Result<HolisticPlanId>> AssessAsync(Caller by, params ItemKey[] replaces) =>
        await Database.SendAsync(by, new AssessHolisticPlan(Karina, Id, (await OpenAsync(by)).Revision, All, Reason, replaces));

    /// <summary>Begun, with all that it must say.</summary>
    protected async Task BeginAsync(params ItemKey[] replaces)
    {
        Assert.True((await AssessAsync(KarinaDatabase.Lene, replaces)).Succeeded);
        var view = await OpenAsync();
        Assert.True((await TextsAsync(view.Parts.Where(part => part.IsDemanded).ToDictionary(part => part.Code, part => "Det om " + part.Code))).Succeeded);
    }

    protected async Task<Result<Done>> TextsAsync(Dictionary<string, string> texts, (string, ItemKey)? take = null) => await Database.SendAsync(
        KarinaDatabase.Lene, new WriteHolisticTexts(Karina, Id, (await OpenAsync()).Revision, texts, Testing.Database.Today.AddMonths(3), take));

    protected async Task<Guid> AskAsync()
    {
        Assert.True((await Database.SendAsync(
            KarinaDatabase.Lene, new AskAreas(Karina, Id, (await OpenAsync()).Revision, "Lad os skrive én plan sammen."))).Succeeded);
        return (await OpenAsync()).Chosen.Single(one => one.Key == Theirs).Proposal!.Value;
    }

    protected async Task AreaSaysAsync(Guid proposal, ProposalAct act)
    {
        var id = Domain.Proposals.ProposalId.From(proposal);
        var row = (await Database.SendAsync(KarinaDatabase.Maja, new ListProposals(Karina))).Rows.Single(one => one.Id == id);
        Assert.True((await Database.SendAsync(KarinaDatabase.Maja, new AnswerProposal(Karina, id, row.Revision, act, "Det har vi talt om."))).Succeeded);
    }

    protected async Task<ConsentRecordId> ConsentAsync(bool yes = true)
    {
        var id = (await Database.SendAsync(KarinaDatabase.Lene, new AskReplacementConsent(Karina, Id, (await OpenAsync()).Revision, Language.Da))).Value;
        await AnswerAsync(id, yes);
        return id;
    }

    protected async Task AnswerAsync(ConsentRecordId id, bool yes)
    {
        var revision = (await Database.SendAsync(KarinaDatabase.Lene, new OpenConsent(Karina, id))).Revision;
        Assert.True((await Database.SendAsync(KarinaDatabase.Lene, new AnswerConsent(
            Karina, id, revision, ConsentSigners.Citizen, yes, Testing.Database.Today, ConsentMethod.Paper, "Underskrevet, ligger på sagen.", true))).Succeeded);
    }

    protected async Task<Result<Done>> PutInForceAsync() =>
        await Database.SendAsync(KarinaDatabase.Lene, new PutHolisticPlanInForce(Karina, Id, (await OpenAsync()).Revision));

    /// <summary>With everything that it takes.</summary>
    protected async Task<ConsentRecordId> InForceAsync()
    {
        await BeginAsync(Own, Theirs, Written);
        await AreaSaysAsync(await AskAsync(), ProposalAct.Accept);
        var consent = await ConsentAsync();
        Assert.True((await PutInForceAsync()).Succeeded);
        return consent;
    }

    protected Task<SharedPlanView> PlanAsync(Caller by) => Database.SendAsync(by, new OpenSharedPlan(Karina, null, null, Language.Da));

    protected async Task<PlanLine> LineAsync(Caller by, ItemKey key) => (await PlanAsync(by)).Plans.Single(plan => plan.Key == key);

    protected ItemKey Whole => new(Here, Id.Value.ToString());
}
