using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.HolisticPlans;

/// <summary>Why a holistic plan cannot be changed, or cannot take effect yet. The latter are shown all at once: they are what is missing.</summary>
public static class HolisticRefusals
{
    /// <summary>The citizen has one that is being written, or that holds.</summary>
    public static readonly Refusal HasOne = new("holistic.hasOne");
    public static readonly Refusal NotDraft = new("holistic.notDraft");
    public static readonly Refusal NotInForce = new("holistic.notInForce");
    public static readonly Refusal IsOver = new("holistic.isOver");

    /// <summary>It is written by those of the area that leads it.</summary>
    public static readonly Refusal NotYourArea = new("holistic.notYourArea");

    /// <summary>A kind of plan that the law lets no other take the place of, or only in part.</summary>
    public static readonly Refusal NotReplaceable = new("holistic.notReplaceable");

    /// <summary>The consent is about exactly these plans, so they are others only after it was declined.</summary>
    public static readonly Refusal ConsentNamesPlans = new("holistic.consentNamesPlans");
    public static readonly Refusal ConsentWaits = new("holistic.consentWaits");
    public static readonly Refusal AskedAlready = new("holistic.askedAlready");
    public static readonly Refusal NothingToAsk = new("holistic.nothingToAsk");

    /// <summary>What the law demands cannot be taken out again as long as the plan holds.</summary>
    public static readonly Refusal StaysComplete = new("holistic.staysComplete");

    public static readonly Refusal TestsNotMet = new("holistic.testsNotMet");
    public static readonly Refusal NothingReplaced = new("holistic.nothingReplaced");
    public static readonly Refusal PlanNotActive = new("holistic.planNotActive");
    public static readonly Refusal AreaNotAgreed = new("holistic.areaNotAgreed");

    /// <summary>Under 16 no plan of the child's own can be replaced (barnets lov § 110).</summary>
    public static readonly Refusal TooYoung = new("holistic.tooYoung");

    /// <summary>A young person's plan is replaced from 16 to 23 (barnets lov § 110).</summary>
    public static readonly Refusal NotAYouth = new("holistic.notAYouth");
    public static readonly Refusal NoConsent = new("holistic.noConsent");
    public static readonly Refusal ContentMissing = new("holistic.contentMissing");
    public static readonly Refusal NoFollowUp = new("holistic.noFollowUp");

    /// <summary>A plan that is replaced is read, and not written in.</summary>
    public static readonly Refusal PlanIsReplaced = new("written.replaced");

    /// <summary>The plan that takes the place of others begins and ends on a page of its own.</summary>
    public static readonly Refusal OnItsOwnPage = new("written.holistic");
}
