using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>
/// The citizen as one source tells of them. Each fact has its own time: told later, it is taken; told as null, there is none; left
/// out by a later snapshot, the source no longer tells it, and by a patch, it stays. Limits stay until they are told anew.
/// </summary>
internal sealed class TellingOfCitizen
{
    public Fact<Protection> Protection;
    public Fact<string?> HomePlace;
    public Fact<DateOnly?> CoordinatorDeclinedUntil;
    public Fact<DateOnly?> LastContactOn;
    public Fact<CitizenLimitsRecord> Limits;

    public void Take(CourseDocument document)
    {
        var citizen = document.Citizen;
        Protection.Take(document, citizen.Tells(CitizenFields.Protection), citizen.Protection);
        HomePlace.Take(document, citizen.Tells(CitizenFields.HomePlace), citizen.HomePlace);
        CoordinatorDeclinedUntil.Take(document, citizen.Tells(CitizenFields.CoordinatorDeclinedUntil), citizen.CoordinatorDeclinedUntil);
        LastContactOn.Take(document, citizen.Tells(CitizenFields.LastContactOn), citizen.LastContactOn);
        if (citizen.Tells(CitizenFields.Limits))
        {
            Limits.Take(document, true, citizen.Limits);
        }
    }
}

/// <summary>One thing that a source tells, and when it told it.</summary>
internal struct Fact<T>
{
    public DateTimeOffset? At;
    public T? Value;

    public void Take(CourseDocument document, bool tells, T value)
    {
        if (At > document.ExportedAt || (!tells && document.Mode == DocumentMode.Patch))
        {
            return;
        }
        At = tells ? document.ExportedAt : null;
        Value = tells ? value : default;
    }
}

/// <summary>
/// The citizen as all sources together tell of them: home and limits as told last, the strictest protection, the latest of the two
/// dates. Told at the same moment, the source whose name sorts last counts, so that the order of arrival does not.
/// </summary>
internal static class CitizenMerge
{
    public static void Fill(ref CitizenFacts citizen, DateOnly birthDate, IEnumerable<SourceTelling> sources)
    {
        citizen = new CitizenFacts { BirthDate = birthDate };
        var limits = CitizenLimitsRecord.None;
        var homeAt = DateTimeOffset.MinValue;
        var limitsAt = DateTimeOffset.MinValue;
        foreach (var source in sources.OrderBy(source => source.Source, StringComparer.Ordinal))
        {
            var told = source.Citizen;
            citizen.Protection = told.Protection.Value > citizen.Protection ? told.Protection.Value : citizen.Protection;
            citizen.CoordinatorDeclinedUntil = Later(citizen.CoordinatorDeclinedUntil, told.CoordinatorDeclinedUntil.Value);
            citizen.LastContactOn = Later(citizen.LastContactOn, told.LastContactOn.Value);
            if (told.HomePlace.At >= homeAt)
            {
                homeAt = told.HomePlace.At.Value;
                citizen.HomePlace = told.HomePlace.Value;
            }
            if (told.Limits.At >= limitsAt)
            {
                limitsAt = told.Limits.At.Value;
                limits = told.Limits.Value!;
            }
        }
        citizen.InPersonPerWeek = limits.InPersonPerWeek;
        citizen.InPersonPerDay = limits.InPersonPerDay;
        citizen.ActiveContacts = limits.ActiveContacts;
        citizen.PrefersBundledDays = limits.PrefersBundledDays ?? false;
    }

    private static DateOnly? Later(DateOnly? a, DateOnly? b) => a is null || b > a ? b : a;
}
