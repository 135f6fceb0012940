using System.Globalization;
using System.Text.RegularExpressions;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>
/// Fills the limits of the day into what a rule says of itself: <c>{silenceDays}</c> and the other names of <see cref="Limits"/>,
/// <c>{defaultMinutes}</c> and <c>{bufferMinutes}</c> of <see cref="TravelTimes"/>. A municipality sets them, so no text may hold the numbers.
/// </summary>
public static partial class RuleLimits
{
    public static string Fill(string text, Limits limits, TravelTimes travel) =>
        Placeholder().Replace(text, found => Of(found.Groups[1].Value, limits, travel).ToString(CultureInfo.InvariantCulture));

    private static int Of(string name, Limits limits, TravelTimes travel) => name switch
    {
        "inPersonPerWeek" => limits.InPersonPerWeek,
        "inPersonPerDay" => limits.InPersonPerDay,
        "inPersonHoursPerDay" => limits.InPersonHoursPerDay,
        "activeContacts" => limits.ActiveContacts,
        "consentExpiryDays" => limits.ConsentExpiryDays,
        "mandateExpiryDays" => limits.MandateExpiryDays,
        "transitionDays" => limits.TransitionDays,
        "ownerChangeDays" => limits.OwnerChangeDays,
        "ageThresholdDays" => limits.AgeThresholdDays,
        "handoverDays" => limits.HandoverDays,
        "absenceDays" => limits.AbsenceDays,
        "silenceDays" => limits.SilenceDays,
        "assessmentDays" => limits.AssessmentDays,
        "assessmentDelta" => limits.AssessmentDelta,
        "supportSoonDays" => limits.SupportSoonDays,
        "missedLookbackDays" => limits.MissedLookbackDays,
        "noPlanGraceDays" => limits.NoPlanGraceDays,
        "followUpSevereDays" => limits.FollowUpSevereDays,
        "defaultMinutes" => travel.DefaultMinutes,
        "bufferMinutes" => travel.BufferMinutes,
        _ => throw new KeyNotFoundException($"There is no limit called {name}."),
    };

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();
}
