using System.Collections.Frozen;
using System.Globalization;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests;

/// <summary>
/// Begins a course that speaks the domain, valid by default: <c>A.Course("2026-10-05").Plan("P1", status: …)</c>.
/// Items say only what matters to the test. Without more they belong to source <c>social</c> and area <c>SIU</c>, and a plan is
/// an active one since January 2026 of a type that asks for nothing (EXT).
/// </summary>
internal static class A
{
    public const string Social = "social";
    public const string Health = "sundhed";
    public const string Jobs = "jobcenter";

    /// <summary>Plan types by code, as in the seed.</summary>
    private static readonly PlanType[] PlanTypes =
    [
        Type("SEL141", "social", voice: true, followUp: true),
        Type("BL91", "childrenSchool", voice: true, followUp: true) with { CreateWithinDays = 92 },
        Type("BL108", "childrenSchool", voice: true, followUp: true) with { CreateWithinDays = 92 },
        Type("LAB40MP", "employment", voice: true, followUp: true) with { ValidTo = Day("2026-12-31"), LegacyAllowed = true },
        Type("JOBPLAN", "employment") with { ValidTo = Day("2019-12-31") },
        Type("SUL140", "healthElderly", followUp: true),
        Type("SUL119", "healthElderly", followUp: true) with { OwnerChangesOn = Day("2027-01-01"), NewOwner = "Regionen" },
        Type("ÆL10", "healthElderly", voice: true, followUp: true) with { ExclusiveWith = ["SEL83", "SEL86"] },
        Type("SEL83", "healthElderly", followUp: true),
        Type("SEL86", "healthElderly", followUp: true),
        Type("AID", "social", followUp: true),
        Type("EXT", "external") with { External = true },
    ];

    private static readonly string[] Areas = ["LOT", "AKB", "AHL", "SIU", "VOB", "KOF", "REG"];

    public static ReferenceSnapshot Reference { get; } = new()
    {
        PlanTypes = PlanTypes.ToFrozenDictionary(type => type.Code),
        CoreAreas = Areas.ToFrozenDictionary(code => code, code => new CoreArea(code, "Område " + code, "any", Day("2014-01-01"), null)),
        Themes = FrozenSet.Create("health", "mobility", "economy", "educationAndWork", "selfCare.bathing"),
        PurposeGroups = FrozenSet.Create("everydayStructure", "physicalTraining", "mentoring", "education"),
        Demands = FrozenSet.Create("high-load-left-hip", "stairs", "noise"),
        OpposingDirections =
        [
            (GoalDirection.Increase, GoalDirection.Limit),
            (GoalDirection.Develop, GoalDirection.Compensate),
            (GoalDirection.Develop, GoalDirection.Limit),
        ],
        Limits = Limits.Seed,
        Travel = TravelTimes.Empty,
    };

    /// <summary>The same reference data with other limits.</summary>
    public static ReferenceSnapshot ReferenceWith(Limits limits) => new()
    {
        PlanTypes = Reference.PlanTypes,
        CoreAreas = Reference.CoreAreas,
        Themes = Reference.Themes,
        PurposeGroups = Reference.PurposeGroups,
        Demands = Reference.Demands,
        OpposingDirections = Reference.OpposingDirections,
        Limits = limits,
        Travel = Reference.Travel,
        Names = Reference.Names,
    };

    /// <summary>A citizen's course judged on a day; add what is in it.</summary>
    public static CourseUnderTest Course(string asOf, int horizonDays = 28) => new(Day(asOf), horizonDays);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? DayOrNone(string? day) => day is null ? null : Day(day);

    /// <summary>From and to (null is open), both ends included.</summary>
    public static Days Days(string from, string? to) => Domain.Courses.Days.Of(Day(from), DayOrNone(to));

    private static PlanType Type(string code, string domain, bool voice = false, bool followUp = false) => new()
    {
        Code = code,
        Name = "Plan " + code,
        LegalBasis = "Test",
        OwnerDomain = domain,
        NeedsCitizenVoice = voice,
        NeedsFollowUp = followUp,
    };
}
