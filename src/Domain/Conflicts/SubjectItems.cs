using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>What the subjects of findings have to do with the areas: whose they are, and who would be first to act.</summary>
/// <param name="course">A course that has been built.</param>
public sealed class SubjectItems(CourseBuilder course)
{
    private readonly record struct Item(string Area, int Plan, DateTime FirstSeen, ItemKey? Owner = null);

    /// <summary>Made when the first finding is looked at: a citizen may have thousands of findings about thousands of things.</summary>
    private Dictionary<(SubjectKind, ItemKey), Item>? _items;

    /// <summary>Codes of the areas whose things meet in the finding, sorted; none when it is about the course as a whole.</summary>
    public string[] AreasOf(IReadOnlyList<Subject> subjects)
    {
        var areas = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            if (subject.Kind == SubjectKind.Area)
            {
                areas.Add(subject.Id);
            }
            else if (Find(subject) is { Area.Length: > 0 } item)
            {
                areas.Add(item.Area);
            }
        }
        return [.. areas];
    }

    /// <summary>
    /// The contact who has promised it, or owns the plan of the subject created last; for findings about the course as a whole, of the
    /// newest active plan. Null when none of them has an owner.
    /// </summary>
    public ItemKey? OwnerOf(IReadOnlyList<Subject> subjects)
    {
        ItemKey? owner = null;
        var latest = DateTime.MinValue;
        foreach (var subject in subjects)
        {
            if (Find(subject) is { } item && item.FirstSeen >= latest && (item.Owner ?? PlanOwner(item.Plan)) is { } found)
            {
                owner = found;
                latest = item.FirstSeen;
            }
        }
        return owner ?? OwnerOfNewestPlan();
    }

    private ItemKey? OwnerOfNewestPlan()
    {
        ItemKey? owner = null;
        var latest = DateTime.MinValue;
        for (var i = 0; i < course.Plans.Count; i++)
        {
            if (course.Plans[i].IsActive && course.Plans[i].FirstSeen >= latest && PlanOwner(i) is { } found)
            {
                owner = found;
                latest = course.Plans[i].FirstSeen;
            }
        }
        return owner;
    }

    private ItemKey? PlanOwner(int plan) =>
        plan >= 0 && course.Plans[plan].Owner >= 0 ? course.Contacts[course.Plans[plan].Owner].Key : null;

    private Item? Find(Subject subject) =>
        (_items ??= All()).TryGetValue((subject.Kind, new ItemKey(subject.Source ?? "", subject.Id)), out var item) ? item : null;

    private Dictionary<(SubjectKind, ItemKey), Item> All()
    {
        const int NoPlan = -1;
        var items = new Dictionary<(SubjectKind, ItemKey), Item>();
        for (var i = 0; i < course.Plans.Count; i++)
        {
            items[(SubjectKind.Plan, course.Plans[i].Key)] = new Item(course.Plans[i].Area, i, course.Plans[i].FirstSeen);
        }
        foreach (ref readonly var x in course.Appointments.Span) { items[(SubjectKind.Appointment, x.Key)] = new Item(x.Area, x.Plan, x.FirstSeen); }
        foreach (ref readonly var x in course.Goals.Span) { items[(SubjectKind.Goal, x.Key)] = new Item(x.Area, x.Plan, x.FirstSeen); }
        foreach (ref readonly var x in course.Interventions.Span) { items[(SubjectKind.Intervention, x.Key)] = new Item(x.Area, x.Plan, x.FirstSeen); }
        foreach (ref readonly var x in course.Milestones.Span) { items[(SubjectKind.Milestone, x.Key)] = new Item(x.Area, x.Plan, x.FirstSeen); }
        foreach (ref readonly var x in course.Restrictions.Span) { items[(SubjectKind.Restriction, x.Key)] = new Item(x.Area, NoPlan, x.FirstSeen); }
        foreach (ref readonly var x in course.Consents.Span) { items[(SubjectKind.Consent, x.Key)] = new Item(x.Area, NoPlan, x.FirstSeen); }
        foreach (ref readonly var x in course.Assessments.Span) { items[(SubjectKind.Assessment, x.Key)] = new Item(x.Area, NoPlan, x.FirstSeen); }
        foreach (ref readonly var x in course.Decisions.Span) { items[(SubjectKind.Decision, x.Key)] = new Item(x.Area, NoPlan, x.FirstSeen); }
        foreach (ref readonly var x in course.PowersOfAttorney.Span) { items[(SubjectKind.PowerOfAttorney, x.Key)] = new Item(x.Area, NoPlan, x.FirstSeen); }
        foreach (ref readonly var x in course.Contacts.Span) { items[(SubjectKind.Contact, x.Key)] = new Item(x.Area, NoPlan, DateTime.MinValue); }
        foreach (ref readonly var x in course.Agreements.Span)
        {
            var owner = new ItemKey(x.Key.Source, x.Owner ?? "");
            items[(SubjectKind.Agreement, x.Key)] = new Item(x.Area, NoPlan, x.FirstSeen, items.ContainsKey((SubjectKind.Contact, owner)) ? owner : null);
        }
        return items;
    }
}
