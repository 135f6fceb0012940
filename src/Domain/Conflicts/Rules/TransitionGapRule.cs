using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A plan ends by age, support in it goes on, and nothing is planned to follow.</summary>
public sealed class TransitionGapRule : IConflictRule
{
    private const int None = -1;
    private const int FewPlans = 128;

    public string Key => "transition.gap";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var last = course.AsOf.AddDays(course.Limits.TransitionDays);
        foreach (ref readonly var plan in course.Plans)
        {
            if (EndsWithoutSuccessor(plan, last))
            {
                FindGaps(course, last, ref findings);
                return;
            }
        }
    }

    private static bool EndsWithoutSuccessor(in PlanItem plan, DateOnly last) =>
        plan.EndsAtAge is not null && !plan.HasSuccessor && !plan.NoFurtherNeed && plan.IsInForce && plan.Period.To <= last;

    private void FindGaps(in CitizenCourse course, DateOnly last, ref Findings findings)
    {
        var plans = course.Plans;
        var interventions = course.Interventions;
        var rented = plans.Length > FewPlans ? ArrayPool<int>.Shared.Rent(plans.Length) : null;
        Span<int> longest = rented is null ? stackalloc int[FewPlans] : rented;
        longest = longest[..plans.Length];
        longest.Fill(None);
        for (var i = 0; i < interventions.Length; i++)
        {
            ref readonly var intervention = ref interventions[i];
            if (!intervention.IsLive || intervention.Period.To <= plans[intervention.Plan].Period.To)
            {
                continue;
            }
            ref var known = ref longest[intervention.Plan];
            if (known == None || interventions[known].Period.To < intervention.Period.To)
            {
                known = i;
            }
        }
        for (var i = 0; i < plans.Length; i++)
        {
            if (longest[i] != None && EndsWithoutSuccessor(plans[i], last))
            {
                findings.Add(Gap(plans[i], interventions[longest[i]], course.AsOf));
            }
        }
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private Finding Gap(in PlanItem plan, in InterventionItem intervention, DateOnly asOf) =>
        Finding.Of(Key, plan.Period.To <= asOf ? Severity.K : Severity.H,
            Evidence.Of(("case", intervention.Period.IsOpenEnded ? "open" : "later"), ("planTo", plan.Period.To), ("endsAtAge", plan.EndsAtAge),
                ("intervention", intervention.Key), ("interventionTo", intervention.Period.End)),
            Subject.Of(SubjectKind.Plan, plan.Key));
}
