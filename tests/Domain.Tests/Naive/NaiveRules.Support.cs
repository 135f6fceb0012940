using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests.Naive;

internal static partial class NaiveRules
{
    private static IEnumerable<NaiveFinding> InterventionDuplicate(PlainCourse c) =>
        from pair in Pairs(c.LiveInterventions())
        where pair.A.PurposeGroup == pair.B.PurposeGroup
        where (pair.A.Source, pair.A.Plan) != (pair.B.Source, pair.B.Plan)
        where Terms.Meet(pair.A.From, pair.A.To, pair.B.From, pair.B.To)
        select Together("intervention.duplicate", Severity.M, pair.A, pair.B);

    private static IEnumerable<NaiveFinding> InterventionNoPlan(PlainCourse c) =>
        from i in c.Interventions
        where i.Status == InterventionStatus.Active && i.From <= c.AsOf && (i.To is null || i.To >= c.AsOf)
        let plan = c.PlanOf(i.Source, i.Plan)
        where plan is { Status: PlanStatus.Completed or PlanStatus.Cancelled } && (plan.To is null || plan.To < c.AsOf.AddDays(-c.Limits.NoPlanGraceDays))
        select One("intervention.noPlan", Severity.M, i.Name);

    private static IEnumerable<NaiveFinding> CapacityExceeded(PlainCourse c)
    {
        foreach (var r in c.Restrictions.Where(r => c.Live(r) && r.Kind == RestrictionKind.MaxWeeklyHours))
        {
            var tooMuchAlone = c.LiveInterventions().Where(i => i.WeeklyHours > r.Hours && Terms.Meet(i.From, i.To, r.From, r.To)).ToList();
            foreach (var i in tooMuchAlone)
            {
                yield return Against("capacity.exceeded", Severity.H, i, r);
            }
            var tooMuchTogether = c.Weeks().Any(monday =>
                Terms.Meet(r.From, r.To, monday, monday.AddDays(6))
                && !tooMuchAlone.Any(i => Terms.Meet(i.From, i.To, monday, monday.AddDays(6)))
                && c.LiveInterventions().Where(i => i.Obligatory && Terms.Meet(i.From, i.To, monday, monday.AddDays(6))).Sum(i => i.WeeklyHours ?? 0) > r.Hours);
            if (tooMuchTogether)
            {
                yield return One("capacity.exceeded", Severity.H, r.Name);
            }
        }
    }

    private static IEnumerable<NaiveFinding> TreatmentIncompatible(PlainCourse c) =>
        from i in c.LiveInterventions()
        from r in c.Restrictions
        where c.Live(r) && r.Kind == RestrictionKind.BlockedDemand && i.Demands.Contains(r.Demand!)
        where Terms.Meet(i.From, i.To, r.From, r.To)
        select Against("treatment.incompatible", Severity.H, i, r);

    private static string Target(PlainIntervention i, PlainRequirement requirement) =>
        requirement.Ref.Contains(':', StringComparison.Ordinal) ? requirement.Ref : i.Source + ":" + requirement.Ref;

    private static IEnumerable<NaiveFinding> SequenceViolation(PlainCourse c) =>
        from i in c.LiveInterventions()
        from p in c.Interventions
        where p != i
        let requirements = i.Requires.Where(r => Target(i, r) == p.Name).ToList()
        where requirements.Count > 0
        where p.Status == InterventionStatus.Cancelled
            || (p.Status != InterventionStatus.Completed && (p.To is null || i.From <= p.To))
        let onlyRecommended = requirements.All(r => r.Strength == RequirementStrength.Recommended)
        select Towards("sequence.violation", onlyRecommended ? Severity.M : Severity.H, i, p);

    private static IEnumerable<NaiveFinding> SequenceCycle(PlainCourse c)
    {
        var live = c.LiveInterventions();
        var next = live.ToDictionary(i => i, i => live.Where(p => i.Requires.Any(r => Target(i, r) == p.Name)).ToList());
        var reached = live.ToDictionary(i => i, i => Reach(next, i));
        var components = live.Where(i => reached[i].Contains(i))
            .Select(i => live.Where(p => reached[i].Contains(p) && reached[p].Contains(i)));
        return components.Select(component => Together("sequence.cycle", Severity.H, component));
    }

    private static HashSet<PlainIntervention> Reach(Dictionary<PlainIntervention, List<PlainIntervention>> next, PlainIntervention from)
    {
        var seen = new HashSet<PlainIntervention>();
        var waiting = new Queue<PlainIntervention>(next[from]);
        while (waiting.TryDequeue(out var one))
        {
            if (seen.Add(one))
            {
                next[one].ForEach(waiting.Enqueue);
            }
        }
        return seen;
    }

    private static IEnumerable<NaiveFinding> AssessmentOpposing(PlainCourse c) =>
        from pair in Pairs(c.Assessments)
        where pair.A.Theme == pair.B.Theme && pair.A.Scale == pair.B.Scale && (pair.A.Area, pair.A.Unit) != (pair.B.Area, pair.B.Unit)
        where Math.Abs(pair.A.Date.DayNumber - pair.B.Date.DayNumber) <= c.Limits.AssessmentDays && Math.Abs(pair.A.Level - pair.B.Level) >= c.Limits.AssessmentDelta
        select Together("assessment.opposing", Severity.M, pair.A, pair.B);

    private static bool TogetherNowOrLater(PlainCourse c, PlainDecision a, PlainDecision b) =>
        Terms.Meet(a.From, a.To, b.From, b.To) && (a.To is null || a.To >= c.AsOf) && (b.To is null || b.To >= c.AsOf);

    private static IEnumerable<NaiveFinding> DecisionConflicting(PlainCourse c) =>
        from a in c.Decisions
        from b in c.Decisions
        where a != b && TogetherNowOrLater(c, a, b)
        where a.Requires.Any(r => b.Sets.Any(s => s.Key == r.Key && s.Value != r.Value))
        select Towards("decision.conflicting", Severity.H, a, b);

    private static IEnumerable<NaiveFinding> DecisionDuplicateFunding(PlainCourse c) =>
        from pair in Pairs(c.Decisions.Where(d => d.ServiceGroup is not null))
        where pair.A.ServiceGroup == pair.B.ServiceGroup && pair.A.Area != pair.B.Area && TogetherNowOrLater(c, pair.A, pair.B)
        select Together("decision.duplicateFunding", Severity.M, pair.A, pair.B);

    private static IEnumerable<NaiveFinding> AgreementOverdue(PlainCourse c) =>
        from e in c.Agreements
        where !e.Done && (e.Due < c.AsOf || e.Owner is null)
        select One("agreement.overdue", Severity.M, e.Name);
}
