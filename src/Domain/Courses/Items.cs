namespace Sammenhaeng.Domain.Courses;

// Rows of a citizen's course. They are filled in place in pooled arrays and read by the rules through read-only
// spans. Texts (Title, Text, Statement, …) are null where nobody will read them, as in the nightly sweep.
// Index fields point into the other collections of the same course; -1 is none.

/// <summary>Says which source told of an item, and under which id. Unique per citizen and collection.</summary>
public readonly record struct ItemKey(string Source, string Id)
{
    /// <summary>The source of what is decided here. No document may have it.</summary>
    public const string Ours = "sammenhaeng";

    /// <summary>Of what an area without a system of its own writes here.</summary>
    public static string WrittenIn(string area) => $"{Ours}-{area.ToLowerInvariant()}";

    /// <summary>Nobody else may speak as one of these.</summary>
    public static bool IsOurs(string source) => source == Ours || source.StartsWith(Ours + "-", StringComparison.Ordinal);

    /// <summary>Ordinal by id, then by source: the order of symmetric fingerprints.</summary>
    public static int Compare(ItemKey a, ItemKey b)
    {
        var byId = string.CompareOrdinal(a.Id, b.Id);
        return byId != 0 ? byId : string.CompareOrdinal(a.Source, b.Source);
    }

    /// <summary>As evidence names further items: <c>source:id</c>.</summary>
    public override string ToString() => Source + ":" + Id;
}

public struct PlanItem
{
    public ItemKey Key;
    public string Area;
    public PlanType Type;
    public string? Title;
    public string? Summary;
    public PlanStatus Status;
    public Days Period;
    public DateOnly? NextFollowUp;
    /// <summary>Contact id within the same source.</summary>
    public string? OwnerId;
    /// <summary>A unit within the area; missing means the area itself.</summary>
    public string? Unit;
    public Sensitivity Sensitivity;
    /// <summary>Years; null when the plan does not end by age.</summary>
    public int? EndsAtAge;
    public bool HasSuccessor;
    public bool NoFurtherNeed;
    public bool IsReplaced;
    public bool KeepsOwner;
    public bool CitizenDeclinedGoal;
    public DateOnly? DecisionDate;
    public string? SuccessorRef;
    public string? ReplacedByRef;
    public string? CaseSystem;
    public string? CaseNumber;
    public string? Kle;
    /// <summary>When this item was first told here; UTC.</summary>
    public DateTime FirstSeen;

    // Computed when the course is built.
    public int Owner;
    /// <summary>Status active or under review, and asOf within the period.</summary>
    public bool IsActive;

    public readonly bool IsInForce => Status is PlanStatus.Active or PlanStatus.UnderReview;
}

/// <summary>A plan shown to another area.</summary>
public struct ShareItem
{
    public string PlanSource;
    public string PlanId;
    public string Area;
    public ShareGround Ground;
    public string? Reason;
    /// <summary>The last day, where the share itself has one.</summary>
    public DateOnly? Until;
    public int Plan;
}

public struct GoalItem
{
    public ItemKey Key;
    public string Area;
    public string PlanId;
    public string? ParentId;
    public string Theme;
    public GoalDirection Direction;
    public GoalOrigin Origin;
    public string? Text;
    public DateOnly? Due;
    public GoalStatus Status;
    public int? Attainment;
    public DateTime FirstSeen;
    public int Plan;
    public int Parent;
    /// <summary>Status active, in an active plan.</summary>
    public bool IsActive;
}

public struct InterventionItem
{
    public ItemKey Key;
    public string Area;
    public string PlanId;
    public string? Title;
    public string PurposeGroup;
    public Days Period;
    /// <summary>Hours a week, 0 to 168; null when not told.</summary>
    public double? WeeklyHours;
    public bool Obligatory;
    public InterventionStatus Status;
    public string[] Demands;
    public string[] GoalIds;
    public string? Provider;
    public string? Kle;
    public DateTime FirstSeen;
    public int Plan;
    /// <summary>This intervention's rows in <see cref="CitizenCourse.Requirements"/>.</summary>
    public int FirstRequirement;
    public int RequirementCount;
    /// <summary>Planned or active, not ended before asOf, in a plan that is not draft, cancelled or replaced.</summary>
    public bool IsLive;
}

/// <summary>Intervention needs another first. <see cref="Target"/> is -1 while the other has not come.</summary>
public struct RequirementItem
{
    public string Source;
    public string InterventionId;
    public string TargetSource;
    public string TargetId;
    public RequirementStrength Strength;
    public int Intervention;
    public int Target;
}

public struct RestrictionItem
{
    public ItemKey Key;
    public string Area;
    public RestrictionKind Kind;
    public Days Period;
    /// <summary>Hours a week; only of kind MaxWeeklyHours.</summary>
    public double Hours;
    public string? Demand;
    public Weekdays WindowDays;
    public TimeOnly WindowStart;
    public TimeOnly WindowEnd;
    public string? Statement;
    public DateTime FirstSeen;
    /// <summary>No end, or an end on or after asOf.</summary>
    public bool IsLive;
}

public struct AppointmentItem
{
    public ItemKey Key;
    public string Area;
    public string? PlanId;
    public string? Title;
    /// <summary>UTC.</summary>
    public DateTime Start;
    /// <summary>UTC.</summary>
    public DateTime End;
    public AppointmentMode Mode;
    public string? Place;
    public bool Mandatory;
    public bool Leisure;
    public AppointmentStatus Status;
    public bool DecidesOnPlan;
    /// <summary>Null means just the citizen. Entries are <c>citizen</c>, a network id, or <c>source:id</c>.</summary>
    public string[]? Invited;
    public string[]? Exemption;
    public bool NeedsSupport;
    public bool HasSupport;
    public string? Support;
    public DateTime FirstSeen;

    // Computed when the course is built.
    public int Plan;
    public DateTime LocalStart;
    public DateTime LocalEnd;
    /// <summary>The place told, or for a home visit without one the citizen's home; null when unknown.</summary>
    public string? EffectivePlace;
    public bool InvitesCitizen;
    /// <summary>Booked, the citizen is invited, and not the second entry of a joint meeting.</summary>
    public bool IsInCalendar;

    public readonly DateOnly Day => DateOnly.FromDateTime(LocalStart);

    public readonly bool IsInPerson => Mode is AppointmentMode.InPerson or AppointmentMode.HomeVisit;

    public readonly bool OverlapsInTime(in AppointmentItem other) => Start < other.End && other.Start < End;
}
