using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>The optional fields of a citizen. A field told as null is told: it says that there is none.</summary>
[Flags]
public enum CitizenFields : byte
{
    None = 0,
    Protection = 1,
    HomePlace = 2,
    Language = 4,
    DigitalPostExempt = 8,
    CoordinatorDeclinedUntil = 16,
    LastContactOn = 32,
    Limits = 64,
}

/// <summary>What a document says of the citizen in person. <see cref="Told"/> says which optional fields it has.</summary>
public sealed class CitizenRecord
{
    public Cpr Cpr { get; internal set; }

    public string GivenName { get; internal set; } = "";

    public string FamilyName { get; internal set; } = "";

    public DateOnly BirthDate { get; internal set; }

    public CitizenFields Told { get; internal set; }

    public Protection Protection { get; internal set; }

    public string? HomePlace { get; internal set; }

    public string? Language { get; internal set; }

    public bool DigitalPostExempt { get; internal set; }

    public DateOnly? CoordinatorDeclinedUntil { get; internal set; }

    public DateOnly? LastContactOn { get; internal set; }

    /// <summary>All four fields are null when <see cref="Told"/> lacks Limits; when it has Limits, the object replaces the earlier one.</summary>
    public CitizenLimitsRecord Limits { get; internal set; } = CitizenLimitsRecord.None;

    public bool Tells(CitizenFields field) => (Told & field) != 0;

    internal void Clear()
    {
        Cpr = default;
        GivenName = "";
        FamilyName = "";
        BirthDate = default;
        Told = CitizenFields.None;
        Protection = Protection.None;
        HomePlace = null;
        Language = null;
        DigitalPostExempt = false;
        CoordinatorDeclinedUntil = null;
        LastContactOn = null;
        Limits = CitizenLimitsRecord.None;
    }
}

/// <summary>What this citizen can bear, where it differs from the municipality's limits.</summary>
public sealed record CitizenLimitsRecord
{
    public static CitizenLimitsRecord None { get; } = new();

    public int? InPersonPerWeek { get; init; }

    public int? InPersonPerDay { get; init; }

    public int? ActiveContacts { get; init; }

    public bool? PrefersBundledDays { get; init; }
}
