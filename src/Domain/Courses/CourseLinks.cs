using System.Buffers;

namespace Sammenhaeng.Domain.Courses;

/// <summary>Puts a citizen's rows in order and turns references into indexes.</summary>
internal static class CourseLinks
{
    private const int None = -1;

    public static void Sort(CourseBuilder rows)
    {
        Sort(rows.Plans.Span, static (in PlanItem a, in PlanItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Goals.Span, static (in GoalItem a, in GoalItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Interventions.Span, static (in InterventionItem a, in InterventionItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Restrictions.Span, static (in RestrictionItem a, in RestrictionItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Appointments.Span, ByStart);
        Sort(rows.Contacts.Span, static (in ContactItem a, in ContactItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Network.Span, static (in NetworkMemberItem a, in NetworkMemberItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Consents.Span, static (in ConsentItem a, in ConsentItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Assessments.Span, static (in AssessmentItem a, in AssessmentItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Milestones.Span, static (in MilestoneItem a, in MilestoneItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.PowersOfAttorney.Span, static (in PowerOfAttorneyItem a, in PowerOfAttorneyItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Decisions.Span, static (in DecisionItem a, in DecisionItem b) => ItemKey.Compare(a.Key, b.Key));
        Sort(rows.Agreements.Span, static (in AgreementItem a, in AgreementItem b) => ItemKey.Compare(a.Key, b.Key));
    }

    public static void Link(CourseBuilder rows)
    {
        LinkPlans(rows);
        LinkRequirements(rows);
        LinkConditions(rows);
        LinkPersons(rows.Network.Span);
        foreach (ref var residence in rows.Residences.Span)
        {
            residence.Party = FindPerson(rows.Network.Span, residence.Source, residence.PartyId);
        }
    }

    private static void LinkPlans(CourseBuilder rows)
    {
        var plans = rows.Plans.Span;
        foreach (ref var plan in plans)
        {
            plan.Owner = plan.OwnerId is null ? None : FindContact(rows.Contacts.Span, plan.Key.Source, plan.OwnerId);
        }
        foreach (ref var share in rows.Shares.Span)
        {
            share.Plan = FindPlan(plans, share.PlanSource, share.PlanId);
        }
        foreach (ref var goal in rows.Goals.Span)
        {
            goal.Plan = FindPlan(plans, goal.Key.Source, goal.PlanId);
            goal.Parent = goal.ParentId is null ? None : FindGoal(rows.Goals.Span, goal.Key.Source, goal.ParentId);
        }
        foreach (ref var intervention in rows.Interventions.Span)
        {
            intervention.Plan = FindPlan(plans, intervention.Key.Source, intervention.PlanId);
        }
        foreach (ref var appointment in rows.Appointments.Span)
        {
            appointment.Plan = appointment.PlanId is null ? None : FindPlan(plans, appointment.Key.Source, appointment.PlanId);
        }
        foreach (ref var milestone in rows.Milestones.Span)
        {
            milestone.Plan = FindPlan(plans, milestone.Key.Source, milestone.PlanId);
        }
    }

    private static void LinkRequirements(CourseBuilder rows)
    {
        var interventions = rows.Interventions.Span;
        var requirements = rows.Requirements.Span;
        foreach (ref var intervention in interventions)
        {
            intervention.FirstRequirement = 0;
            intervention.RequirementCount = 0;
        }
        foreach (ref var requirement in requirements)
        {
            requirement.Intervention = FindIntervention(interventions, requirement.Source, requirement.InterventionId);
            requirement.Target = FindIntervention(interventions, requirement.TargetSource, requirement.TargetId);
        }
        Sort(requirements, static (in RequirementItem a, in RequirementItem b) =>
            a.Intervention != b.Intervention ? a.Intervention.CompareTo(b.Intervention) : a.Target.CompareTo(b.Target));
        for (var i = requirements.Length - 1; i >= 0; i--)
        {
            if (requirements[i].Intervention != None)
            {
                ref var intervention = ref interventions[requirements[i].Intervention];
                intervention.FirstRequirement = i;
                intervention.RequirementCount++;
            }
        }
    }

    private static void LinkConditions(CourseBuilder rows)
    {
        var decisions = rows.Decisions.Span;
        var conditions = rows.Conditions.Span;
        foreach (ref var decision in decisions)
        {
            decision.FirstCondition = 0;
            decision.ConditionCount = 0;
        }
        foreach (ref var condition in conditions)
        {
            condition.Decision = Find(decisions, condition.Source, condition.DecisionId, static (in DecisionItem x) => x.Key);
        }
        Sort(conditions, static (in ConditionItem a, in ConditionItem b) =>
            a.Decision != b.Decision ? a.Decision.CompareTo(b.Decision) : string.CompareOrdinal(a.Name, b.Name));
        for (var i = conditions.Length - 1; i >= 0; i--)
        {
            if (conditions[i].Decision != None)
            {
                ref var decision = ref decisions[conditions[i].Decision];
                decision.FirstCondition = i;
                decision.ConditionCount++;
            }
        }
    }

    private static void LinkPersons(Span<NetworkMemberItem> network)
    {
        var known = 0;
        for (var i = 0; i < network.Length; i++)
        {
            network[i].First = i;
            network[i].Next = None;
            known += network[i].Person != 0 ? 1 : 0;
        }
        if (known < 2)
        {
            return;
        }
        var rented = ArrayPool<(long Person, int Row)>.Shared.Rent(known);
        var persons = rented.AsSpan(0, known);
        for (var i = network.Length - 1; i >= 0; i--)
        {
            if (network[i].Person != 0)
            {
                persons[--known] = (network[i].Person, i);
            }
        }
        persons.Sort();
        for (var k = 1; k < persons.Length; k++)
        {
            var (before, row) = (persons[k - 1].Row, persons[k].Row);
            if (network[before].Person == network[row].Person)
            {
                network[before].Next = row;
                network[row].First = network[before].First;
            }
        }
        ArrayPool<(long Person, int Row)>.Shared.Return(rented);
    }

    private static int FindPlan(ReadOnlySpan<PlanItem> plans, string source, string id) =>
        Find(plans, source, id, static (in PlanItem x) => x.Key);

    private static int FindGoal(ReadOnlySpan<GoalItem> goals, string source, string id) =>
        Find(goals, source, id, static (in GoalItem x) => x.Key);

    private static int FindIntervention(ReadOnlySpan<InterventionItem> interventions, string source, string id) =>
        Find(interventions, source, id, static (in InterventionItem x) => x.Key);

    private static int FindContact(ReadOnlySpan<ContactItem> contacts, string source, string id) =>
        Find(contacts, source, id, static (in ContactItem x) => x.Key);

    private static int FindPerson(ReadOnlySpan<NetworkMemberItem> network, string source, string id) =>
        Find(network, source, id, static (in NetworkMemberItem x) => x.Key);

    private delegate ItemKey KeyOf<T>(in T item);

    private delegate int Comparison<T>(in T a, in T b);

    private static int Find<T>(ReadOnlySpan<T> sorted, string source, string id, KeyOf<T> keyOf)
    {
        int low = 0, high = sorted.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var key = keyOf(sorted[middle]);
            var order = string.CompareOrdinal(key.Id, id);
            if (order == 0)
            {
                order = string.CompareOrdinal(key.Source, source);
            }
            if (order == 0)
            {
                return middle;
            }
            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }
        return None;
    }

    private static int ByStart(in AppointmentItem a, in AppointmentItem b)
    {
        var byStart = a.Start.CompareTo(b.Start);
        return byStart != 0 ? byStart : ItemKey.Compare(a.Key, b.Key);
    }

    /// <summary>Rows mostly come sorted, and few: insertion costs one pass then. Long unsorted runs go to the framework's sort.</summary>
    private static void Sort<T>(Span<T> items, Comparison<T> compare)
    {
        if (items.Length > 64)
        {
            SortMany(items, compare);
            return;
        }
        for (var i = 1; i < items.Length; i++)
        {
            if (compare(items[i - 1], items[i]) <= 0)
            {
                continue;
            }
            var item = items[i];
            var j = i - 1;
            while (j >= 0 && compare(items[j], item) > 0)
            {
                items[j + 1] = items[j];
                j--;
            }
            items[j + 1] = item;
        }
    }

    /// <summary>A method of its own, so that the delegate is made only here.</summary>
    private static void SortMany<T>(Span<T> items, Comparison<T> compare) => items.Sort((a, b) => compare(a, b));
}
