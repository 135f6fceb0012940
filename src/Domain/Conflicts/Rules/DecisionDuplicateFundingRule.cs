using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Two areas pay for the same thing at the same time.</summary>
public sealed class DecisionDuplicateFundingRule : IConflictRule
{
    /// <summary>So few are compared all with all, without allocating.</summary>
    private const int Few = 256;

    public string Key => "decision.duplicateFunding";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var decisions = course.Decisions;
        if (!AreOfTwoAreas(decisions))
        {
            return;
        }
        if (decisions.Length > Few)
        {
            FindAmongMany(decisions, course.AsOf, ref findings);
            return;
        }
        for (var i = 0; i < decisions.Length; i++)
        {
            ref readonly var one = ref decisions[i];
            if (!IsGrant(one, course.AsOf))
            {
                continue;
            }
            for (var j = i + 1; j < decisions.Length; j++)
            {
                ref readonly var other = ref decisions[j];
                if (Pair(one, other) && IsGrant(other, course.AsOf))
                {
                    findings.Add(Duplicate(one, other));
                    if (findings.IsFull)
                    {
                        return;
                    }
                }
            }
        }
    }

    private static bool IsGrant(in DecisionItem decision, DateOnly asOf) =>
        !string.IsNullOrEmpty(decision.ServiceGroup) && decision.Period.To >= asOf;

    private static bool AreOfTwoAreas(ReadOnlySpan<DecisionItem> decisions)
    {
        for (var i = 1; i < decisions.Length; i++)
        {
            if (decisions[i].Area != decisions[0].Area)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>By service and area, so that only grants of the same service and of different areas are compared.</summary>
    private void FindAmongMany(ReadOnlySpan<DecisionItem> decisions, DateOnly asOf, ref Findings findings)
    {
        var rented = ArrayPool<PairKey>.Shared.Rent(decisions.Length);
        var count = 0;
        for (var i = 0; i < decisions.Length; i++)
        {
            if (IsGrant(decisions[i], asOf))
            {
                rented[count++] = new PairKey(PairKeys.Hash(decisions[i].ServiceGroup!), PairKeys.Hash(decisions[i].Area), i);
            }
        }
        var grants = rented.AsSpan(0, count);
        grants.Sort();
        var next = 0;
        for (var i = 0; i < grants.Length && !findings.IsFull; i++)
        {
            while (next < grants.Length && grants[next].Hash == grants[i].Hash && decisions[grants[next].Row].Area == decisions[grants[i].Row].Area)
            {
                next++;
            }
            for (var j = Math.Max(next, i + 1); j < grants.Length && grants[j].Hash == grants[i].Hash && !findings.IsFull; j++)
            {
                if (Pair(decisions[grants[i].Row], decisions[grants[j].Row]))
                {
                    findings.Add(Duplicate(decisions[grants[i].Row], decisions[grants[j].Row]));
                }
            }
        }
        ArrayPool<PairKey>.Shared.Return(rented);
    }

    /// <summary>Two grants pay for the same thing from different areas on a common day.</summary>
    private static bool Pair(in DecisionItem one, in DecisionItem other) =>
        other.ServiceGroup == one.ServiceGroup && other.Area != one.Area && other.Period.Overlaps(one.Period);

    private Finding Duplicate(in DecisionItem one, in DecisionItem other)
    {
        var (a, b) = ItemKey.Compare(one.Key, other.Key) <= 0 ? (one, other) : (other, one);
        return Finding.Between(Key, Severity.M,
            Evidence.Of(("serviceGroup", a.ServiceGroup), ("areaA", a.Area), ("fromA", a.Period.From), ("toA", a.Period.End),
                ("areaB", b.Area), ("fromB", b.Period.From), ("toB", b.Period.End)),
            Subject.Of(SubjectKind.Decision, a.Key),
            Subject.Of(SubjectKind.Decision, b.Key));
    }
}
