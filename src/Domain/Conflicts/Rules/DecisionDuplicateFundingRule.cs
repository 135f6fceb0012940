using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Two areas pay for the same thing at the same time.</summary>
public sealed class DecisionDuplicateFundingRule : IConflictRule
{
    public string Key => "decision.duplicateFunding";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var decisions = course.Decisions;
        if (!AreOfTwoAreas(decisions))
        {
            return;
        }
        var isMany = decisions.Length > EqualTexts.Few;
        var rows = isMany ? ByServiceGroup(decisions) : EqualTexts.AsTheyStand(stackalloc int[decisions.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var one = ref decisions[rows[i]];
            if (string.IsNullOrEmpty(one.ServiceGroup) || one.Period.To < course.AsOf)
            {
                continue;
            }
            for (var j = i + 1; j < rows.Length; j++)
            {
                ref readonly var other = ref decisions[rows[j]];
                if (other.ServiceGroup != one.ServiceGroup)
                {
                    if (isMany)
                    {
                        break;
                    }
                    continue;
                }
                if (other.Period.To >= course.AsOf && other.Period.Overlaps(one.Period) && other.Area != one.Area)
                {
                    findings.Add(Duplicate(one, other));
                    if (findings.IsFull)
                    {
                        break;
                    }
                }
            }
        }
    }

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

    private static int[] ByServiceGroup(ReadOnlySpan<DecisionItem> decisions)
    {
        var groups = new string[decisions.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = decisions[i].ServiceGroup ?? "";
        }
        return EqualTexts.Order(groups);
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
