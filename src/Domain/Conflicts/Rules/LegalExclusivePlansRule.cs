using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Two active plans of kinds that cannot hold at once.</summary>
public sealed class LegalExclusivePlansRule : IConflictRule
{
    public string Key => "legal.exclusivePlans";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var plans = course.Plans;
        PlanType? alone = null;
        for (var i = 0; i < plans.Length && !findings.IsFull; i++)
        {
            ref readonly var plan = ref plans[i];
            if (plan.Type.ExclusiveWith.Count > 0 && plan.IsActive && !ReferenceEquals(plan.Type, alone))
            {
                alone = FindFor(plans, i, ref findings) ? null : plan.Type;
            }
        }
    }

    /// <summary>The plans that this one's type excludes; false when the course has no active plan of such a type.</summary>
    private bool FindFor(ReadOnlySpan<PlanItem> plans, int i, ref Findings findings)
    {
        ref readonly var plan = ref plans[i];
        var any = false;
        for (var j = 0; j < plans.Length && !findings.IsFull; j++)
        {
            ref readonly var other = ref plans[j];
            if (!other.IsActive || !Declares(plan.Type, other.Type))
            {
                continue;
            }
            any = true;
            var foundFromOther = j < i && Declares(other.Type, plan.Type);
            if (j != i && !foundFromOther)
            {
                findings.Add(Pair(plan, other));
            }
        }
        return any;
    }

    private static bool Declares(PlanType type, PlanType other)
    {
        var excluded = type.ExclusiveWith;
        for (var i = 0; i < excluded.Count; i++)
        {
            if (excluded[i] == other.Code)
            {
                return true;
            }
        }
        return false;
    }

    private Finding Pair(in PlanItem one, in PlanItem other)
    {
        var (a, b) = ItemKey.Compare(one.Key, other.Key) <= 0 ? (one, other) : (other, one);
        return Finding.Between(Key, Severity.H,
            Evidence.Of(("typeA", a.Type.Code), ("typeB", b.Type.Code)),
            Subject.Of(SubjectKind.Plan, a.Key),
            Subject.Of(SubjectKind.Plan, b.Key));
    }
}
