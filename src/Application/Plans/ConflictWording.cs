using System.Globalization;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

/// <summary>Puts conflicts into words for one viewer, and finds the areas and the time they are about.</summary>
internal sealed class ConflictWording(CourseBuilder course, CourseMask mask, ReferenceSnapshot reference, ShownKeys keys, Language language)
{
    /// <summary>Of those that are over.</summary>
    private const int MostOver = 20;

    private readonly CourseNames _names = new(course, mask, reference);

    private ConflictTexts Texts => field ??= new ConflictTexts(_names, language);

    /// <summary>The gravest first, then the soonest, numbered from 1.</summary>
    public IReadOnlyList<ConflictLine> Open(IEnumerable<ConflictRow> conflicts) =>
    [
        .. conflicts.Where(conflict => conflict.IsOpen && mask.IsCompared(conflict.Subjects)).Select(Line)
            .OrderByDescending(line => line.Severity)
            .ThenBy(line => line.When?.From ?? DateOnly.MaxValue)
            .ThenBy(line => line.Fingerprint, StringComparer.Ordinal)
            .Select((line, index) => line with { Number = index + 1 }),
    ];

    /// <summary>Those left standing for a reason, and the newest of those that are over.</summary>
    public IReadOnlyList<ConflictLine> Closed(IReadOnlyCollection<ConflictRow> conflicts) =>
    [
        .. conflicts.Where(conflict => conflict.State == ConflictState.Accepted && mask.IsCompared(conflict.Subjects)).Select(Line),
        .. conflicts.Where(conflict => !conflict.IsOpen && conflict.State != ConflictState.Accepted && mask.IsCompared(conflict.Subjects))
            .OrderByDescending(conflict => conflict.LastSeenAt ?? DateTimeOffset.MaxValue).Take(MostOver).Select(Line),
    ];

    /// <summary>The number it has among the open ones, as on the citizen's pages; 0 for one that is closed.</summary>
    public int NumberOf(IEnumerable<ConflictRow> conflicts, ConflictId id) =>
        Open(conflicts).FirstOrDefault(line => line.Id == id.Value)?.Number ?? 0;

    public ConflictLine Line(ConflictRow conflict)
    {
        var seesAll = Texts.SeesAll(conflict.Subjects, conflict.Evidence);
        return new ConflictLine
        {
            Id = conflict.Id?.Value,
            Number = 0,
            Rule = conflict.Rule,
            Fingerprint = conflict.Fingerprint,
            Severity = conflict.Severity,
            State = conflict.State,
            Title = Texts.Title(conflict.Rule),
            Explanation = Texts.Explanation(conflict.Rule, conflict.Subjects, conflict.Evidence),
            Why = Texts.Why(conflict.Rule),
            Condition = RuleLimits.Fill(RuleText.Of(conflict.Rule).Condition.In(language), reference.Limits, reference.Travel),
            WaysOut = Texts.WaysOut(conflict.Rule, conflict.Subjects, conflict.Evidence),
            Areas = Areas(conflict.Subjects),
            HidesSomething = !seesAll,
            When = When(conflict),
            FirstSeen = conflict.FirstSeen,
            Owner = ConflictOwner.NameOf(conflict, course, mask) ?? (ConflictOwner.IsHidden(conflict, course, mask) ? _names.NameOf("hidden", nameof(SubjectKind.Contact), language) : null),
            Due = conflict.Due,
            AcceptedUntil = conflict.AcceptedUntil,
            Reason = seesAll ? mask.Text(conflict.Reason) : null,
            ToCall = ToCall(conflict.Subjects),
            Subjects = keys.Of(conflict.Subjects, _names, mask),
        };
    }

    /// <summary>The owner of each plan involved, or the contact it is about.</summary>
    private PersonToCall[] ToCall(IReadOnlyList<Subject> subjects) =>
    [
        .. subjects.Select(ContactFor).Where(contact => contact >= 0 && mask.SeesContact(contact)).Distinct().Select(contact => course.Contacts[contact])
            .Select(contact => new PersonToCall(contact.Name ?? contact.Key.Id, contact.Role, reference.NameOf(contact.Area), contact.Phone)),
    ];

    private int ContactFor(Subject subject)
    {
        if (Find(subject) is not { } item || !mask.Sees(DataClassWords.Of(subject.Kind), item.Area, item.Plan))
        {
            return -1;
        }
        if (subject.Kind != SubjectKind.Contact)
        {
            return mask.SeesPlan(item.Plan) ? course.Plans[item.Plan].Owner : -1;
        }
        var key = new ItemKey(subject.Source ?? "", subject.Id);
        for (var i = 0; i < course.Contacts.Count; i++)
        {
            if (course.Contacts[i].Key == key)
            {
                return i;
            }
        }
        return -1;
    }

    private AreaName[] Areas(IReadOnlyList<Subject> subjects) =>
    [
        .. subjects.Select(subject => subject.Kind == SubjectKind.Area ? (mask.KnowsArea(subject.Id) ? subject.Id : null) : Find(subject) is { } item && mask.Sees(DataClassWords.Of(subject.Kind), item.Area, item.Plan) ? item.Area : null)
            .OfType<string>().Distinct().Select(reference.NameOf),
    ];

    /// <summary>Days of meetings count as they are; periods only where they meet.</summary>
    private Days? When(ConflictRow conflict)
    {
        var found = conflict.Subjects.Select(subject => Time(conflict.Rule, subject)).OfType<(Days Days, bool IsPoint)>().ToList();
        var points = found.Where(one => one.IsPoint).Select(one => one.Days).ToList();
        if (points.Count > 0)
        {
            return new Days(points.Min(days => days.From), points.Max(days => days.To));
        }
        if (found.Count == 0)
        {
            return null;
        }
        var meeting = new Days(found.Max(one => one.Days.From), found.Min(one => one.Days.To));
        return meeting.From <= meeting.To ? meeting : new Days(meeting.To, meeting.From);
    }

    private (Days Days, bool IsPoint)? Time(string rule, Subject subject) => subject.Kind switch
    {
        SubjectKind.Plan => PlanTime(rule, new ItemKey(subject.Source ?? "", subject.Id)),
        SubjectKind.Week => Week(subject.Id) is var week ? (new Days(week.Monday, week.Sunday), true) : null,
        SubjectKind.Date => DateOnly.ParseExact(subject.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture) is var day ? (new Days(day, day), true) : null,
        _ => Find(subject)?.Time,
    };

    /// <summary>A plan lasts; what bites is the day its follow-up or its end falls on, where the rule is about that.</summary>
    private (Days Days, bool IsPoint)? PlanTime(string rule, ItemKey key)
    {
        foreach (ref readonly var plan in course.Plans.Span)
        {
            if (plan.Key == key)
            {
                return rule switch
                {
                    "followup.overdue" => Point(plan.NextFollowUp),
                    "transition.gap" or "plan.expiredActive" => Point(plan.Period.End),
                    "legal.exclusivePlans" => (plan.Period, false),
                    _ => null,
                };
            }
        }
        return null;
    }

    private static IsoWeek Week(string id) =>
        new(int.Parse(id.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(id.AsSpan(6), CultureInfo.InvariantCulture));

    private (string Area, int Plan, (Days Days, bool IsPoint)? Time)? Find(Subject subject)
    {
        var key = new ItemKey(subject.Source ?? "", subject.Id);
        switch (subject.Kind)
        {
            case SubjectKind.Appointment:
                foreach (ref readonly var x in course.Appointments.Span) { if (x.Key == key) { return (x.Area, x.Plan, Point(x.Day)); } }
                break;
            case SubjectKind.Intervention:
                foreach (ref readonly var x in course.Interventions.Span) { if (x.Key == key) { return (x.Area, x.Plan, (x.Period, false)); } }
                break;
            case SubjectKind.Restriction:
                foreach (ref readonly var x in course.Restrictions.Span) { if (x.Key == key) { return (x.Area, -1, (x.Period, false)); } }
                break;
            case SubjectKind.Plan:
                for (var i = 0; i < course.Plans.Count; i++) { if (course.Plans[i].Key == key) { return (course.Plans[i].Area, i, null); } }
                break;
            case SubjectKind.Goal:
                foreach (ref readonly var x in course.Goals.Span) { if (x.Key == key) { return (x.Area, x.Plan, Point(x.Due)); } }
                break;
            default:
                return FindFact(key, subject.Kind);
        }
        return null;
    }

    private (string Area, int Plan, (Days Days, bool IsPoint)? Time)? FindFact(ItemKey key, SubjectKind kind)
    {
        switch (kind)
        {
            case SubjectKind.Milestone:
                foreach (ref readonly var x in course.Milestones.Span) { if (x.Key == key) { return (x.Area, x.Plan, Point(x.Due)); } }
                break;
            case SubjectKind.Assessment:
                foreach (ref readonly var x in course.Assessments.Span) { if (x.Key == key) { return (x.Area, -1, Point(x.Date)); } }
                break;
            case SubjectKind.Decision:
                foreach (ref readonly var x in course.Decisions.Span) { if (x.Key == key) { return (x.Area, -1, (x.Period, false)); } }
                break;
            case SubjectKind.Agreement:
                foreach (ref readonly var x in course.Agreements.Span) { if (x.Key == key) { return (x.Area, -1, Point(x.Due)); } }
                break;
            case SubjectKind.Consent:
                foreach (ref readonly var x in course.Consents.Span) { if (x.Key == key) { return (x.Area, -1, Point(x.ValidTo)); } }
                break;
            case SubjectKind.PowerOfAttorney:
                foreach (ref readonly var x in course.PowersOfAttorney.Span) { if (x.Key == key) { return (x.Area, -1, Point(x.ValidTo)); } }
                break;
            case SubjectKind.Contact:
                foreach (ref readonly var x in course.Contacts.Span) { if (x.Key == key) { return (x.Area, -1, null); } }
                break;
            default:
                break;
        }
        return null;
    }

    private static (Days Days, bool IsPoint)? Point(DateOnly? day) => day is { } one ? (new Days(one, one), true) : null;
}
