using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Active goals of two plans about the same theme that pull apart.</summary>
public sealed class GoalOpposingRule : IConflictRule
{
    public string Key => "goal.opposing";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var goals = course.Goals;
        if (goals.Length < 2 || course.Plans.Length < 2)
        {
            return;
        }
        var rented = goals.Length > PairKeys.Few ? ArrayPool<long>.Shared.Rent(goals.Length) : null;
        Span<long> keys = rented is null ? stackalloc long[PairKeys.Few] : rented;
        keys = keys[..Candidates(goals, keys, rented is not null)];
        for (var i = 0; i < keys.Length && !findings.IsFull; i++)
        {
            ref readonly var first = ref goals[PairKeys.Row(keys[i])];
            for (var j = i + 1; j < keys.Length && PairKeys.MayPair(keys[i], keys[j]); j++)
            {
                ref readonly var second = ref goals[PairKeys.Row(keys[j])];
                if (first.Plan != second.Plan && course.Reference.Oppose(first.Direction, second.Direction) && first.Theme == second.Theme)
                {
                    findings.Add(Opposing(course, first, second));
                    if (findings.IsFull)
                    {
                        break;
                    }
                }
            }
        }
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static int Candidates(ReadOnlySpan<GoalItem> goals, Span<long> keys, bool many)
    {
        var count = 0;
        for (var i = 0; i < goals.Length; i++)
        {
            if (goals[i].IsActive)
            {
                keys[count++] = PairKeys.Of(i, many ? PairKeys.Hash(goals[i].Theme) : 0);
            }
        }
        if (many)
        {
            keys[..count].Sort();
        }
        return count;
    }

    private Finding Opposing(in CitizenCourse course, in GoalItem first, in GoalItem second)
    {
        var inOrder = ItemKey.Compare(first.Key, second.Key) <= 0;
        ref readonly var a = ref (inOrder ? ref first : ref second);
        ref readonly var b = ref (inOrder ? ref second : ref first);
        return Finding.Between(Key, Severity.M,
            Evidence.Of(
                ("theme", a.Theme),
                ("directionA", Word<GoalDirection>.Of(a.Direction)),
                ("directionB", Word<GoalDirection>.Of(b.Direction)),
                ("planA", course.Plans[a.Plan].Key),
                ("planB", course.Plans[b.Plan].Key)),
            Subject.Of(SubjectKind.Goal, a.Key),
            Subject.Of(SubjectKind.Goal, b.Key));
    }
}
