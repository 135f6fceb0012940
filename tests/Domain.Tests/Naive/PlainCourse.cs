using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests.Naive;

/// <summary>A citizen's course as documents tell it: nothing sorted, nothing linked, nothing computed.</summary>
internal sealed record PlainCourse
{
    public required DateOnly AsOf { get; init; }
    public int HorizonDays { get; init; } = 28;
    public Limits Limits { get; init; } = Limits.Seed;
    /// <summary>Between places whose travel time nobody knows.</summary>
    public int DefaultMinutes { get; init; } = 30;
    public int BufferMinutes { get; init; } = 10;
    public required DateOnly BirthDate { get; init; }
    public string? HomePlace { get; init; }
    public DateOnly? CoordinatorDeclinedUntil { get; init; }
    public DateOnly? LastContactOn { get; init; }
    public int? InPersonPerWeek { get; init; }
    public int? InPersonPerDay { get; init; }
    public int? ActiveContacts { get; init; }
    public bool PrefersBundledDays { get; init; }
    public IReadOnlyList<PlainPlan> Plans { get; init; } = [];
    public IReadOnlyList<PlainShare> Shares { get; init; } = [];
    public IReadOnlyList<PlainGoal> Goals { get; init; } = [];
    public IReadOnlyList<PlainIntervention> Interventions { get; init; } = [];
    public IReadOnlyList<PlainRestriction> Restrictions { get; init; } = [];
    public IReadOnlyList<PlainAppointment> Appointments { get; init; } = [];
    public IReadOnlyList<PlainContact> Contacts { get; init; } = [];
    public IReadOnlyList<PlainAssignment> Assignments { get; init; } = [];
    public IReadOnlyList<PlainPerson> Network { get; init; } = [];
    public IReadOnlyList<PlainResidence> Residences { get; init; } = [];
    public IReadOnlyList<PlainConsent> Consents { get; init; } = [];
    public IReadOnlyList<PlainAssessment> Assessments { get; init; } = [];
    public IReadOnlyList<PlainMilestone> Milestones { get; init; } = [];
    public IReadOnlyList<PlainPower> Powers { get; init; } = [];
    public IReadOnlyList<PlainDecision> Decisions { get; init; } = [];
    public IReadOnlyList<PlainAgreement> Agreements { get; init; } = [];
    public IReadOnlyList<PlainTravel> Travel { get; init; } = [];
}

/// <summary>Something a source tells under an id.</summary>
internal abstract record PlainItem(string Source, string Area, string Id)
{
    public string Name => Source + ":" + Id;
}

internal sealed record PlainPlan(string Source, string Area, string Id, PlanType Type, PlanStatus Status, DateOnly From, DateOnly? To) : PlainItem(Source, Area, Id)
{
    public DateOnly? NextFollowUp { get; init; }
    public string? Owner { get; init; }
    public string? Unit { get; init; }
    public int? EndsAtAge { get; init; }
    public string? Successor { get; init; }
    public bool NoFurtherNeed { get; init; }
    public string? ReplacedBy { get; init; }
    public bool KeepsOwner { get; init; }
    public bool CitizenDeclinedGoal { get; init; }
    public DateOnly? DecisionDate { get; init; }
}

internal sealed record PlainShare(string Source, string Plan, string Area, ShareGround Ground);

internal sealed record PlainGoal(string Source, string Area, string Id, string Plan, string Theme, GoalDirection Direction, GoalOrigin Origin, GoalStatus Status) : PlainItem(Source, Area, Id)
{
    public DateOnly? Due { get; init; }
    public string? Parent { get; init; }
}

internal sealed record PlainIntervention(string Source, string Area, string Id, string Plan, string PurposeGroup, InterventionStatus Status, DateOnly From, DateOnly? To) : PlainItem(Source, Area, Id)
{
    public decimal? WeeklyHours { get; init; }
    public bool Obligatory { get; init; } = true;
    public IReadOnlyList<string> Demands { get; init; } = [];
    public IReadOnlyList<PlainRequirement> Requires { get; init; } = [];
}

/// <param name="Ref">An intervention id of the same source, or <c>source:id</c>.</param>
internal sealed record PlainRequirement(string Ref, RequirementStrength Strength);

internal sealed record PlainRestriction(string Source, string Area, string Id, RestrictionKind Kind, DateOnly From, DateOnly? To) : PlainItem(Source, Area, Id)
{
    public decimal Hours { get; init; }
    public string? Demand { get; init; }
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];
    public TimeOnly Start { get; init; }
    public TimeOnly End { get; init; }
}

internal sealed record PlainAppointment(string Source, string Area, string Id, DateTimeOffset Start, DateTimeOffset End, AppointmentMode Mode, AppointmentStatus Status) : PlainItem(Source, Area, Id)
{
    public string? Place { get; init; }
    public bool Mandatory { get; init; }
    public bool Leisure { get; init; }
    public bool Decision { get; init; }
    public IReadOnlyList<string>? Invited { get; init; }
    public IReadOnlyList<string> Exemption { get; init; } = [];
    public bool NeedsSupport { get; init; }
    public string? Support { get; init; }
}

internal sealed record PlainContact(string Source, string Area, string Id, DateOnly? From, DateOnly? To) : PlainItem(Source, Area, Id)
{
    public string? Person { get; init; }
    public string? Team { get; init; }
    public DateOnly? AbsentFrom { get; init; }
    public DateOnly? AbsentTo { get; init; }
    public string? Deputy { get; init; }
    public CoordinatorKind Coordinator { get; init; }
    public DateOnly CoordinatorFrom { get; init; }
    public DateOnly? CoordinatorTo { get; init; }
    public bool Adopted { get; init; }
}

internal sealed record PlainAssignment(string Person, DateOnly From, DateOnly? To);

internal sealed record PlainPerson(string Source, string Area, string Id, PortalAccess Portal, DateOnly? PortalUntil, bool CustodyHolder, Protection Protection) : PlainItem(Source, Area, Id)
{
    /// <summary>In the tests any word.</summary>
    public string? Cpr { get; init; }
    public string Who => Cpr ?? Name;
}

/// <param name="Weeks"><c>even</c>, <c>odd</c>, or weeks such as <c>2026-W41</c>.</param>
internal sealed record PlainResidence(string Source, string Party, string Place, IReadOnlyList<string> Weeks);

internal sealed record PlainConsent(string Source, string Area, string Id, IReadOnlyList<string> From, IReadOnlyList<string> To, string GivenBy, DateOnly GivenAt, DateOnly? ValidTo, DateOnly? RevokedAt) : PlainItem(Source, Area, Id);

internal sealed record PlainAssessment(string Source, string Area, string Id, string Theme, AssessmentScale Scale, int Level, DateOnly Date, string Unit) : PlainItem(Source, Area, Id);

internal sealed record PlainMilestone(string Source, string Area, string Id, string Plan, string Key, MilestoneKind Kind, DateOnly Due) : PlainItem(Source, Area, Id);

internal sealed record PlainPower(string Source, string Area, string Id, DateOnly ValidTo) : PlainItem(Source, Area, Id);

internal sealed record PlainDecision(string Source, string Area, string Id, string? ServiceGroup, DateOnly From, DateOnly? To) : PlainItem(Source, Area, Id)
{
    public IReadOnlyList<(string Key, string Value)> Requires { get; init; } = [];
    public IReadOnlyList<(string Key, string Value)> Sets { get; init; } = [];
}

internal sealed record PlainAgreement(string Source, string Area, string Id, string? Owner, DateOnly? Due, bool Done) : PlainItem(Source, Area, Id);

internal sealed record PlainTravel(string A, string B, int Minutes);
