using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A live intervention begins before what it requires is over, or requires what never comes.</summary>
public sealed class SequenceViolationRule : IConflictRule
{
    public string Key => "sequence.violation";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        // Sorted by intervention and target, so the same requirement told twice stands side by side.
        var requirements = course.Requirements;
        for (var i = 0; i < requirements.Length; i++)
        {
            ref readonly var requirement = ref requirements[i];
            if (requirement.Intervention < 0 || requirement.Target < 0 || requirement.Target == requirement.Intervention)
            {
                continue;
            }
            var isRequired = requirement.Strength == RequirementStrength.Required;
            for (; i + 1 < requirements.Length && IsSame(requirements[i + 1], requirement); i++)
            {
                isRequired |= requirements[i + 1].Strength == RequirementStrength.Required;
            }
            ref readonly var dependent = ref course.Interventions[requirement.Intervention];
            ref readonly var target = ref course.Interventions[requirement.Target];
            if (dependent.IsLive && Fails(dependent, target))
            {
                findings.Add(Violation(dependent, target, isRequired));
            }
        }
    }

    private static bool IsSame(in RequirementItem a, in RequirementItem b) => a.Intervention == b.Intervention && a.Target == b.Target;

    private static bool Fails(in InterventionItem dependent, in InterventionItem target) =>
        target.Status == InterventionStatus.Cancelled
        || (target.Status != InterventionStatus.Completed && dependent.Period.From <= target.Period.To);

    private Finding Violation(in InterventionItem dependent, in InterventionItem target, bool isRequired)
    {
        var which = target.Status == InterventionStatus.Cancelled ? "cancelled" : target.Period.IsOpenEnded ? "noEnd" : "tooEarly";
        return Finding.Towards(Key, isRequired ? Severity.H : Severity.M,
            Evidence.Of(
                ("case", which),
                ("from", dependent.Period.From),
                ("requiredStatus", Word<InterventionStatus>.Of(target.Status)),
                ("requiredTo", target.Period.End),
                ("strength", isRequired ? "required" : "recommended")),
            Subject.Of(SubjectKind.Intervention, dependent.Key),
            Subject.Of(SubjectKind.Intervention, target.Key));
    }
}
