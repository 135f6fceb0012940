using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.LogControl;

public readonly record struct SampledVisitId(Guid Value) : IId<SampledVisitId>
{
    public static SampledVisitId From(Guid value) => new(value);

    /// <summary>Public, so it tells nothing of when.</summary>
    public static SampledVisitId New() => new(Guid.NewGuid());
}

/// <summary>Why somebody looked, as they say themselves.</summary>
public enum VisitReason : byte { OwnCase, HelpedColleague, CitizenAsked, WrongCitizen, Quality, Other }

public enum VisitVerdict : byte { WorkRelated, NotWorkRelated }

public static class LogControlRefusals
{
    public static readonly Refusal IsJudged = new("logControl.isJudged");
    public static readonly Refusal NotAnswered = new("logControl.notAnswered");
    public static readonly Refusal OwnVisit = new("logControl.ownVisit");
}

/// <summary>
/// A visit that was drawn: whoever made it says why, and somebody else judges. It is never removed, and what was drawn stays as it was.
/// </summary>
public sealed class SampledVisit : AggregateRoot
{
    public const int AnswerWorkdays = 5;
    public const int ShortestText = 10;
    public const int LongestText = 2000;

    private SampledVisit()
    {
    }

    public SampledVisitId Id { get; private init; }

    /// <summary>The area whose night it was drawn in.</summary>
    public string Area { get; private init; } = "";

    /// <summary>The day whose night it was drawn in.</summary>
    public DateOnly DrawnOn { get; private init; }

    /// <summary>The first row of the log.</summary>
    public Guid AccessId { get; private init; }

    public DateTimeOffset LookedAt { get; private init; }

    public UserId UserId { get; private init; }

    public CitizenId? CitizenId { get; private init; }

    public SampleGround Ground { get; private init; }

    /// <summary>Codes of alerts.</summary>
    public IReadOnlyList<string> Alerts { get; private init; } = [];

    /// <summary>The last day to say why.</summary>
    public DateOnly Due { get; private init; }

    public VisitReason? Reason { get; private set; }

    public string? Answer { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public VisitVerdict? Verdict { get; private set; }

    public UserId? JudgedBy { get; private set; }

    public DateTimeOffset? JudgedAt { get; private set; }

    public string? Note { get; private set; }

    /// <param name="visit">What was drawn.</param>
    /// <param name="lookedAt">When it began.</param>
    /// <param name="area">Of whoever looked.</param>
    /// <param name="day">The day whose night it is drawn in.</param>
    /// <param name="today">The time to say why begins.</param>
    public static SampledVisit Draw(Visit visit, DateTimeOffset lookedAt, string area, DateOnly day, DateOnly today) => new()
    {
        Id = SampledVisitId.New(),
        Area = area,
        DrawnOn = day,
        AccessId = visit.Id,
        LookedAt = lookedAt,
        UserId = visit.User,
        CitizenId = visit.Citizen,
        Ground = visit.Ground,
        Alerts = [.. visit.Alerts],
        Due = Workdays.After(today, AnswerWorkdays),
    };

    /// <summary>An answer can be mended until it is judged.</summary>
    public Result<Done> Explain(VisitReason reason, string text, DateTimeOffset now)
    {
        if (JudgedAt is not null)
        {
            return LogControlRefusals.IsJudged;
        }
        (Reason, Answer, AnsweredAt) = (reason, text.Trim(), now);
        Changed();
        return Done.Value;
    }

    /// <param name="by">Somebody else than whoever looked.</param>
    /// <param name="verdict">Whether it was for work.</param>
    /// <param name="note">What is to be said of it.</param>
    /// <param name="now">By the clock.</param>
    /// <param name="today">Without an answer it is judged when the answer is overdue.</param>
    public Result<Done> Judge(UserId by, VisitVerdict verdict, string? note, DateTimeOffset now, DateOnly today)
    {
        if (JudgedAt is not null)
        {
            return LogControlRefusals.IsJudged;
        }
        if (by == UserId)
        {
            return LogControlRefusals.OwnVisit;
        }
        if (AnsweredAt is null && today <= Due)
        {
            return LogControlRefusals.NotAnswered;
        }
        (Verdict, JudgedBy, JudgedAt, Note) = (verdict, by, now, string.IsNullOrWhiteSpace(note) ? null : note.Trim());
        Changed();
        return Done.Value;
    }
}
