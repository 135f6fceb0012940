using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A live intervention demands what a live restriction rules out.</summary>
public sealed class TreatmentIncompatibleRule : IConflictRule
{
    public string Key => "treatment.incompatible";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var restriction in course.Restrictions)
        {
            if (restriction.Kind != RestrictionKind.BlockedDemand || !restriction.IsLive || restriction.Demand is null)
            {
                continue;
            }
            foreach (ref readonly var intervention in course.Interventions)
            {
                if (intervention.IsLive && intervention.Period.Overlaps(restriction.Period)
                    && Array.IndexOf(intervention.Demands, restriction.Demand) >= 0)
                {
                    findings.Add(Incompatible(intervention, restriction));
                    if (findings.IsFull)
                    {
                        return;
                    }
                }
            }
        }
    }

    private Finding Incompatible(in InterventionItem intervention, in RestrictionItem restriction) =>
        Finding.Against(Key, Severity.H,
            Evidence.Of(
                ("demand", restriction.Demand),
                ("from", intervention.Period.From),
                ("to", intervention.Period.End),
                ("restrictionFrom", restriction.Period.From),
                ("restrictionTo", restriction.Period.End),
                ("bothFrom", intervention.Period.From > restriction.Period.From ? intervention.Period.From : restriction.Period.From)),
            Subject.Of(SubjectKind.Intervention, intervention.Key),
            Subject.Of(SubjectKind.Restriction, restriction.Key));
}
