namespace Sammenhaeng.Domain.Courses;

/// <summary>A kind of plan by law or local standard: dated reference data, never an enum, because law moves.</summary>
public sealed record PlanType
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string LegalBasis { get; init; }
    public required string OwnerDomain { get; init; }
    public bool NeedsCitizenVoice { get; init; }
    public bool NeedsFollowUp { get; init; }
    public int? FollowUpMonths { get; init; }
    /// <summary>Days from the decision within which the plan must be ready.</summary>
    public int? CreateWithinDays { get; init; }
    /// <summary>Last day on which the law behind it is in force.</summary>
    public DateOnly? ValidTo { get; init; }
    public bool LegacyAllowed { get; init; }
    /// <summary>The day another authority takes over.</summary>
    public DateOnly? OwnerChangesOn { get; init; }
    public string? NewOwner { get; init; }
    public IReadOnlyList<string> ExclusiveWith { get; init; } = [];
    public bool Replaceable { get; init; }
    public bool ReplacesPlans { get; init; }
    public bool External { get; init; }
    public Sensitivity Sensitivity { get; init; }
    public string? Kle { get; init; }

    /// <summary>Declared by either of the two.</summary>
    public bool Excludes(PlanType other) => ExclusiveWith.Contains(other.Code) || other.ExclusiveWith.Contains(Code);
}
