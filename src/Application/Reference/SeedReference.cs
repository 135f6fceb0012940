using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Reference;

/// <summary>
/// Reference data as the program is shipped with: what a new database is filled with, and what <c>check</c> judges by.
/// Read by hand, not by reflection, because <c>check</c> starts and ends in a fraction of a second.
/// </summary>
public static class SeedReference
{
    private static readonly Lazy<ReferenceSnapshot> Loaded = new(Load);

    /// <summary>Plan types, areas, codes and limits; no travel times, which belong to a municipality's places.</summary>
    public static ReferenceSnapshot Snapshot => Loaded.Value;

    /// <summary>One of the seed files, by name without extension; the caller disposes it.</summary>
    public static JsonDocument Open(string name)
    {
        using var stream = typeof(SeedReference).Assembly.GetManifestResourceStream(name + ".json")
            ?? throw new InvalidOperationException($"The seed file {name}.json is not in the program.");
        return JsonDocument.Parse(stream);
    }

    private static ReferenceSnapshot Load()
    {
        using var planTypes = Open("plan-types");
        using var areas = Open("core-areas");
        using var codes = Open("codes");
        using var names = Open("code-names");
        using var looks = Open("area-looks");
        var limits = LimitsOf(codes.RootElement.GetProperty("limits"));
        return new ReferenceSnapshot
        {
            PlanTypes = planTypes.RootElement.GetProperty("planTypes").EnumerateArray().Select(PlanTypeOf)
                .ToFrozenDictionary(type => type.Code, StringComparer.Ordinal),
            CoreAreas = areas.RootElement.GetProperty("coreAreas").EnumerateArray().Select(area => AreaOf(area, looks.RootElement))
                .ToFrozenDictionary(area => area.Code, StringComparer.Ordinal),
            Themes = Words(codes, "themes"),
            PurposeGroups = Words(codes, "purposeGroups"),
            Demands = Words(codes, "demands"),
            OpposingDirections = [.. codes.RootElement.GetProperty("opposingDirections").EnumerateArray()
                .Select(pair => (DirectionOf(pair[0]), DirectionOf(pair[1])))],
            Limits = limits,
            Travel = new TravelTimes(
                [],
                codes.RootElement.GetProperty("limits").GetProperty("defaultTravelMinutes").GetInt32(),
                codes.RootElement.GetProperty("limits").GetProperty("travelBufferMinutes").GetInt32()),
            Names = NamesOf(names.RootElement),
        };
    }

    private static FrozenDictionary<string, (string Da, string En)> NamesOf(JsonElement kinds) => kinds.EnumerateObject()
        .SelectMany(kind => kind.Value.EnumerateObject(), (kind, name) => (kind, name))
        .ToFrozenDictionary(
            x => x.kind.Name + ":" + x.name.Name,
            x => (x.name.Value[0].GetString()!, x.name.Value[1].GetString()!),
            StringComparer.Ordinal);

    private static FrozenSet<string> Words(JsonDocument codes, string list) =>
        codes.RootElement.GetProperty(list).EnumerateArray().Select(code => code.GetString()!).ToFrozenSet(StringComparer.Ordinal);

    private static GoalDirection DirectionOf(JsonElement word) => Word<GoalDirection>.Parse(word.GetString()!);

    private static PlanType PlanTypeOf(JsonElement row) => new()
    {
        Code = row.GetProperty("code").GetString()!,
        Name = row.GetProperty("name").GetString()!,
        LegalBasis = row.GetProperty("legalBasis").GetString()!,
        OwnerDomain = row.GetProperty("ownerDomain").GetString()!,
        NeedsCitizenVoice = Flag(row, "needsCitizenVoice"),
        NeedsFollowUp = Flag(row, "needsFollowUp"),
        FollowUpMonths = Number(row, "followUpMonths"),
        CreateWithinDays = Number(row, "createWithinDays"),
        ValidTo = Date(row, "validTo"),
        LegacyAllowed = Flag(row, "legacyAllowed"),
        OwnerChangesOn = Date(row, "ownerChangesOn"),
        NewOwner = Text(row, "newOwner"),
        ExclusiveWith = row.TryGetProperty("exclusiveWith", out var others) ? [.. others.EnumerateArray().Select(other => other.GetString()!)] : [],
        Replaceable = Flag(row, "replaceable"),
        ReplacesPlans = Flag(row, "replacesPlans"),
        External = Flag(row, "external"),
        Sensitivity = Text(row, "sensitivity") is { } word ? Word<Sensitivity>.Parse(word) : Sensitivity.Normal,
        Kle = Text(row, "kle"),
    };

    private static CoreArea AreaOf(JsonElement row, JsonElement looks) => new(
        row.GetProperty("code").GetString()!,
        row.GetProperty("name").GetString()!,
        row.GetProperty("domain").GetString()!,
        Date(row, "validFrom")!.Value,
        Date(row, "validTo"))
    {
        Colour = looks.GetProperty(row.GetProperty("code").GetString()!).GetProperty("colour").GetInt32(),
        Icon = looks.GetProperty(row.GetProperty("code").GetString()!).GetProperty("icon").GetString()!,
    };

    private static Limits LimitsOf(JsonElement limits) => new()
    {
        InPersonPerWeek = limits.GetProperty("inPersonPerWeek").GetInt32(),
        InPersonPerDay = limits.GetProperty("inPersonPerDay").GetInt32(),
        InPersonHoursPerDay = limits.GetProperty("inPersonHoursPerDay").GetInt32(),
        ActiveContacts = limits.GetProperty("activeContacts").GetInt32(),
        ConsentExpiryDays = limits.GetProperty("consentExpiryDays").GetInt32(),
        MandateExpiryDays = limits.GetProperty("mandateExpiryDays").GetInt32(),
        TransitionDays = limits.GetProperty("transitionDays").GetInt32(),
        OwnerChangeDays = limits.GetProperty("ownerChangeDays").GetInt32(),
        AgeThresholdDays = limits.GetProperty("ageThresholdDays").GetInt32(),
        HandoverDays = limits.GetProperty("handoverDays").GetInt32(),
        AbsenceDays = limits.GetProperty("absenceDays").GetInt32(),
        SilenceDays = limits.GetProperty("silenceDays").GetInt32(),
        AssessmentDays = limits.GetProperty("assessmentDays").GetInt32(),
        AssessmentDelta = limits.GetProperty("assessmentDelta").GetInt32(),
        SupportSoonDays = limits.GetProperty("supportSoonDays").GetInt32(),
        MissedLookbackDays = limits.GetProperty("missedLookbackDays").GetInt32(),
        NoPlanGraceDays = limits.GetProperty("noPlanGraceDays").GetInt32(),
        HorizonDays = limits.GetProperty("horizonDays").GetInt32(),
    };

    private static bool Flag(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.GetBoolean();

    private static int? Number(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetInt32() : null;

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateOnly? Date(JsonElement row, string name) => Text(row, name) is { } text
        ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;
}
