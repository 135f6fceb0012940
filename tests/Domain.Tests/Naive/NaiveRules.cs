using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Domain.Tests.Naive;

/// <param name="Subjects">With sources, joined as the fingerprint says.</param>
internal sealed record NaiveFinding(string Rule, string Subjects, Severity Severity)
{
    public override string ToString() => Rule + ":" + Subjects + " " + Severity;
}

/// <summary>
/// Every rule a second time, as simply as its text can be said and without a thought for speed, by records instead of rows.
/// It was written from the text and not from the rules, to tell where one of the two has misread it.
/// </summary>
internal static partial class NaiveRules
{
    private static readonly Func<PlainCourse, IEnumerable<NaiveFinding>>[] All =
    [
        AppointmentOverlap, AppointmentTravel, AppointmentRestrictedWindow, LoadAppointments, LoadPerDay, LoadContacts,
        CoordinatorMissing, CoordinatorMultiple, OwnerStale, InterventionDuplicate, InterventionNoPlan, CapacityExceeded,
        TreatmentIncompatible, SequenceViolation, SequenceCycle, GoalOpposing, GoalSubAfterParent, DeadlineContradiction,
        FollowupOverdue, FollowupMissing, PlanExpiredActive, PlanReplacedStillActive, PlanOverdueCreation,
        LegalBasisExpired, LegalOwnerChange, LegalExclusivePlans, TransitionGap,
        ConsentExpiring, ConsentBreach, ConsentYouthMissing, AccessAgeThreshold, MandateExpiring,
        VoiceNoCitizenGoal, VoiceMeetingAbout, CustodyNotInvited, HouseholdWrongHome, AddressExposure,
        AssessmentOpposing, DecisionConflicting, DecisionDuplicateFunding, SupportMissing, AgreementOverdue, SanctionRisk, ContactSilence,
    ];

    public static IReadOnlyList<NaiveFinding> Judge(PlainCourse course) =>
        [.. All.SelectMany(rule => rule(course)).Distinct()];

    private static NaiveFinding One(string rule, Severity severity, string subject) => new(rule, subject, severity);

    private static NaiveFinding Against(string rule, Severity severity, PlainItem item, PlainItem limit) => new(rule, item.Name + "/" + limit.Name, severity);

    private static NaiveFinding Towards(string rule, Severity severity, PlainItem a, PlainItem b) => new(rule, a.Name + ">" + b.Name, severity);

    private static NaiveFinding Together(string rule, Severity severity, params IEnumerable<PlainItem> items) => new(rule,
        string.Join('+', items.OrderBy(x => x.Id, StringComparer.Ordinal).ThenBy(x => x.Source, StringComparer.Ordinal).Select(x => x.Name)), severity);

    /// <summary>Each two of them once.</summary>
    private static IEnumerable<(T A, T B)> Pairs<T>(IEnumerable<T> items)
    {
        var list = items.ToList();
        return list.SelectMany((a, index) => list.Skip(index + 1).Select(b => (a, b)));
    }
}
