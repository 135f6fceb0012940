using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Two live interventions of one purpose group in different plans at the same time.</summary>
public sealed class InterventionDuplicateRule : IConflictRule
{
    public string Key => "intervention.duplicate";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var interventions = course.Interventions;
        if (interventions.Length < 2 || course.Plans.Length < 2)
        {
            return;
        }
        var rented = interventions.Length > PairKeys.Few ? ArrayPool<long>.Shared.Rent(interventions.Length) : null;
        Span<long> keys = rented is null ? stackalloc long[PairKeys.Few] : rented;
        keys = keys[..Candidates(interventions, keys, rented is not null)];
        for (var i = 0; i < keys.Length && !findings.IsFull; i++)
        {
            ref readonly var first = ref interventions[PairKeys.Row(keys[i])];
            for (var j = i + 1; j < keys.Length && PairKeys.MayPair(keys[i], keys[j]); j++)
            {
                ref readonly var second = ref interventions[PairKeys.Row(keys[j])];
                if (first.Plan != second.Plan && first.PurposeGroup == second.PurposeGroup && first.Period.Overlaps(second.Period))
                {
                    findings.Add(Duplicate(course, first, second));
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

    private static int Candidates(ReadOnlySpan<InterventionItem> interventions, Span<long> keys, bool many)
    {
        var count = 0;
        for (var i = 0; i < interventions.Length; i++)
        {
            if (interventions[i].IsLive)
            {
                keys[count++] = PairKeys.Of(i, many ? PairKeys.Hash(interventions[i].PurposeGroup) : 0);
            }
        }
        if (many)
        {
            keys[..count].Sort();
        }
        return count;
    }

    private Finding Duplicate(in CitizenCourse course, in InterventionItem first, in InterventionItem second)
    {
        var inOrder = ItemKey.Compare(first.Key, second.Key) <= 0;
        ref readonly var a = ref (inOrder ? ref first : ref second);
        ref readonly var b = ref (inOrder ? ref second : ref first);
        return Finding.Between(Key, Severity.M,
            Evidence.Of(
                ("purposeGroup", a.PurposeGroup),
                ("planA", course.Plans[a.Plan].Key),
                ("planB", course.Plans[b.Plan].Key),
                ("fromA", a.Period.From), ("toA", a.Period.End),
                ("fromB", b.Period.From), ("toB", b.Period.End),
                ("bothFrom", a.Period.From > b.Period.From ? a.Period.From : b.Period.From)),
            Subject.Of(SubjectKind.Intervention, a.Key),
            Subject.Of(SubjectKind.Intervention, b.Key));
    }
}
