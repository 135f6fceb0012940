using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>An intervention that runs on although its plan is over.</summary>
public sealed class InterventionNoPlanRule : IConflictRule
{
    public string Key => "intervention.noPlan";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var intervention in course.Interventions)
        {
            if (intervention.Status != InterventionStatus.Active || intervention.Plan < 0)
            {
                continue;
            }
            ref readonly var plan = ref course.Plans[intervention.Plan];
            if (plan.Status is PlanStatus.Completed or PlanStatus.Cancelled
                && HasEnded(plan, course) && intervention.Period.Holds(course.AsOf))
            {
                findings.Add(WithoutPlan(intervention, plan));
            }
        }
    }

    private static bool HasEnded(in PlanItem plan, in CitizenCourse course) =>
        plan.Period.IsOpenEnded || course.AsOf.DayNumber - plan.Period.To.DayNumber > course.Limits.NoPlanGraceDays;

    private Finding WithoutPlan(in InterventionItem intervention, in PlanItem plan)
    {
        var which = (plan.Status == PlanStatus.Cancelled ? "cancelled" : "completed") + (plan.Period.IsOpenEnded ? "NoEnd" : "");
        return Finding.Of(Key, Severity.M,
            Evidence.Of(
                ("case", which),
                ("plan", plan.Key),
                ("planStatus", Word<PlanStatus>.Of(plan.Status)),
                ("planEnded", plan.Period.End),
                ("from", intervention.Period.From),
                ("to", intervention.Period.End)),
            Subject.Of(SubjectKind.Intervention, intervention.Key));
    }
}
