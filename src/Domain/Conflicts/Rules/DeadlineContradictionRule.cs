using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Two active plans that set different dates for the same thing.</summary>
public sealed class DeadlineContradictionRule : IConflictRule
{
    public string Key => "deadline.contradiction";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var milestones = course.Milestones;
        if (milestones.Length < 2 || course.Plans.Length < 2)
        {
            return;
        }
        var rented = milestones.Length > PairKeys.Few ? ArrayPool<long>.Shared.Rent(milestones.Length) : null;
        Span<long> keys = rented is null ? stackalloc long[PairKeys.Few] : rented;
        keys = keys[..Candidates(course, keys, rented is not null)];
        for (var i = 0; i < keys.Length && !findings.IsFull; i++)
        {
            ref readonly var first = ref milestones[PairKeys.Row(keys[i])];
            for (var j = i + 1; j < keys.Length && PairKeys.MayPair(keys[i], keys[j]); j++)
            {
                ref readonly var second = ref milestones[PairKeys.Row(keys[j])];
                if (first.Plan != second.Plan && first.Due != second.Due && first.Kind == second.Kind
                    && first.MilestoneKey == second.MilestoneKey)
                {
                    findings.Add(Contradiction(course, first, second));
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

    private static int Candidates(in CitizenCourse course, Span<long> keys, bool many)
    {
        var milestones = course.Milestones;
        var count = 0;
        for (var i = 0; i < milestones.Length; i++)
        {
            if (milestones[i].Plan >= 0 && course.Plans[milestones[i].Plan].IsActive)
            {
                keys[count++] = PairKeys.Of(i, many ? PairKeys.Hash(milestones[i].MilestoneKey) : 0);
            }
        }
        if (many)
        {
            keys[..count].Sort();
        }
        return count;
    }

    private Finding Contradiction(in CitizenCourse course, in MilestoneItem first, in MilestoneItem second)
    {
        var inOrder = ItemKey.Compare(first.Key, second.Key) <= 0;
        ref readonly var a = ref (inOrder ? ref first : ref second);
        ref readonly var b = ref (inOrder ? ref second : ref first);
        return Finding.Between(Key, Severity.M,
            Evidence.Of(
                ("key", a.MilestoneKey),
                ("kind", Word<MilestoneKind>.Of(a.Kind)),
                ("dueA", a.Due),
                ("dueB", b.Due),
                ("planA", course.Plans[a.Plan].Key),
                ("planB", course.Plans[b.Plan].Key)),
            Subject.Of(SubjectKind.Milestone, a.Key),
            Subject.Of(SubjectKind.Milestone, b.Key));
    }
}
