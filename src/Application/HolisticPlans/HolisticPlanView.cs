using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>How far the area is whose plan is to be replaced.</summary>
public enum AreaAnswer { Own, NotAsked, Waiting, Accepted, Declined }

/// <summary>The plan that takes the place of others, or what one needs to begin it, for somebody of its areas.</summary>
public sealed record HolisticPlanView
{
    /// <summary>Null where there is none.</summary>
    public HolisticPlanId? Id { get; init; }

    public long Revision { get; init; }

    public HolisticPlanState State { get; init; }

    public AreaName? LeadArea { get; init; }

    /// <summary>The viewer writes it, or can begin one.</summary>
    public bool MayWrite { get; init; }

    /// <summary>There is one between other areas than the viewer's.</summary>
    public bool OthersHaveOne { get; init; }

    public FourTests Tests { get; init; } = FourTests.None;

    public string Reason { get; init; } = "";

    public DateOnly? NextFollowUp { get; init; }

    public string? StartedBy { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateOnly? InForceOn { get; init; }

    public string? InForceBy { get; init; }

    public DateOnly? EndedOn { get; init; }

    public HolisticPlanEnd? EndedWhy { get; init; }

    /// <summary>Those that are replaced, or are to be; and of a draft those that could be, too.</summary>
    public IReadOnlyList<ReplacedLine> Plans { get; init; } = [];

    /// <summary>What it says, or must say.</summary>
    public IReadOnlyList<PartLine> Parts { get; init; } = [];

    public ConsentLineOfPlan? Consent { get; init; }

    /// <summary>Who must say yes, by name; nobody where it is not known who may.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];

    /// <summary>Codes of what stands in the way of its taking effect; none where it can, or where it is no draft.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public DateOnly Today { get; init; }

    public IEnumerable<ReplacedLine> Chosen => Plans.Where(plan => plan.IsChosen);
}

/// <param name="Title">Null where the viewer does not see the plan.</param>
/// <param name="Proposal">By which its area was asked.</param>
public sealed record ReplacedLine(
    ItemKey Key, string? Title, string TypeName, AreaName Area, bool IsChosen, AreaAnswer Answer, Guid? Proposal, DateOnly? From, DateOnly? Until);

/// <param name="Laws">What demands it; none of a part that is not demanded.</param>
/// <param name="TakenFrom">Title of the plan it was taken over from.</param>
/// <param name="Sources">Plans that are replaced and say something that could be taken over.</param>
/// <param name="Versions">What it said before, the latest first.</param>
public sealed record PartLine(
    string Code, Bilingual Name, IReadOnlyList<string> Laws, string Text, string? TakenFrom, IReadOnlyList<(ItemKey Key, string Title)> Sources,
    IReadOnlyList<(string Text, string By, DateTimeOffset At)> Versions)
{
    public bool IsDemanded => Laws.Count > 0;

    public bool IsMissing => IsDemanded && Text.Length == 0;
}

/// <param name="Waiting">Names of those who have not answered.</param>
/// <param name="Said">Names of those who have, with what they said.</param>
/// <param name="HoldsToday">It is given, and its last day has not passed.</param>
public sealed record ConsentLineOfPlan(
    ConsentRecordId Id, ConsentState State, DateOnly ValidTo, bool HoldsToday, IReadOnlyList<string> Waiting, IReadOnlyList<(string Name, bool SaidYes)> Said);
