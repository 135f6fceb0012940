using Sammenhaeng.Application.Courses;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Plans;

/// <summary>Puts a citizen's course, as one viewer may see it, together. The course must have been built for the day.</summary>
internal static class SharedPlanAssembly
{
    private static string[] Full(IReadOnlyList<ConflictRow> conflicts, Language language) => conflicts.Count < Findings.MostOfOneRule
        ? []
        : [.. conflicts.Where(row => row.IsFound).CountBy(row => row.Rule).Where(rule => rule.Value >= Findings.MostOfOneRule)
            .Select(rule => RuleText.Of(rule.Key).Title.In(language))];

    public static SharedPlanView Of(
        CourseFile file, IReadOnlyList<ConflictRow> conflicts, CourseMask mask, ReferenceSnapshot reference, (DateOnly AsOf, Language Language) to,
        UserId? viewer)
    {
        var names = new CourseNames(file.Course, mask, reference);
        var keys = new ShownKeys();
        var items = new SharedPlanMaker(file, mask, reference, keys);
        var people = new SharedPlanPeople(file, mask, keys, items.AreaOf, to.AsOf);
        var wording = new ConflictWording(file.Course, mask, reference, keys, to.Language);
        var (team, hidden) = people.Team();
        var (consents, hiddenConsents) = people.Consents();
        return new SharedPlanView
        {
            Citizen = people.Heading(viewer),
            Today = to.AsOf,
            AsOf = to.AsOf,
            HorizonDays = 0,
            IsByDate = false,
            Conflicts = wording.Open(conflicts),
            ClosedConflicts = wording.Closed(conflicts),
            FullRules = Full(conflicts, to.Language),
            Plans = items.Plans(),
            KnownAreas = items.KnownAreas(),
            Interventions = items.Interventions(),
            Appointments = items.Appointments(),
            Goals = items.Goals(theme => names.NameOf("theme", theme, to.Language)),
            Team = team,
            HiddenContacts = hidden,
            Network = people.Network(),
            Consents = consents,
            HiddenConsents = hiddenConsents,
            Agreements = items.Agreements(),
            WeeklyLimit = 0,
            WeeklyLimitIsOwn = false,
        };
    }
}
