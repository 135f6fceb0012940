using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>What the subjects of a finding have to do with the areas: whose they are, and who would be first to act.</summary>
public static class SubjectItems
{
    private readonly record struct Item(string Area, int Plan, DateTime FirstSeen);

    /// <summary>Codes of the areas whose things meet in the finding, sorted; none when it is about the course as a whole.</summary>
    public static string[] AreasOf(CourseBuilder course, IReadOnlyList<Subject> subjects)
    {
        var areas = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            if (subject.Kind == SubjectKind.Area)
            {
                areas.Add(subject.Id);
            }
            else if (Find(course, subject) is { Area.Length: > 0 } item)
            {
                areas.Add(item.Area);
            }
        }
        return [.. areas];
    }

    /// <summary>
    /// The contact who owns the plan of the subject created last; for findings about the course as a whole, of the newest
    /// active plan. Null when none of them has an owner.
    /// </summary>
    public static ItemKey? OwnerOf(CourseBuilder course, IReadOnlyList<Subject> subjects)
    {
        ItemKey? owner = null;
        var latest = DateTime.MinValue;
        foreach (var subject in subjects)
        {
            if (Find(course, subject) is { } item && item.FirstSeen >= latest && PlanOwner(course, item.Plan) is { } found)
            {
                owner = found;
                latest = item.FirstSeen;
            }
        }
        return owner ?? OwnerOfNewestPlan(course);
    }

    private static ItemKey? OwnerOfNewestPlan(CourseBuilder course)
    {
        ItemKey? owner = null;
        var latest = DateTime.MinValue;
        for (var i = 0; i < course.Plans.Count; i++)
        {
            if (course.Plans[i].IsActive && course.Plans[i].FirstSeen >= latest && PlanOwner(course, i) is { } found)
            {
                owner = found;
                latest = course.Plans[i].FirstSeen;
            }
        }
        return owner;
    }

    private static ItemKey? PlanOwner(CourseBuilder course, int plan) =>
        plan >= 0 && course.Plans[plan].Owner >= 0 ? course.Contacts[course.Plans[plan].Owner].Key : null;

    private static Item? Find(CourseBuilder course, Subject subject)
    {
        var key = new ItemKey(subject.Source ?? "", subject.Id);
        switch (subject.Kind)
        {
            case SubjectKind.Plan:
                for (var i = 0; i < course.Plans.Count; i++) { if (course.Plans[i].Key == key) { return new Item(course.Plans[i].Area, i, course.Plans[i].FirstSeen); } }
                break;
            case SubjectKind.Appointment:
                foreach (ref readonly var x in course.Appointments.Span) { if (x.Key == key) { return new Item(x.Area, x.Plan, x.FirstSeen); } }
                break;
            case SubjectKind.Goal:
                foreach (ref readonly var x in course.Goals.Span) { if (x.Key == key) { return new Item(x.Area, x.Plan, x.FirstSeen); } }
                break;
            case SubjectKind.Intervention:
                foreach (ref readonly var x in course.Interventions.Span) { if (x.Key == key) { return new Item(x.Area, x.Plan, x.FirstSeen); } }
                break;
            case SubjectKind.Milestone:
                foreach (ref readonly var x in course.Milestones.Span) { if (x.Key == key) { return new Item(x.Area, x.Plan, x.FirstSeen); } }
                break;
            default:
                return FindOutsidePlans(course, key, subject.Kind);
        }
        return null;
    }

    private static Item? FindOutsidePlans(CourseBuilder course, ItemKey key, SubjectKind kind)
    {
        const int NoPlan = -1;
        switch (kind)
        {
            case SubjectKind.Restriction:
                foreach (ref readonly var x in course.Restrictions.Span) { if (x.Key == key) { return new Item(x.Area, NoPlan, x.FirstSeen); } }
                break;
            case SubjectKind.Consent:
                foreach (ref readonly var x in course.Consents.Span) { if (x.Key == key) { return new Item(x.Area, NoPlan, x.FirstSeen); } }
                break;
            case SubjectKind.Assessment:
                foreach (ref readonly var x in course.Assessments.Span) { if (x.Key == key) { return new Item(x.Area, NoPlan, x.FirstSeen); } }
                break;
            case SubjectKind.Decision:
                foreach (ref readonly var x in course.Decisions.Span) { if (x.Key == key) { return new Item(x.Area, NoPlan, x.FirstSeen); } }
                break;
            case SubjectKind.Agreement:
                foreach (ref readonly var x in course.Agreements.Span) { if (x.Key == key) { return new Item(x.Area, NoPlan, x.FirstSeen); } }
                break;
            case SubjectKind.PowerOfAttorney:
                foreach (ref readonly var x in course.PowersOfAttorney.Span) { if (x.Key == key) { return new Item(x.Area, NoPlan, x.FirstSeen); } }
                break;
            case SubjectKind.Contact:
                foreach (ref readonly var x in course.Contacts.Span) { if (x.Key == key) { return new Item(x.Area, NoPlan, DateTime.MinValue); } }
                break;
            default:
                break;
        }
        return null;
    }
}
