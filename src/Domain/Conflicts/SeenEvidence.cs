using System.Globalization;
using System.Text.Json;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>
/// Tells whether a viewer may read the raw facts of a conflict: every item they name (<c>source:id</c>) must be one the viewer sees.
/// One that is not known any more is not shown either.
/// </summary>
public sealed class SeenEvidence
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);

    public SeenEvidence(CourseBuilder course, CourseMask mask)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(mask);
        for (var i = 0; i < course.Plans.Count; i++)
        {
            Add(course.Plans[i].Key, mask.SeesPlan(i));
        }
        for (var i = 0; i < course.Contacts.Count; i++)
        {
            Add(course.Contacts[i].Key, mask.SeesContact(i));
        }
        foreach (ref readonly var x in course.Goals.Span) { Add(x.Key, mask.Sees(DataClasses.Goals, x.Area, x.Plan)); }
        foreach (ref readonly var x in course.Interventions.Span) { Add(x.Key, mask.Sees(DataClasses.Interventions, x.Area, x.Plan)); }
        foreach (ref readonly var x in course.Appointments.Span) { Add(x.Key, mask.Sees(DataClasses.Appointments, x.Area, x.Plan)); }
        foreach (ref readonly var x in course.Milestones.Span) { Add(x.Key, mask.Sees(DataClasses.Plan, x.Area, x.Plan)); }
        foreach (ref readonly var x in course.Restrictions.Span) { Add(x.Key, mask.SeesArea(x.Area)); }
        foreach (ref readonly var x in course.Decisions.Span) { Add(x.Key, mask.SeesArea(x.Area)); }
        foreach (ref readonly var x in course.Agreements.Span) { Add(x.Key, mask.SeesArea(x.Area)); }
        foreach (ref readonly var x in course.Assessments.Span) { Add(x.Key, mask.SeesArea(x.Area)); }
        foreach (ref readonly var x in course.Consents.Span) { Add(x.Key, mask.SeesConsent(x)); }
        foreach (ref readonly var x in course.Network.Span) { Add(x.Key, mask.KnowsSource(x.Key.Source)); }
    }

    public bool Shows(string evidence)
    {
        using var facts = JsonDocument.Parse(evidence);
        return Shows(facts.RootElement);
    }

    private bool Shows(JsonElement fact) => fact.ValueKind switch
    {
        JsonValueKind.Object => fact.EnumerateObject().All(one => Shows(one.Value)),
        JsonValueKind.Array => fact.EnumerateArray().All(Shows),
        JsonValueKind.String => fact.GetString()!.Split('>').All(IsSeen),
        _ => true,
    };

    private bool IsSeen(string text) =>
        !text.Contains(':', StringComparison.Ordinal)
        || DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        || (_seen.Contains(text) && !_hidden.Contains(text));

    private void Add(ItemKey key, bool isSeen) => (isSeen ? _seen : _hidden).Add(key.ToString());
}
