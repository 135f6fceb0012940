using System.Text.Json.Serialization;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

/// <summary>
/// The citizen's shared plan as one viewer may see it on one day. What is hidden has no title, no area and no source: only that it is
/// there, and when.
/// </summary>
public sealed record SharedPlanView
{
    public required CitizenHeading Citizen { get; init; }

    public required DateOnly Today { get; init; }

    /// <summary>The day everything is judged on.</summary>
    public required DateOnly AsOf { get; init; }

    public required int HorizonDays { get; init; }

    /// <summary>Somebody asked for another day or horizon than today's.</summary>
    public required bool IsByDate { get; init; }

    /// <summary>Open ones, the gravest first.</summary>
    public required IReadOnlyList<ConflictLine> Conflicts { get; init; }

    /// <summary>The day whose knowledge this is, where it is not today's: a day that has passed and of which that is kept.</summary>
    public DateOnly? KnownOn { get; init; }

    /// <summary>The first day of which it is kept what was known.</summary>
    [JsonIgnore]
    public DateOnly? KeptFrom { get; init; }

    /// <summary>Resolved, accepted, or gone by themselves; the latest first.</summary>
    public IReadOnlyList<ConflictLine> ClosedConflicts { get; init; } = [];

    /// <summary>Names of the rules that have found as many as are kept (<see cref="Findings.MostOfOneRule"/>): there may be more.</summary>
    public IReadOnlyList<string> FullRules { get; init; } = [];

    public required IReadOnlyList<PlanLine> Plans { get; init; }

    public required IReadOnlyList<InterventionLine> Interventions { get; init; }

    public required IReadOnlyList<AppointmentLine> Appointments { get; init; }

    public required IReadOnlyList<GoalLine> Goals { get; init; }

    public required IReadOnlyList<TeamMember> Team { get; init; }

    /// <summary>Contacts of areas whose content the viewer may not see.</summary>
    public required int HiddenContacts { get; init; }

    public required IReadOnlyList<NetworkPerson> Network { get; init; }

    /// <summary>Those from or to an area of the viewer's.</summary>
    public required IReadOnlyList<ConsentLine> Consents { get; init; }

    /// <summary>How many more there are.</summary>
    public int HiddenConsents { get; init; }

    public required IReadOnlyList<AgreementLine> Agreements { get; init; }

    /// <summary>In-person appointments a week, by the citizen or else the municipality.</summary>
    public required int WeeklyLimit { get; init; }

    public required bool WeeklyLimitIsOwn { get; init; }

    /// <summary>Codes of the areas with a plan, as far as the viewer may know that they have one.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> KnownAreas { get; init; } = [];

    /// <summary>What the plans have in common, for people; null for who may not see it.</summary>
    [JsonIgnore]
    public SharedContent? Content { get; init; }

    /// <summary>The newest first; none when the plan is seen as of another day.</summary>
    public IReadOnlyList<NewsLine> News { get; init; } = [];
}

/// <summary>An area as it is shown: by name, one of the checked colours (0 is the neutral one) and an icon.</summary>
public sealed record AreaName(string Code, string Name, int Colour, string Icon);

public sealed record CitizenHeading(CitizenId Id, string Name, DateOnly BirthDate, int Age, Protection Protection)
{
    public string? Coordinator { get; init; }

    public bool ViewerIsCoordinator { get; init; }

    public bool ViewerIsAsked { get; init; }

    /// <summary>The first last day of the live consents; null when there is none or none has an end.</summary>
    public DateOnly? ConsentUntil { get; init; }

    public int LiveConsents { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>How many people the areas' systems call the coordinator, while nobody is here; 0 where somebody is.</summary>
    public int CoordinatorClaims { get; init; }

    /// <summary>False for whoever looks after data protection, who has no part in the coordination.</summary>
    [JsonIgnore]
    public bool CanBeCoordinated { get; init; } = true;

    /// <summary>The viewer reads by emergency access, which ends then; null for whoever works with the citizen.</summary>
    public DateTimeOffset? BreakGlassUntil { get; init; }
}

/// <summary>A conflict in words for its viewer. <see cref="Number"/> is the same in card, list and timeline.</summary>
public sealed record ConflictLine
{
    /// <summary>Null for one that was found for another date and is not kept.</summary>
    public Guid? Id { get; init; }

    public required int Number { get; init; }

    public required string Rule { get; init; }

    public required string Fingerprint { get; init; }

    public required Severity Severity { get; init; }

    public ConflictState State { get; init; } = ConflictState.Open;

    public required string Title { get; init; }

    public required string Explanation { get; init; }

    public required string Why { get; init; }

    /// <summary>Exactly when the rule finds something, with the limits of the day.</summary>
    public required string Condition { get; init; }

    public required IReadOnlyList<string> WaysOut { get; init; }

    /// <summary>The areas the viewer may know to be involved.</summary>
    public required IReadOnlyList<AreaName> Areas { get; init; }

    public bool HidesSomething { get; init; }

    /// <summary>When it bites; null when it is about no particular time.</summary>
    public Days? When { get; init; }

    public DateOnly? FirstSeen { get; init; }

    public string? Owner { get; init; }

    public DateOnly? Due { get; init; }

    public DateOnly? AcceptedUntil { get; init; }

    /// <summary>Why it is left standing, in a person's words; null for who may not see all of it, for the words may tell the rest.</summary>
    public string? Reason { get; init; }

    /// <summary>Whom to call about each side that the viewer may see.</summary>
    public IReadOnlyList<PersonToCall> ToCall { get; init; } = [];

    public required IReadOnlyList<Subject> Subjects { get; init; }
}

public sealed record PersonToCall(string Name, string? Role, AreaName Area, string? Phone);

/// <param name="Status">Null where hidden; those that are hidden are in force.</param>
public sealed record PlanLine(ItemKey Key, AreaName? Area, string? Title, Days Period, PlanStatus? Status)
{
    public bool IsActive { get; init; }

    public string? TypeName { get; init; }

    public string? LegalBasis { get; init; }

    public string? Owner { get; init; }

    public DateOnly? NextFollowUp { get; init; }

    public bool NeedsFollowUp { get; init; }

    public string? CaseNumber { get; init; }

    public IReadOnlyList<ShareLine> SharedWith { get; init; } = [];

    /// <summary>What took its place, where that is told.</summary>
    public string? ReplacedBy { get; init; }

    public DateOnly? ReplacedOn { get; init; }
}

public sealed record ShareLine(string Area, ShareGround Ground, bool HasGround);

/// <param name="Status">Null where hidden.</param>
public sealed record InterventionLine(ItemKey Key, AreaName? Area, string? Title, Days Period, InterventionStatus? Status)
{
    public ItemKey? Plan { get; init; }

    public double? WeeklyHours { get; init; }

    public bool Obligatory { get; init; }

    public string? Provider { get; init; }

    /// <summary>Interventions of others that this one waits for and that have not been told of yet.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];
}

public sealed record AppointmentLine(ItemKey Key, AreaName? Area, string? Title, DateTime Start, DateTime End, AppointmentStatus Status)
{
    /// <summary>Null where hidden.</summary>
    public AppointmentMode? Mode { get; init; }

    public string? Place { get; init; }

    /// <summary>It would tell where somebody protected is, so it is not told.</summary>
    public bool IsPlaceProtected { get; init; }

    public bool Mandatory { get; init; }

    public bool Leisure { get; init; }

    /// <summary>Booked for the citizen, and not the second entry of a joint meeting.</summary>
    public bool IsInCalendar { get; init; }

    public bool LacksSupport { get; init; }

    /// <summary>Counts towards the citizen's week.</summary>
    public bool IsLoad { get; init; }
}

public sealed record GoalLine(ItemKey Key, AreaName? Area, string? Text, GoalOrigin? Origin, GoalStatus? Status)
{
    public bool IsActive { get; init; }

    public DateOnly? Due { get; init; }

    /// <summary>0 to 4 where the area has told; null else.</summary>
    public int? Attainment { get; init; }

    public string? PlanTitle { get; init; }

    public string? Theme { get; init; }
}

/// <param name="Area">Null for somebody who is no contact of an area that the viewer sees.</param>
public sealed record TeamMember(ItemKey Key, string Name, AreaName? Area)
{
    public string? Role { get; init; }

    public string? Team { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public bool IsCoordinator { get; init; }

    public bool ClaimsCoordinator { get; init; }

    public bool IsDeputy { get; init; }

    public Days? Absence { get; init; }

    public string? Deputy { get; init; }
}

/// <param name="Name">Null where only systems tell of the person that the viewer knows nothing from; the same goes for what the person may see.</param>
public sealed record NetworkPerson(ItemKey Key, string? Name, string? Relation, PortalAccess? Portal, DateOnly? PortalUntil, bool CustodyHolder, Protection Protection);

public sealed record ConsentLine(ItemKey Key, string From, string To, string? Purpose, IReadOnlyList<string> Categories, DateOnly GivenAt, DateOnly? ValidTo, DateOnly? RevokedAt, bool IsLive);

public sealed record AgreementLine(ItemKey Key, AreaName Area, string Text, string? Owner, DateOnly? Due, bool Done);

/// <summary>What happened lately. The argument is a title or a name the viewer may see; the number is of what happened at once.</summary>
public sealed record NewsLine(DateTimeOffset At, string Code, string? Argument, int Number);
