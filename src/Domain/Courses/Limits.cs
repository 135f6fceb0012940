namespace Sammenhaeng.Domain.Courses;

/// <summary>The thresholds of the rules. Defaults are the seed; a municipality sets its own, with history.</summary>
public sealed record Limits
{
    public static Limits Seed { get; } = new();

    /// <summary>In-person appointments a week.</summary>
    public int InPersonPerWeek { get; init; } = 5;
    public int InPersonPerDay { get; init; } = 2;
    public int InPersonHoursPerDay { get; init; } = 4;
    public int ActiveContacts { get; init; } = 4;
    public int ConsentExpiryDays { get; init; } = 30;
    public int MandateExpiryDays { get; init; } = 30;
    public int TransitionDays { get; init; } = 183;
    public int OwnerChangeDays { get; init; } = 183;
    public int AgeThresholdDays { get; init; } = 90;
    public int HandoverDays { get; init; } = 14;
    public int AbsenceDays { get; init; } = 14;
    public int SilenceDays { get; init; } = 60;
    public int AssessmentDays { get; init; } = 180;
    public int AssessmentDelta { get; init; } = 2;
    public int SupportSoonDays { get; init; } = 7;
    public int MissedLookbackDays { get; init; } = 28;
    public int NoPlanGraceDays { get; init; } = 7;
    /// <summary>Days overdue from which a follow-up is severe.</summary>
    public int FollowUpSevereDays { get; init; } = 30;
    public int HorizonDays { get; init; } = 28;

    /// <summary>How many citizens one coordinator has room for. No rule: it is shown where the load is.</summary>
    public int CitizensPerCoordinator { get; init; } = 25;
}
