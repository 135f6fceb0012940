using Sammenhaeng.Application.CourseDocuments.Reading;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>Puts those rows of a document into a course for which its word is the one that holds.</summary>
internal readonly struct DocumentShare(CourseDocument document, int number, SourceTelling source, Dictionary<Cpr, long> persons)
{
    public void AddTo(CourseBuilder course)
    {
        var items = document.Items;
        AddPlans(course);
        AddInterventions(course);
        AddDecisions(course);
        Add(Collection.Goals, items.Goals, ref course.Goals, static (in GoalItem x) => x.Key.Id);
        Add(Collection.Restrictions, items.Restrictions, ref course.Restrictions, static (in RestrictionItem x) => x.Key.Id);
        Add(Collection.Appointments, items.Appointments, ref course.Appointments, static (in AppointmentItem x) => x.Key.Id);
        Add(Collection.Contacts, items.Contacts, ref course.Contacts, static (in ContactItem x) => x.Key.Id);
        TellPersons();
        Add(Collection.Network, items.Network, ref course.Network, static (in NetworkMemberItem x) => x.Key.Id);
        Add(Collection.Consents, items.Consents, ref course.Consents, static (in ConsentItem x) => x.Key.Id);
        Add(Collection.Assessments, items.Assessments, ref course.Assessments, static (in AssessmentItem x) => x.Key.Id);
        Add(Collection.Milestones, items.Milestones, ref course.Milestones, static (in MilestoneItem x) => x.Key.Id);
        Add(Collection.Mandates, items.PowersOfAttorney, ref course.PowersOfAttorney, static (in PowerOfAttorneyItem x) => x.Key.Id);
        Add(Collection.Agreements, items.Agreements, ref course.Agreements, static (in AgreementItem x) => x.Key.Id);
        if (source.Household == number)
        {
            foreach (ref readonly var residence in items.Residences.Span)
            {
                course.Residences.Add(residence);
            }
        }
    }

    /// <summary>The course holds a number for each person in place of the CPR number.</summary>
    private void TellPersons()
    {
        if (document.NetworkCprs.Count == 0)
        {
            return;
        }
        var numbers = document.NetworkCprs.ToDictionary(one => one.NetworkId, one => one.Cpr);
        foreach (ref var person in document.Items.Network.Span)
        {
            if (numbers.TryGetValue(person.Key.Id, out var cpr))
            {
                persons.TryAdd(cpr, persons.Count + 1);
                person.Person = persons[cpr];
            }
        }
    }

    private void AddPlans(CourseBuilder course)
    {
        foreach (ref readonly var row in document.Items.Plans.Span)
        {
            if (!source.Holds(Collection.Plans, row.Key.Id, number, out var endedOn))
            {
                continue;
            }
            ref var plan = ref course.Plans.Add();
            plan = row;
            if (endedOn is { } day)
            {
                plan.Status = PlanStatus.Completed;
                var last = row.Period.To < day ? row.Period.To : day;
                plan.Period = row.Period with { To = last < row.Period.From ? row.Period.From : last };
            }
        }
        foreach (ref readonly var share in document.Items.Shares.Span)
        {
            if (source.Holds(Collection.Plans, share.PlanId, number, out _))
            {
                course.Shares.Add(share);
            }
        }
    }

    private void AddInterventions(CourseBuilder course)
    {
        Add(Collection.Interventions, document.Items.Interventions, ref course.Interventions, static (in InterventionItem x) => x.Key.Id);
        Add(Collection.Interventions, document.Items.Requirements, ref course.Requirements, static (in RequirementItem x) => x.InterventionId);
    }

    private void AddDecisions(CourseBuilder course)
    {
        Add(Collection.Decisions, document.Items.Decisions, ref course.Decisions, static (in DecisionItem x) => x.Key.Id);
        Add(Collection.Decisions, document.Items.Conditions, ref course.Conditions, static (in ConditionItem x) => x.DecisionId);
    }

    private void Add<T>(Collection collection, in ItemList<T> from, ref ItemList<T> to, IdOf<T> idOf)
        where T : struct
    {
        foreach (ref readonly var row in from.Span)
        {
            if (source.Holds(collection, idOf(row), number, out var endedOn) && endedOn is null)
            {
                to.Add(row);
            }
        }
    }

    private delegate string IdOf<T>(in T row);
}
