using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>An active plan whose owner has left, or is away for long without a deputy.</summary>
public sealed class OwnerStaleRule : IConflictRule
{
    public string Key => "owner.stale";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        foreach (ref readonly var plan in course.Plans)
        {
            if (!plan.IsActive || plan.Owner < 0)
            {
                continue;
            }
            ref readonly var owner = ref course.Contacts[plan.Owner];
            if (owner.Period.To < course.AsOf)
            {
                findings.Add(Stale(plan, Evidence.Of(("case", "left"), ("owner", owner.Key), ("leftOn", owner.Period.To))));
            }
            else if (IsAway(owner, course))
            {
                findings.Add(Stale(plan, Evidence.Of(
                    ("case", owner.Absence.IsOpenEnded ? "awayOpen" : "away"),
                    ("owner", owner.Key),
                    ("absentFrom", owner.Absence.From),
                    ("absentTo", owner.Absence.End))));
            }
        }
    }

    private static bool IsAway(in ContactItem owner, in CitizenCourse course) =>
        owner.HasAbsence
        && string.IsNullOrEmpty(owner.DeputyId)
        && owner.Absence.Holds(course.AsOf)
        && owner.Absence.To.DayNumber - owner.Absence.From.DayNumber + 1 > course.Limits.AbsenceDays;

    private Finding Stale(in PlanItem plan, Evidence evidence) =>
        Finding.Of(Key, Severity.M, evidence, Subject.Of(SubjectKind.Plan, plan.Key));
}
