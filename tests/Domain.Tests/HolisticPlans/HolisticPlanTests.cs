using CsCheck;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.HolisticPlans;

public sealed class HolisticPlanTests
{
    private static readonly DateOnly Today = A.Day("2026-10-05");
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly UserId Lene = UserId.From(Guid.NewGuid());
    private static readonly FourTests All = new(true, true, true, true);
    private static readonly ItemKey Own = new("jobcenter", "P1");
    private static readonly ItemKey Theirs = new("social", "P2");

    private const string Reason = "Tre områder arbejder med det samme, og planerne spænder ben.";

    private static HolisticPlan Plan(FourTests? tests = null, string type = "SEL141", string reason = Reason)
    {
        var plan = HolisticPlan.Begin(HolisticPlanId.New(), CitizenId.New(), "AKB", Lene, Now);
        Assert.True(plan.Assess(tests ?? All, reason, [(Own, "LAB40MP", "AKB", true), (Theirs, type, "SIU", false)], isConsentOpen: false).Succeeded);
        plan.PlanFollowUp(Today.AddMonths(3));
        return plan;
    }

    private static HolisticFacts Facts(int age = 42, bool consent = true, ItemKey[]? agreed = null, ItemKey[]? active = null, params string[] demanded) => new(
        age, demanded, consent, (agreed ?? [Theirs]).ToHashSet(), (active ?? [Own, Theirs]).ToHashSet(), Today);

    private static string Missing(HolisticPlan plan, HolisticFacts? facts = null) =>
        string.Join(' ', plan.Missing(facts ?? Facts()).Select(refusal => refusal.Code["holistic.".Length..]));

    [Fact]
    public void Nothing_is_missing_where_the_law_is_met() => Assert.Equal("", Missing(Plan()));

    [Fact]
    public void All_four_tests_must_be_met_and_no_three_of_them_are_enough() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Sample((complex, compound, several, coordination) =>
            Assert.Equal(complex && compound && several && coordination ? "" : "testsNotMet", Missing(Plan(new FourTests(complex, compound, several, coordination)))));

    [Fact]
    public void A_reason_is_given_in_words() => Assert.Equal("testsNotMet", Missing(Plan(reason: "Nemmere.")));

    [Theory]
    [InlineData(15, "SEL141", "tooYoung")]
    [InlineData(16, "SEL141", "")]
    [InlineData(15, "BL108", "tooYoung notAYouth")]
    [InlineData(16, "BL108", "")]
    [InlineData(23, "BL108", "")]
    [InlineData(24, "BL108", "notAYouth")]
    [InlineData(24, "SEL141", "")]
    public void A_young_persons_plan_is_replaced_from_16_to_23_and_no_plan_before(int age, string type, string missing) =>
        Assert.Equal(missing, Missing(Plan(type: type), Facts(age)));

    [Fact]
    public void It_waits_for_consent_for_the_areas_and_for_plans_that_hold()
    {
        Assert.Equal("noConsent", Missing(Plan(), Facts(consent: false)));
        Assert.Equal("areaNotAgreed", Missing(Plan(), Facts(agreed: [])));
        Assert.Equal("areaNotAgreed", Missing(Plan(), Facts(agreed: [Own])));
        Assert.Equal("planNotActive", Missing(Plan(), Facts(active: [Own])));
        var bare = HolisticPlan.Begin(HolisticPlanId.New(), CitizenId.New(), "AKB", Lene, Now);
        Assert.Equal("testsNotMet nothingReplaced noFollowUp", Missing(bare));
    }

    [Fact]
    public void A_follow_up_in_the_past_is_none()
    {
        var plan = Plan();
        plan.PlanFollowUp(Today.AddDays(-1));
        Assert.Equal("noFollowUp", Missing(plan));
        plan.PlanFollowUp(Today);
        Assert.Equal("", Missing(plan));
    }

    [Fact]
    public void Its_parts_are_missing_until_each_that_is_demanded_says_something()
    {
        var plan = Plan();
        var facts = Facts(demanded: ["purpose", "employment"]);
        Assert.Equal("contentMissing", Missing(plan, facts));
        plan.Write("purpose", "En hverdag, der hænger sammen", null, facts.Demanded, Lene, Now);
        Assert.Equal(["employment"], plan.MissingParts(facts.Demanded));
        plan.Write("employment", "   ", null, facts.Demanded, Lene, Now);
        Assert.Equal("contentMissing", Missing(plan, facts));
        plan.Write("employment", "Praktik ti timer", "jobcenter:P1", facts.Demanded, Lene, Now);
        Assert.Equal("", Missing(plan, facts));
    }

    [Fact]
    public void What_a_part_said_is_kept_and_the_same_words_are_written_once()
    {
        var plan = Plan();
        foreach (var text in (string[])["Først", "Først ", "Så", ""])
        {
            Assert.True(plan.Write("purpose", text, null, [], Lene, Now).Succeeded);
        }
        Assert.Equal(["Først", "Så", ""], plan.Texts.Select(text => text.Text));
        Assert.Equal("", plan.TextOf("purpose"));
    }

    [Fact]
    public void The_plans_that_a_consent_names_stay_until_it_is_declined()
    {
        var plan = Plan();
        Assert.Equal(HolisticRefusals.ConsentNamesPlans, plan.Assess(All, Reason, [(Own, "LAB40MP", "AKB", true)], isConsentOpen: true).Refusal);
        Assert.True(plan.Assess(FourTests.None, Reason, [(Own, "LAB40MP", "AKB", true), (Theirs, "SEL141", "SIU", false)], isConsentOpen: true).Succeeded);
        Assert.True(plan.Assess(All, Reason, [(Own, "LAB40MP", "AKB", true)], isConsentOpen: false).Succeeded);
        Assert.Equal(Own, Assert.Single(plan.Replaces).Key);
    }

    [Fact]
    public void A_draft_is_given_up_once_nobody_is_left_to_answer_and_is_written_no_more()
    {
        var plan = Plan();
        Assert.Equal(HolisticRefusals.NotInForce, plan.End(Lene, Today).Refusal);
        Assert.Equal(HolisticRefusals.ConsentWaits, plan.Drop(Lene, Today, isConsentWaiting: true).Refusal);
        Assert.True(plan.Drop(Lene, Today, isConsentWaiting: false).Succeeded);
        Assert.Equal(HolisticRefusals.IsOver, plan.Write("purpose", "Mere", null, [], Lene, Now).Refusal);
        Assert.Equal(HolisticRefusals.NotDraft, plan.Assess(All, Reason, [], isConsentOpen: false).Refusal);
        Assert.Equal(HolisticRefusals.NotDraft, plan.Drop(Lene, Today, isConsentWaiting: false).Refusal);
    }

    [Fact]
    public void What_it_must_say_is_the_union_of_what_is_demanded_of_each_plan_it_replaces()
    {
        var demands = PlanContent.Demands;
        var types = demands.Demands.Select(demand => demand.PlanType).OfType<string>().Distinct().ToArray();
        string[] always = ["employment", "interventions"];
        Gen.Int[0, types.Length - 1].Array[0, 6].Sample(chosen =>
        {
            var some = chosen.Select(index => types[index]).ToArray();
            var union = demands.Union(some, Today);
            var plainly = always.Concat(demands.Demands.Where(demand => some.Contains(demand.PlanType)).SelectMany(demand => demand.Parts)).ToHashSet();
            Assert.Equal(plainly.Order(), union.Order());
            Assert.Equal(union.Count, union.Distinct().Count());
            // Nothing of one plan is lost by replacing another with it, and their order does not matter.
            Assert.All(some, type => Assert.Subset(union.ToHashSet(), demands.Union([type], Today).ToHashSet()));
            Assert.Equal(union, demands.Union(some.Reverse(), Today));
            Assert.All(union, part => Assert.NotEmpty(demands.Of(part, some, Today)));
        });
    }

    [Fact]
    public void Of_the_law_of_a_day_only_that_is_demanded()
    {
        var demands = new ContentDemands(
            [new ContentPart("old", "", "", TakenFrom.Nowhere), new ContentPart("new", "", "", TakenFrom.Nowhere)],
            [new ContentDemand("X", "", A.Day("2020-01-01"), A.Day("2026-12-31"), ["old"]), new ContentDemand("X", "", A.Day("2027-01-01"), null, ["new"])]);
        Assert.Equal(["old"], demands.Union(["X"], A.Day("2026-12-31")));
        Assert.Equal(["new"], demands.Union(["X"], A.Day("2027-01-01")));
        Assert.False(demands.Knows("X", A.Day("2019-12-31")));
    }

    [Fact]
    public void A_childs_plan_and_those_the_law_does_not_name_are_replaced_by_no_other()
    {
        Assert.All((string[])["BL91", "SUL140", "EXT", "HOP", "STU"], type => Assert.False(PlanContent.Demands.Knows(type, Today)));
        Assert.All((string[])["SEL141", "BL108", "BL77", "LAB40MP", "LAB40RP", "SDP", "INT"], type => Assert.True(PlanContent.Demands.Knows(type, Today)));
        var codes = PlanContent.Demands.Parts.Select(part => part.Code).ToHashSet();
        Assert.All(PlanContent.Demands.Demands, demand => Assert.Subset(codes, demand.Parts.ToHashSet()));
    }
}
