using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A plan that must build on the citizen's own wishes holds none of them.</summary>
public sealed class VoiceNoCitizenGoalRule : IConflictRule
{
    private const int FewPlans = 128;

    public string Key => "voice.noCitizenGoal";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var plans = course.Plans;
        var rented = plans.Length > FewPlans ? ArrayPool<bool>.Shared.Rent(plans.Length) : null;
        Span<bool> hasVoice = rented is null ? stackalloc bool[FewPlans] : rented;
        hasVoice = hasVoice[..plans.Length];
        hasVoice.Clear();
        foreach (ref readonly var goal in course.Goals)
        {
            if (goal.IsActive && goal.Origin == GoalOrigin.Citizen)
            {
                hasVoice[goal.Plan] = true;
            }
        }
        for (var i = 0; i < plans.Length; i++)
        {
            ref readonly var plan = ref plans[i];
            if (!hasVoice[i] && plan.IsActive && plan.Type.NeedsCitizenVoice && !plan.CitizenDeclinedGoal)
            {
                findings.Add(Finding.Of(Key, Severity.M,
                    Evidence.Of(("planType", plan.Type.Code)),
                    Subject.Of(SubjectKind.Plan, plan.Key)));
            }
        }
        if (rented is not null)
        {
            ArrayPool<bool>.Shared.Return(rented);
        }
    }
}
