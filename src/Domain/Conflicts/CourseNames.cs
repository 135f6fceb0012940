using System.Globalization;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>Names the subjects of conflicts from the rows of a citizen's course, as far as the mask lets them be seen.</summary>
public sealed class CourseNames(CourseBuilder course, CourseMask mask, ReferenceSnapshot reference) : ISubjectNames
{
    private static readonly Dictionary<string, Bilingual> Hidden = new(StringComparer.Ordinal)
    {
        [nameof(SubjectKind.Appointment)] = new("en anden tid", "another appointment"),
        [nameof(SubjectKind.Plan)] = new("en plan i et andet område", "a plan in another area"),
        [nameof(SubjectKind.Goal)] = new("et mål i en anden plan", "a goal in another plan"),
        [nameof(SubjectKind.Intervention)] = new("en indsats i en anden plan", "an intervention in another plan"),
        [nameof(SubjectKind.Restriction)] = new("et skånehensyn", "a functional restriction"),
        [nameof(SubjectKind.Milestone)] = new("en frist i en anden plan", "a deadline in another plan"),
        [nameof(SubjectKind.Assessment)] = new("en vurdering i et andet område", "an assessment in another area"),
        [nameof(SubjectKind.Decision)] = new("en afgørelse i et andet område", "a decision in another area"),
        [nameof(SubjectKind.Agreement)] = new("en aftale i et andet område", "an agreement in another area"),
        [nameof(SubjectKind.Person)] = new("en person i netværket", "a person in the network"),
        [nameof(SubjectKind.Consent)] = new("et samtykke", "a consent"),
        [nameof(SubjectKind.PowerOfAttorney)] = new("en fuldmagt", "a power of attorney"),
        [nameof(SubjectKind.Contact)] = new("en kontaktperson i et andet område", "a contact in another area"),
        [nameof(SubjectKind.Area)] = new("et andet område", "another area"),
    };

    public string? TitleOf(Subject subject, Language language) => subject.Kind switch
    {
        SubjectKind.Citizen => language == Language.Da ? "borgeren" : "the citizen",
        SubjectKind.Week => (language == Language.Da ? "uge " : "week ") + int.Parse(subject.Id.AsSpan(6), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        SubjectKind.Date => DateOnly.ParseExact(subject.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            .ToString(language == Language.Da ? "d. MMMM yyyy" : "d MMMM yyyy", CultureInfo.GetCultureInfo(language == Language.Da ? "da-DK" : "en-GB")),
        SubjectKind.Area => mask.KnowsArea(subject.Id) ? NameOf("area", subject.Id, language) : null,
        _ => mask.Text(TitleOfItem(new ItemKey(subject.Source ?? "", subject.Id), subject.Kind, language)),
    };

    public bool ShowsPlaceOf(Subject subject)
    {
        foreach (ref readonly var x in course.Appointments.Span)
        {
            if (x.Key.Id == subject.Id && x.Key.Source == subject.Source)
            {
                return mask.SeesPlace(x);
            }
        }
        return false;
    }

    public string NameOf(string kind, string code, Language language)
    {
        if (kind == "hidden")
        {
            return Hidden.TryGetValue(code, out var hidden) ? hidden.In(language) : language == Language.Da ? "noget andet" : "something else";
        }
        if (kind == "area")
        {
            return reference.CoreAreas.TryGetValue(code, out var area) ? area.Name : code;
        }
        if (kind == "planType")
        {
            return reference.PlanTypes.TryGetValue(code, out var type) ? type.Name : code;
        }
        return reference.Names.TryGetValue(kind + ":" + code, out var name) ? language == Language.Da ? name.Da : name.En : code;
    }

    private string? TitleOfItem(ItemKey key, SubjectKind kind, Language language)
    {
        switch (kind)
        {
            case SubjectKind.Appointment:
                foreach (ref readonly var x in course.Appointments.Span) { if (x.Key == key) { return mask.Sees(DataClassWords.Of(kind), x.Area, x.Plan) ? x.Title : null; } }
                break;
            case SubjectKind.Plan:
                for (var i = 0; i < course.Plans.Count; i++) { if (course.Plans[i].Key == key) { return mask.SeesPlan(i) ? course.Plans[i].Title : null; } }
                break;
            case SubjectKind.Goal:
                foreach (ref readonly var x in course.Goals.Span) { if (x.Key == key) { return mask.Sees(DataClassWords.Of(kind), x.Area, x.Plan) ? Quoted(x.Text) : null; } }
                break;
            case SubjectKind.Intervention:
                foreach (ref readonly var x in course.Interventions.Span) { if (x.Key == key) { return mask.Sees(DataClassWords.Of(kind), x.Area, x.Plan) ? x.Title : null; } }
                break;
            case SubjectKind.Milestone:
                foreach (ref readonly var x in course.Milestones.Span) { if (x.Key == key) { return mask.Sees(DataClassWords.Of(kind), x.Area, x.Plan) ? x.Title : null; } }
                break;
            case SubjectKind.Restriction:
                foreach (ref readonly var x in course.Restrictions.Span) { if (x.Key == key) { return mask.SeesArea(x.Area) ? x.Statement ?? NameOf("restrictionKind", Word<RestrictionKind>.Of(x.Kind), language) : null; } }
                break;
            default:
                return TitleOfFact(key, kind, language);
        }
        return null;
    }

    private string? TitleOfFact(ItemKey key, SubjectKind kind, Language language)
    {
        switch (kind)
        {
            case SubjectKind.Assessment:
                foreach (ref readonly var x in course.Assessments.Span) { if (x.Key == key) { return mask.SeesArea(x.Area) ? NameOf("theme", x.Theme, language) + " (" + x.Unit + ")" : null; } }
                break;
            case SubjectKind.Decision:
                foreach (ref readonly var x in course.Decisions.Span) { if (x.Key == key) { return mask.SeesArea(x.Area) ? x.Title : null; } }
                break;
            case SubjectKind.Agreement:
                foreach (ref readonly var x in course.Agreements.Span) { if (x.Key == key) { return mask.SeesArea(x.Area) ? x.Text : null; } }
                break;
            case SubjectKind.Consent:
                foreach (ref readonly var x in course.Consents.Span) { if (x.Key == key) { return mask.SeesConsent(x) ? ConsentTitle(x, language) : null; } }
                break;
            case SubjectKind.Person:
                return PersonName(key);
            case SubjectKind.PowerOfAttorney:
                foreach (ref readonly var x in course.PowersOfAttorney.Span) { if (x.Key == key && mask.SeesArea(x.Area)) { return NameOf("powerOfAttorneyKind", Word<PowerOfAttorneyKind>.Of(x.Kind), language); } }
                break;
            case SubjectKind.Contact:
                for (var i = 0; i < course.Contacts.Count; i++) { if (course.Contacts[i].Key == key) { return mask.SeesContact(i) ? course.Contacts[i].Name : null; } }
                break;
            default:
                break;
        }
        return null;
    }

    /// <summary>A protected person is named by the relation alone (CPR-loven § 28).</summary>
    private string? PersonName(ItemKey key)
    {
        foreach (ref readonly var person in course.Network.Span)
        {
            if (person.Key == key)
            {
                return person.Protection == Protection.None ? person.Name : person.Relation;
            }
        }
        return null;
    }

    private string ConsentTitle(in ConsentItem consent, Language language)
    {
        var from = string.Join(", ", consent.FromAreas.Select(area => NameOf("area", area, language)));
        var to = string.Join(", ", consent.ToAreas.Select(area => NameOf("area", area, language)));
        return language == Language.Da ? $"samtykket fra {from} til {to}" : $"the consent from {from} to {to}";
    }

    private static string? Quoted(string? text) => text is null ? null : "»" + text + "«";
}
