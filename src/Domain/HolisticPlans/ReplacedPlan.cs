using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Proposals;

namespace Sammenhaeng.Domain.HolisticPlans;

/// <summary>A plan whose place the holistic one takes: whose it is, and since when it is replaced.</summary>
public sealed class ReplacedPlan
{
    internal ReplacedPlan(CitizenId citizen, ItemKey key, string type, string area, bool isOwn) =>
        (CitizenId, Source, PlanId, Type, Area, IsOwn) = (citizen, key.Source, key.Id, type, area, isOwn);

    private ReplacedPlan()
    {
    }

    public CitizenId CitizenId { get; private init; }
    public string Source { get; private init; } = "";
    public string PlanId { get; private init; } = "";
    public string Type { get; private init; } = "";

    /// <summary>Code of the area whose plan it is.</summary>
    public string Area { get; private init; } = "";

    /// <summary>It was of an area of whoever chose it; else that area is asked.</summary>
    public bool IsOwn { get; private init; }

    /// <summary>By which the area is asked; null before, and of one's own.</summary>
    public ProposalId? ProposalId { get; internal set; }

    /// <summary>Written by the database, with what the plan takes effect by.</summary>
    public DateOnly? FromOn { get; private set; }
    public DateOnly? UntilOn { get; private set; }

    public ItemKey Key => new(Source, PlanId);
}

/// <summary>One part of the plan as it was worded from then on.</summary>
public sealed class HolisticText
{
    internal HolisticText(int number, string part, string text, string? takenFrom, Staff.UserId by, DateTimeOffset at) =>
        (Number, Part, Text, TakenFrom, By, At) = (number, part, text, takenFrom, by, at);

    private HolisticText()
    {
    }

    public int Number { get; private init; }

    /// <summary>Code of a <see cref="ContentPart"/>.</summary>
    public string Part { get; private init; } = "";

    /// <summary>Empty where it was taken out.</summary>
    public string Text { get; private init; } = "";

    /// <summary><c>source:id</c> of the plan it was taken over from; null where it was written.</summary>
    public string? TakenFrom { get; private init; }
    public Staff.UserId By { get; private init; }
    public DateTimeOffset At { get; private init; }
}
