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
                if (other.ServiceGroup == one.ServiceGroup && other.Area != one.Area
                    && IsGrant(other, course.AsOf) && other.Period.Overlaps(one.Period))
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
        var grants = new List<(string Service, string Area, int Row)>();
        for (var i = 0; i < decisions.Length; i++)
        {
            if (IsGrant(decisions[i], asOf))
            {
                grants.Add((decisions[i].ServiceGroup!, decisions[i].Area, i));
            }
        }
        grants.Sort(static (a, b) =>
            string.CompareOrdinal(a.Service, b.Service) is not 0 and var byService ? byService : string.CompareOrdinal(a.Area, b.Area));
        var next = 0;
        for (var i = 0; i < grants.Count; i++)
        {
            while (next < grants.Count && grants[next].Service == grants[i].Service && grants[next].Area == grants[i].Area)
            {
                next++;
            }
            for (var j = next; j < grants.Count && grants[j].Service == grants[i].Service; j++)
            {
                if (decisions[grants[i].Row].Period.Overlaps(decisions[grants[j].Row].Period))
                {
                    findings.Add(Duplicate(decisions[grants[i].Row], decisions[grants[j].Row]));
                    if (findings.IsFull)
                    {
                        return;
                    }
                }
            }
        }
    }

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
