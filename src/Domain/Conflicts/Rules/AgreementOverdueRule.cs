using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Something was agreed, its day has passed or nobody has taken it on, and it is not done.</summary>
public sealed class AgreementOverdueRule : IConflictRule
{
    public string Key => "agreement.overdue";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var agreement in course.Agreements)
        {
            if (!agreement.Done && (agreement.Due < course.AsOf || string.IsNullOrEmpty(agreement.Owner)))
            {
                findings.Add(Overdue(agreement, course.AsOf));
            }
        }
    }

    private Finding Overdue(in AgreementItem agreement, DateOnly asOf)
    {
        var hasOwner = !string.IsNullOrEmpty(agreement.Owner);
        var which = !(agreement.Due < asOf) ? "noOwner" : hasOwner ? "overdue" : "overdueNoOwner";
        return Finding.Of(Key, Severity.M,
            Evidence.Of(("case", which), ("due", agreement.Due), ("hasOwner", hasOwner)),
            Subject.Of(SubjectKind.Agreement, agreement.Key));
    }
}
