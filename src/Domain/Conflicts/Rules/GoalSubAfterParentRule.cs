using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A sub-goal that is due after the goal it is a step towards.</summary>
public sealed class GoalSubAfterParentRule : IConflictRule
{
    public string Key => "goal.subAfterParent";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var goal in course.Goals)
        {
            if (goal.Parent < 0 || !goal.IsActive)
            {
                continue;
            }
            ref readonly var parent = ref course.Goals[goal.Parent];
            if (goal.Due > parent.Due)
            {
                findings.Add(Finding.Towards(Key, Severity.L,
                    Evidence.Of(("due", goal.Due), ("parentDue", parent.Due)),
                    Subject.Of(SubjectKind.Goal, goal.Key),
                    Subject.Of(SubjectKind.Goal, parent.Key)));
            }
        }
    }
}
