using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests.Naive;

internal static partial class NaiveRules
{
    private static IEnumerable<NaiveFinding> FollowupOverdue(PlainCourse c) =>
        from p in c.Plans
        where c.Active(p) && p.Type.NeedsFollowUp && p.NextFollowUp < c.AsOf
        let days = c.AsOf.DayNumber - p.NextFollowUp!.Value.DayNumber
        select One("followup.overdue", days > c.Limits.FollowUpSevereDays ? Severity.H : Severity.M, p.Name);

    private static IEnumerable<NaiveFinding> FollowupMissing(PlainCourse c) =>
        from p in c.Plans
        where c.Active(p) && p.Type.NeedsFollowUp && p.NextFollowUp is null
        select One("followup.missing", Severity.M, p.Name);

    private static IEnumerable<PlainIntervention> LiveIn(PlainCourse c, PlainPlan p) =>
        c.LiveInterventions().Where(i => i.Source == p.Source && i.Plan == p.Id);

    private static IEnumerable<NaiveFinding> PlanExpiredActive(PlainCourse c) =>
        from p in c.Plans
        where p.IsUnderWay() && p.To < c.AsOf && LiveIn(c, p).Any()
        select One("plan.expiredActive", Severity.M, p.Name);

    private static IEnumerable<NaiveFinding> PlanReplacedStillActive(PlainCourse c) =>
        from p in c.Plans
        where p.ReplacedBy is not null && p.IsUnderWay()
        select One("plan.replacedStillActive", Severity.H, p.Name);

    private static IEnumerable<NaiveFinding> PlanOverdueCreation(PlainCourse c) =>
        from p in c.Plans
        where p.Status == PlanStatus.Draft && p.Type.CreateWithinDays is not null && p.DecisionDate is not null
        where p.DecisionDate!.Value.AddDays(p.Type.CreateWithinDays!.Value) < c.AsOf
        select One("plan.overdueCreation", Severity.H, p.Name);

    private static IEnumerable<NaiveFinding> LegalBasisExpired(PlainCourse c) =>
        from p in c.Plans
        where c.Active(p) && p.Type.ValidTo < c.AsOf && !p.Type.LegacyAllowed
        select One("legal.basisExpired", Severity.H, p.Name);

    private static IEnumerable<NaiveFinding> LegalOwnerChange(PlainCourse c) =>
        from p in c.Plans
        where c.Active(p) && p.Type.OwnerChangesOn <= c.AsOf.AddDays(c.Limits.OwnerChangeDays) && !p.KeepsOwner
        where p.To is null || p.To >= p.Type.OwnerChangesOn
        select One("legal.ownerChange", Severity.H, p.Name);

    private static IEnumerable<NaiveFinding> LegalExclusivePlans(PlainCourse c) =>
        from pair in Pairs(c.Plans.Where(c.Active))
        where pair.A.Type.ExclusiveWith.Contains(pair.B.Type.Code) || pair.B.Type.ExclusiveWith.Contains(pair.A.Type.Code)
        select Together("legal.exclusivePlans", Severity.H, pair.A, pair.B);

    private static IEnumerable<NaiveFinding> TransitionGap(PlainCourse c) =>
        from p in c.Plans
        where p.IsUnderWay() && p.EndsAtAge is not null && p.Successor is null && !p.NoFurtherNeed && p.To <= c.AsOf.AddDays(c.Limits.TransitionDays)
        where LiveIn(c, p).Any(i => i.To is null || i.To > p.To)
        select One("transition.gap", p.To <= c.AsOf ? Severity.K : Severity.H, p.Name);

    private static IEnumerable<NaiveFinding> VoiceNoCitizenGoal(PlainCourse c) =>
        from p in c.Plans
        where c.Active(p) && p.Type.NeedsCitizenVoice && !p.CitizenDeclinedGoal
        where !c.Goals.Any(g => g.Source == p.Source && g.Plan == p.Id && g.Status == GoalStatus.Active && g.Origin == GoalOrigin.Citizen)
        select One("voice.noCitizenGoal", Severity.M, p.Name);

    private static IEnumerable<NaiveFinding> GoalOpposing(PlainCourse c) =>
        from pair in Pairs(c.Goals.Where(c.Active))
        where (pair.A.Source, pair.A.Plan) != (pair.B.Source, pair.B.Plan) && pair.A.Theme == pair.B.Theme
        where Opposing(pair.A.Direction, pair.B.Direction) || Opposing(pair.B.Direction, pair.A.Direction)
        select Together("goal.opposing", Severity.M, pair.A, pair.B);

    private static bool Opposing(GoalDirection a, GoalDirection b) => (a, b) is
        (GoalDirection.Increase, GoalDirection.Limit)
        or (GoalDirection.Develop, GoalDirection.Compensate)
        or (GoalDirection.Develop, GoalDirection.Limit);

    private static IEnumerable<NaiveFinding> GoalSubAfterParent(PlainCourse c) =>
        from g in c.Goals
        where c.Active(g)
        from parent in c.Goals
        where parent.Source == g.Source && parent.Id == g.Parent && g.Due > parent.Due
        select Towards("goal.subAfterParent", Severity.L, g, parent);

    private static IEnumerable<NaiveFinding> DeadlineContradiction(PlainCourse c) =>
        from pair in Pairs(c.Milestones.Where(m => c.PlanOf(m.Source, m.Plan) is { } plan && c.Active(plan)))
        where (pair.A.Source, pair.A.Plan) != (pair.B.Source, pair.B.Plan)
        where pair.A.Key == pair.B.Key && pair.A.Kind == pair.B.Kind && pair.A.Due != pair.B.Due
        select Together("deadline.contradiction", Severity.M, pair.A, pair.B);

    private static IEnumerable<NaiveFinding> OwnerStale(PlainCourse c) =>
        from p in c.Plans
        where c.Active(p)
        from w in c.Contacts
        where w.Source == p.Source && w.Id == p.Owner
        where w.To < c.AsOf || (IsLongAway(c, w) && w.Deputy is null)
        select One("owner.stale", Severity.M, p.Name);

    private static bool IsLongAway(PlainCourse c, PlainContact w) =>
        w.AbsentFrom is { } first && first <= c.AsOf
        && (w.AbsentTo is not { } last || (last >= c.AsOf && last.DayNumber - first.DayNumber + 1 > c.Limits.AbsenceDays));
}
