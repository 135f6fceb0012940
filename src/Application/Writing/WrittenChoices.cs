using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Writing;

/// <summary>What there is to choose from: codes of the reference data, and of the course what the viewer sees.</summary>
internal sealed class WrittenChoices(CourseBuilder course, CourseMask mask, ReferenceSnapshot reference, Language language)
{
    private readonly CourseNames _names = new(course, mask, reference);

    public Dictionary<FieldChoices, IReadOnlyList<OpenItem.Choice>> In(string area)
    {
        var source = ItemKey.WrittenIn(area);
        return new Dictionary<FieldChoices, IReadOnlyList<OpenItem.Choice>>
        {
            [FieldChoices.PlanTypes] = [.. reference.PlanTypes.Values.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => new OpenItem.Choice(type.Code, type.Name))],
            [FieldChoices.Themes] = Codes("theme", reference.Themes),
            [FieldChoices.PurposeGroups] = Codes("purposeGroup", reference.PurposeGroups),
            [FieldChoices.Demands] = Codes("demand", reference.Demands),
            [FieldChoices.Plans] = Plans(source),
            [FieldChoices.Goals] = Goals(source),
            [FieldChoices.Invited] = Invited(),
            [FieldChoices.Owners] = [.. Invited(), .. Contacts()],
        };
    }

    private List<OpenItem.Choice> Codes(string kind, IEnumerable<string> codes) =>
        [.. codes.Select(code => new OpenItem.Choice(code, _names.NameOf(kind, code, language))).OrderBy(choice => choice.Label, StringComparer.CurrentCulture)];

    private List<OpenItem.Choice> Plans(string source)
    {
        var found = new List<OpenItem.Choice>();
        foreach (ref readonly var plan in course.Plans.Span)
        {
            // A plan that another has taken the place of is not written in.
            if (plan.Key.Source == source && plan.Status != PlanStatus.Replaced)
            {
                found.Add(new OpenItem.Choice(plan.Key.Id, plan.Title ?? plan.Key.Id));
            }
        }
        return found;
    }

    private List<OpenItem.Choice> Goals(string source)
    {
        var found = new List<OpenItem.Choice>();
        foreach (ref readonly var goal in course.Goals.Span)
        {
            if (goal.Key.Source == source)
            {
                found.Add(new OpenItem.Choice(goal.Key.Id, goal.Text ?? goal.Key.Id));
            }
        }
        return found;
    }

    private List<OpenItem.Choice> Contacts()
    {
        var found = new List<OpenItem.Choice>();
        for (var i = 0; i < course.Contacts.Count; i++)
        {
            ref readonly var contact = ref course.Contacts[i];
            if (mask.SeesContact(i) && contact.Name is { } name)
            {
                found.Add(new OpenItem.Choice(contact.Key.ToString(), contact.Role is null ? name : $"{name} ({contact.Role})"));
            }
        }
        return found;
    }

    private List<OpenItem.Choice> Invited()
    {
        var found = new List<OpenItem.Choice> { new("citizen", language == Language.Da ? "Borgeren" : "The citizen") };
        foreach (ref readonly var person in course.Network.Span)
        {
            if (mask.KnowsSource(person.Key.Source) && person.Name is { } name)
            {
                found.Add(new OpenItem.Choice(person.Key.ToString(), name));
            }
        }
        return found;
    }
}
