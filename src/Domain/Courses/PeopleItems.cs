namespace Sammenhaeng.Domain.Courses;

// Rows about people around the citizen and what they may and have agreed to; the other rows stand in Items.cs.

/// <summary>A professional around the citizen.</summary>
public struct ContactItem
{
    public ItemKey Key;
    public string Area;
    /// <summary>The person behind the contact when the staff directory knows; equal for the same person.</summary>
    public string? Person;
    public string? Name;
    public string? Role;
    public string? Unit;
    public string? Team;
    public string? Email;
    public string? Phone;
    public Days Period;
    public bool HasAbsence;
    public Days Absence;
    /// <summary>Contact id of who stands in, in the same source.</summary>
    public string? DeputyId;
    public CoordinatorKind Coordinator;
    public Days CoordinatorPeriod;
    public string[]? CoordinatorMandate;
    public bool CitizenChose;
    /// <summary>The claim has been taken over as an assignment here, so it is counted there and not twice.</summary>
    public bool IsAdopted;
    /// <summary>Its own period and its coordinator period (kind main) both cover asOf.</summary>
    public bool IsMainCoordinator;
}

/// <summary>Who holds the main coordinator role by assignment here.</summary>
public struct AssignmentItem
{
    public string Person;
    public Days Period;
    public string? Name;
}

public struct NetworkMemberItem
{
    public ItemKey Key;
    public string? Name;
    public string? Relation;
    public PortalAccess Portal;
    public DateOnly? PortalUntil;
    public bool CustodyHolder;
    public Protection Protection;
    /// <summary>Equal for one person whom several sources have told with the same CPR number, which it says nothing of; 0 when none was told.</summary>
    public long Person;
    /// <summary>The first row of the same person; the row itself when it stands alone.</summary>
    public int First;
    /// <summary>The next row of the same person, in order; -1 after the last.</summary>
    public int Next;
}

/// <summary>Where the child lives with one party, and in which weeks.</summary>
public struct ResidenceItem
{
    public string Source;
    public string PartyId;
    public string Place;
    public ResidenceWeeks Weeks;
    /// <summary>Written 2026-W41; only when <see cref="Weeks"/> is Listed.</summary>
    public string[]? ListedWeeks;
    public int Party;
}

public struct ConsentItem
{
    public ItemKey Key;
    public string Area;
    public ConsentKind Kind;
    public string[] FromAreas;
    public string[] ToAreas;
    public string[]? Categories;
    public string? Purpose;
    /// <summary><c>citizen</c>, a network id, or <c>source:id</c>.</summary>
    public string GivenBy;
    public DateOnly GivenAt;
    public DateOnly? ValidTo;
    public DateOnly? RevokedAt;
    public DateTime FirstSeen;
    /// <summary>Holds on asOf.</summary>
    public bool IsLive;

    /// <summary>Holds, and was not given for a child who has grown up since.</summary>
    /// <param name="day">By the business clock.</param>
    /// <param name="adultFrom">The citizen's 18th birthday.</param>
    public readonly bool OpensOn(DateOnly day, DateOnly adultFrom) =>
        HoldsOn(day) && (day < adultFrom || GivenAt >= adultFrom || GivenBy == Consent.ConsentSigners.Citizen);

    /// <summary>Given, not revoked on or before the day, and not past its last day.</summary>
    public readonly bool HoldsOn(DateOnly day) => GivenAt <= day && (RevokedAt is null || RevokedAt > day) && (ValidTo is null || ValidTo >= day);
}

/// <summary>How well the citizen manages one theme, on a scale where higher is harder.</summary>
public struct AssessmentItem
{
    public ItemKey Key;
    public string Area;
    public string Theme;
    public AssessmentScale Scale;
    public int Level;
    public DateOnly Date;
    public string Unit;
    public DateTime FirstSeen;
}

public struct MilestoneItem
{
    public ItemKey Key;
    public string Area;
    public string PlanId;
    public string MilestoneKey;
    public string? Title;
    public DateOnly Due;
    public MilestoneKind Kind;
    public DateTime FirstSeen;
    public int Plan;
}

/// <summary>Fuldmagt, værgemål or partsrepræsentation ("mandates" in the course document).</summary>
public struct PowerOfAttorneyItem
{
    public ItemKey Key;
    public string Area;
    public string Holder;
    public PowerOfAttorneyKind Kind;
    public string? Scope;
    public DateOnly ValidTo;
    public DateTime FirstSeen;
}

/// <summary>A binding decision made elsewhere (afgørelse).</summary>
public struct DecisionItem
{
    public ItemKey Key;
    public string Area;
    public string? Title;
    public string? ServiceGroup;
    public Days Period;
    public DateTime FirstSeen;
    /// <summary>This decision's rows in <see cref="CitizenCourse.Conditions"/>.</summary>
    public int FirstCondition;
    public int ConditionCount;
}

/// <summary>What a decision requires or sets.</summary>
public struct ConditionItem
{
    public string Source;
    public string DecisionId;
    public bool Sets;
    public string Name;
    public string Value;
    public int Decision;
}

public struct AgreementItem
{
    public ItemKey Key;
    public string Area;
    public string? Text;
    /// <summary>A contact id, a network id or <c>citizen</c>.</summary>
    public string? Owner;
    public DateOnly? Due;
    public bool Done;
    public DateTime FirstSeen;
}
