using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading;

/// <summary>Puts the document's source and area into its rows, and the id of an item into the rows that are parts of it.</summary>
internal static class RowKeys
{
    public static void Complete(CourseDocument document)
    {
        var items = document.Items;
        CompletePlans(items, document.Source, document.Area);
        CompleteInterventions(items, document.Source, document.Area);
        CompletePeople(items, document.Source, document.Area);
        CompleteFacts(items, document.Source, document.Area);
    }

    private static void CompletePlans(CourseBuilder items, string source, string area)
    {
        var plans = items.Plans.Span;
        foreach (ref var plan in plans)
        {
            plan.Key = plan.Key with { Source = source };
            plan.Area = area;
            plan.SuccessorRef = Qualified(plan.SuccessorRef, source);
            plan.ReplacedByRef = Qualified(plan.ReplacedByRef, source);
        }
        foreach (ref var share in items.Shares.Span)
        {
            share.PlanSource = source;
            share.PlanId = plans[share.Plan].Key.Id;
        }
        foreach (ref var goal in items.Goals.Span)
        {
            goal.Key = goal.Key with { Source = source };
            goal.Area = area;
        }
        foreach (ref var milestone in items.Milestones.Span)
        {
            milestone.Key = milestone.Key with { Source = source };
            milestone.Area = area;
        }
        foreach (ref var appointment in items.Appointments.Span)
        {
            appointment.Key = appointment.Key with { Source = source };
            appointment.Area = area;
        }
    }

    private static void CompleteInterventions(CourseBuilder items, string source, string area)
    {
        var interventions = items.Interventions.Span;
        foreach (ref var intervention in interventions)
        {
            intervention.Key = intervention.Key with { Source = source };
            intervention.Area = area;
        }
        foreach (ref var requirement in items.Requirements.Span)
        {
            requirement.Source = source;
            requirement.InterventionId = interventions[requirement.Intervention].Key.Id;
            (requirement.TargetSource, requirement.TargetId) = References.Target(requirement.TargetId, source);
        }
        foreach (ref var restriction in items.Restrictions.Span)
        {
            restriction.Key = restriction.Key with { Source = source };
            restriction.Area = area;
        }
    }

    private static void CompletePeople(CourseBuilder items, string source, string area)
    {
        foreach (ref var contact in items.Contacts.Span)
        {
            contact.Key = contact.Key with { Source = source };
            contact.Area ??= area;
        }
        foreach (ref var person in items.Network.Span)
        {
            person.Key = person.Key with { Source = source };
        }
        foreach (ref var residence in items.Residences.Span)
        {
            residence.Source = source;
        }
        foreach (ref var consent in items.Consents.Span)
        {
            consent.Key = consent.Key with { Source = source };
            consent.Area = area;
        }
        foreach (ref var power in items.PowersOfAttorney.Span)
        {
            power.Key = power.Key with { Source = source };
            power.Area = area;
        }
    }

    private static void CompleteFacts(CourseBuilder items, string source, string area)
    {
        foreach (ref var assessment in items.Assessments.Span)
        {
            assessment.Key = assessment.Key with { Source = source };
            assessment.Area = area;
        }
        var decisions = items.Decisions.Span;
        foreach (ref var decision in decisions)
        {
            decision.Key = decision.Key with { Source = source };
            decision.Area = area;
        }
        foreach (ref var condition in items.Conditions.Span)
        {
            condition.Source = source;
            condition.DecisionId = decisions[condition.Decision].Key.Id;
        }
        foreach (ref var agreement in items.Agreements.Span)
        {
            agreement.Key = agreement.Key with { Source = source };
            agreement.Area = area;
        }
    }

    private static string? Qualified(string? reference, string source) =>
        reference is null || reference.Contains(':', StringComparison.Ordinal) ? reference : source + ":" + reference;
}
