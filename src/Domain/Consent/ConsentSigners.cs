using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Consent;

/// <summary>
/// Who must say yes. The citizen from 15 on; before that everybody who has custody. A plan that replaces a young person's plan takes both
/// (barnets lov § 110). For somebody who has a guardian it is the guardian.
/// </summary>
public static class ConsentSigners
{
    /// <summary>The word for the citizen; all others are <c>source:id</c> of a person of the network.</summary>
    public const string Citizen = "citizen";

    private const int OwnConsentAge = 15;
    public const int AdultAge = 18;

    /// <returns>Each of them, in order; none where nobody is known who may.</returns>
    public static IReadOnlyList<string> Of(CourseBuilder course, ConsentKind kind, DateOnly today)
    {
        var age = course.Citizen.AgeOn(today);
        if (age >= AdultAge)
        {
            return Guardian(course, today) is { } guardian ? [guardian] : [Citizen];
        }
        var custody = Custody(course);
        if (age < OwnConsentAge)
        {
            return custody;
        }
        return kind == ConsentKind.PlanReplacement ? custody.Count == 0 ? [] : [Citizen, .. custody] : [Citizen];
    }

    /// <summary>The last day for which they can agree: what is given for a child ends with childhood.</summary>
    public static DateOnly? LastDay(CourseBuilder course, IReadOnlyList<string> signers, DateOnly today) =>
        course.Citizen.AgeOn(today) < AdultAge && signers.Any(signer => signer != Citizen) ? course.Citizen.Birthday(AdultAge).AddDays(-1) : null;

    /// <summary>Somebody told of by two sources is one person, where both tell the CPR number.</summary>
    private static List<string> Custody(CourseBuilder course)
    {
        var found = new List<string>();
        var known = new HashSet<long>();
        foreach (ref readonly var person in course.Network.Span)
        {
            if (person.CustodyHolder && (person.Person == 0 || known.Add(person.Person)))
            {
                found.Add(person.Key.ToString());
            }
        }
        return found;
    }

    private static string? Guardian(CourseBuilder course, DateOnly today)
    {
        foreach (ref readonly var power in course.PowersOfAttorney.Span)
        {
            if (power.Kind == PowerOfAttorneyKind.Guardianship && !(power.ValidTo < today))
            {
                return power.Holder.Contains(':', StringComparison.Ordinal) ? power.Holder : $"{power.Key.Source}:{power.Holder}";
            }
        }
        return null;
    }
}
