using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Proposals;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.HolisticPlans;

public enum HolisticPlanState : byte { Draft, InForce, Ended, Dropped }

/// <summary>Why it holds no longer.</summary>
public enum HolisticPlanEnd : byte { Finished, ConsentWithdrawn }

/// <summary>Whom the law lets have one: complex and compound problems, several plans that can or must be made, and a need to coordinate.</summary>
public sealed record FourTests(bool Complex, bool Compound, bool SeveralPlans, bool Coordination)
{
    public static readonly FourTests None = new(false, false, false, false);

    public bool AreMet => Complex && Compound && SeveralPlans && Coordination;
}

/// <summary>What decides, beside the plan itself, whether it can take effect today.</summary>
/// <param name="Age">Of the citizen.</param>
/// <param name="Demanded">Codes of the parts it must hold.</param>
/// <param name="HasConsent">Everybody who must has agreed to this plan, and it holds today.</param>
/// <param name="Agreed">Plans whose own area has said yes.</param>
/// <param name="Active">Plans that hold today.</param>
public sealed record HolisticFacts(
    int Age, IReadOnlyList<string> Demanded, bool HasConsent, IReadOnlySet<ItemKey> Agreed, IReadOnlySet<ItemKey> Active, DateOnly Today);

/// <summary>
/// The statutory plan that takes the place of others (LAB-loven § 40, stk. 3, serviceloven § 141, stk. 7, barnets lov §§ 78 and 110): why the
/// citizen can have it, which plans it replaces, and what it says. It is a draft until all that the law demands is there, and then it takes
/// effect at once. What it said is kept.
/// </summary>
public sealed class HolisticPlan : AggregateRoot
{
    public const int LongestReason = 2000;
    public const int ShortestReason = 20;
    public const int LongestText = 4000;
    public const int MostPlans = 20;

    /// <summary>The kind of plan that is replaced only for the young.</summary>
    public const string YouthPlan = "BL108";
    public const int YoungestAge = 16;
    public const int OldestYouth = 23;

    private readonly List<ReplacedPlan> _replaces = [];
    private readonly List<HolisticText> _texts = [];

    private HolisticPlan()
    {
    }

    public HolisticPlanId Id { get; private init; }
    public CitizenId CitizenId { get; private init; }

    /// <summary>Code of the area that writes it.</summary>
    public string LeadArea { get; private init; } = "";
    public HolisticPlanState State { get; private set; }
    public bool IsComplex { get; private set; }
    public bool IsCompound { get; private set; }
    public bool HasSeveralPlans { get; private set; }
    public bool NeedsCoordination { get; private set; }

    /// <summary>Why the four hold for this citizen.</summary>
    public string Reason { get; private set; } = "";
    public DateOnly? NextFollowUp { get; private set; }
    public UserId StartedBy { get; private init; }
    public DateTimeOffset StartedAt { get; private init; }
    public DateOnly? InForceOn { get; private set; }
    public UserId? InForceBy { get; private set; }
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Nobody where a consent was withdrawn.</summary>
    public UserId? EndedBy { get; private set; }
    public HolisticPlanEnd? EndedWhy { get; private set; }

    /// <summary>Ids of the goals, interventions and milestones that were taken over when it took effect.</summary>
    public IReadOnlyList<string> TakenOver { get; private set; } = [];
    public IReadOnlyList<ReplacedPlan> Replaces => _replaces;
    public IReadOnlyList<HolisticText> Texts => _texts;

    public FourTests Tests => new(IsComplex, IsCompound, HasSeveralPlans, NeedsCoordination);

    public bool IsOpen => State is HolisticPlanState.Draft or HolisticPlanState.InForce;

    /// <summary>What a part says now; empty where it says nothing.</summary>
    public string TextOf(string part) => Last(part)?.Text ?? "";

    public HolisticText? Last(string part) => _texts.Where(text => text.Part == part).MaxBy(text => text.Number);

    public static HolisticPlan Begin(HolisticPlanId id, CitizenId citizen, string leadArea, UserId by, DateTimeOffset now)
    {
        var plan = new HolisticPlan { Id = id, CitizenId = citizen, LeadArea = leadArea, StartedBy = by, StartedAt = now };
        plan.Raise(new HolisticPlanBegun(id, citizen));
        return plan;
    }

    /// <summary>Which of the four are met, why, and which plans it replaces.</summary>
    /// <param name="chosen">Each with its type, its area, and whether that is an area of whoever writes.</param>
    /// <param name="isConsentOpen">A consent to it has been asked for and not declined: it names the plans.</param>
    public Result<Done> Assess(
        FourTests tests, string reason, IReadOnlyList<(ItemKey Key, string Type, string Area, bool IsOwn)> chosen, bool isConsentOpen)
    {
        if (State != HolisticPlanState.Draft)
        {
            return HolisticRefusals.NotDraft;
        }
        var keys = chosen.Select(one => one.Key).ToHashSet();
        if (isConsentOpen && !keys.SetEquals(_replaces.Select(one => one.Key)))
        {
            return HolisticRefusals.ConsentNamesPlans;
        }
        (IsComplex, IsCompound, HasSeveralPlans, NeedsCoordination) = (tests.Complex, tests.Compound, tests.SeveralPlans, tests.Coordination);
        Reason = reason.Trim();
        _replaces.RemoveAll(one => !keys.Contains(one.Key));
        _replaces.AddRange(chosen.Where(one => !_replaces.Exists(old => old.Key == one.Key)).Select(one => new ReplacedPlan(CitizenId, one.Key, one.Type, one.Area, one.IsOwn)));
        Changed();
        return Done.Value;
    }

    /// <summary>The area whose plan it is has been asked.</summary>
    public void Ask(ItemKey plan, ProposalId by)
    {
        _replaces.Single(one => one.Key == plan).ProposalId = by;
        Changed();
    }

    /// <summary>Words one part anew. As long as the plan holds, no part that the law demands can be emptied.</summary>
    public Result<Done> Write(string part, string text, string? takenFrom, IReadOnlyList<string> demanded, UserId by, DateTimeOffset now)
    {
        var said = text.Trim();
        if (!IsOpen)
        {
            return HolisticRefusals.IsOver;
        }
        if (State == HolisticPlanState.InForce && said.Length == 0 && demanded.Contains(part))
        {
            return HolisticRefusals.StaysComplete;
        }
        if (TextOf(part) != said)
        {
            _texts.Add(new HolisticText(_texts.Count + 1, part, said, takenFrom, by, now));
            Changed();
        }
        return Done.Value;
    }

    /// <summary>Before it takes effect; after that the day is changed where the plan stands among the others.</summary>
    public Result<Done> PlanFollowUp(DateOnly? on)
    {
        if (State != HolisticPlanState.Draft)
        {
            return HolisticRefusals.NotDraft;
        }
        if (NextFollowUp != on)
        {
            NextFollowUp = on;
            Changed();
        }
        return Done.Value;
    }

    /// <summary>Everything that stands in the way of its taking effect today; none where it can.</summary>
    public IReadOnlyList<Refusal> Missing(HolisticFacts facts)
    {
        var missing = new List<Refusal>();
        void Unless(bool holds, Refusal refusal)
        {
            if (!holds)
            {
                missing.Add(refusal);
            }
        }
        Unless(Tests.AreMet && Reason.Length >= ShortestReason, HolisticRefusals.TestsNotMet);
        Unless(_replaces.Count > 0, HolisticRefusals.NothingReplaced);
        Unless(_replaces.TrueForAll(one => facts.Active.Contains(one.Key)), HolisticRefusals.PlanNotActive);
        Unless(_replaces.TrueForAll(one => one.IsOwn || facts.Agreed.Contains(one.Key)), HolisticRefusals.AreaNotAgreed);
        Unless(facts.Age >= YoungestAge, HolisticRefusals.TooYoung);
        Unless(facts.Age is >= YoungestAge and <= OldestYouth || _replaces.TrueForAll(one => one.Type != YouthPlan), HolisticRefusals.NotAYouth);
        Unless(MissingParts(facts.Demanded).Count == 0, HolisticRefusals.ContentMissing);
        Unless(NextFollowUp >= facts.Today, HolisticRefusals.NoFollowUp);
        Unless(facts.HasConsent, HolisticRefusals.NoConsent);
        return missing;
    }

    public IReadOnlyList<string> MissingParts(IReadOnlyList<string> demanded) => [.. demanded.Where(part => TextOf(part).Length == 0)];

    /// <summary>Given up before it took effect.</summary>
    /// <param name="isConsentWaiting">Somebody has been asked and has not answered.</param>
    public Result<Done> Drop(UserId by, DateOnly today, bool isConsentWaiting)
    {
        if (State != HolisticPlanState.Draft)
        {
            return HolisticRefusals.NotDraft;
        }
        if (isConsentWaiting)
        {
            return HolisticRefusals.ConsentWaits;
        }
        (State, EndedBy, EndedOn) = (HolisticPlanState.Dropped, by, today);
        Raise(new HolisticPlanDropped(Id, CitizenId));
        return Done.Value;
    }

    /// <summary>The plans it replaced are to be written in again from now on. The database lets them come back with this.</summary>
    public Result<Done> End(UserId by, DateOnly today)
    {
        if (State != HolisticPlanState.InForce)
        {
            return HolisticRefusals.NotInForce;
        }
        (State, EndedBy, EndedOn, EndedWhy) = (HolisticPlanState.Ended, by, today, HolisticPlanEnd.Finished);
        Raise(new HolisticPlanEnded(Id, CitizenId));
        return Done.Value;
    }
}
