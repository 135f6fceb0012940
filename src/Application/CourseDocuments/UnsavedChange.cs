using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>
/// Lays a patch that is not saved over the rows of a course, as the import would: an item told again takes the place of the
/// earlier one with its parts, a household that of the source's household. For preview; nothing is stored.
/// </summary>
public static class UnsavedChange
{
    private delegate ItemKey KeyOf<T>(in T item);

    /// <param name="course">Rows as they are kept; changed.</param>
    /// <param name="patch">A document of mode patch about the same citizen.</param>
    public static void Apply(CourseBuilder course, CourseDocument patch)
    {
        var told = patch.Items;
        ReplaceParts(course, told, patch);
        Replace(course.Plans, told.Plans, static (in PlanItem x) => x.Key);
        Replace(course.Goals, told.Goals, static (in GoalItem x) => x.Key);
        Replace(course.Interventions, told.Interventions, static (in InterventionItem x) => x.Key);
        Replace(course.Restrictions, told.Restrictions, static (in RestrictionItem x) => x.Key);
        Replace(course.Appointments, told.Appointments, static (in AppointmentItem x) => x.Key);
        Replace(course.Contacts, told.Contacts, static (in ContactItem x) => x.Key);
        Replace(course.Network, told.Network, static (in NetworkMemberItem x) => x.Key);
        Replace(course.Consents, told.Consents, static (in ConsentItem x) => x.Key);
        Replace(course.Assessments, told.Assessments, static (in AssessmentItem x) => x.Key);
        Replace(course.Milestones, told.Milestones, static (in MilestoneItem x) => x.Key);
        Replace(course.PowersOfAttorney, told.PowersOfAttorney, static (in PowerOfAttorneyItem x) => x.Key);
        Replace(course.Decisions, told.Decisions, static (in DecisionItem x) => x.Key);
        Replace(course.Agreements, told.Agreements, static (in AgreementItem x) => x.Key);
    }

    private static void ReplaceParts(CourseBuilder course, CourseBuilder told, CourseDocument patch)
    {
        var plans = KeysOf(told.Plans, static (in PlanItem x) => x.Key);
        Exchange(course.Shares, told.Shares, (in ShareItem x) => plans.Contains(new ItemKey(x.PlanSource, x.PlanId)));
        var interventions = KeysOf(told.Interventions, static (in InterventionItem x) => x.Key);
        Exchange(course.Requirements, told.Requirements, (in RequirementItem x) => interventions.Contains(new ItemKey(x.Source, x.InterventionId)));
        var decisions = KeysOf(told.Decisions, static (in DecisionItem x) => x.Key);
        Exchange(course.Conditions, told.Conditions, (in ConditionItem x) => decisions.Contains(new ItemKey(x.Source, x.DecisionId)));
        if (patch.TellsHousehold)
        {
            Exchange(course.Residences, told.Residences, (in ResidenceItem x) => x.Source == patch.Source);
        }
    }

    private static HashSet<ItemKey> KeysOf<T>(ItemList<T> items, KeyOf<T> keyOf) where T : struct
    {
        var keys = new HashSet<ItemKey>();
        foreach (ref readonly var item in items.Span)
        {
            keys.Add(keyOf(item));
        }
        return keys;
    }

    private static void Replace<T>(ItemList<T> kept, ItemList<T> told, KeyOf<T> keyOf) where T : struct
    {
        var keys = KeysOf(told, keyOf);
        Exchange(kept, told, (in T x) => keys.Contains(keyOf(x)));
    }

    private delegate bool Goes<T>(in T item);

    private static void Exchange<T>(ItemList<T> kept, ItemList<T> told, Goes<T> goes) where T : struct
    {
        for (var i = kept.Count - 1; i >= 0; i--)
        {
            if (goes(kept[i]))
            {
                kept.RemoveAt(i);
            }
        }
        foreach (ref readonly var item in told.Span)
        {
            kept.Add(item);
        }
    }
}
