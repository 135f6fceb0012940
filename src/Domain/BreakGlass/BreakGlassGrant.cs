using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.BreakGlass;

/// <summary>Why somebody had to see a citizen whom they do not work with.</summary>
public enum BreakGlassReason : byte { LifeOrHealth, ChildAtRisk, ColleagueAbsent, Other }

public enum BreakGlassVerdict : byte { Justified, NotJustified }

/// <summary>
/// Emergency access of one member of staff to one citizen, to read named kinds of information of named areas, for an hour at most. Somebody else judges
/// afterwards whether it was justified. It is never removed.
/// </summary>
public sealed class BreakGlassGrant : AggregateRoot
{
    public const int ShortestText = 20;
    public const int LongestText = 2000;
    public const int ReviewWorkdays = 5;
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    private BreakGlassGrant()
    {
    }

    public BreakGlassGrantId Id { get; private init; }

    public CitizenId CitizenId { get; private init; }

    public UserId UserId { get; private init; }

    public BreakGlassReason Reason { get; private init; }

    public string Text { get; private init; } = "";

    /// <summary>Codes of the core areas whose plans are shown.</summary>
    public IReadOnlyList<string> Areas { get; private init; } = [];

    /// <summary>What of those plans: words of <see cref="DataClasses"/>.</summary>
    public IReadOnlyList<string> Categories { get; private init; } = [];

    public DateTimeOffset OpenedAt { get; private init; }

    /// <summary>From this moment on it opens nothing.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>The last day of the review.</summary>
    public DateOnly ReviewDue { get; private init; }

    public UserId? ReviewedBy { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    public BreakGlassVerdict? Verdict { get; private set; }

    public string? ReviewNote { get; private set; }

    public static BreakGlassGrant Open(
        CitizenId citizen, UserId user, BreakGlassReason reason, string text, IReadOnlyCollection<string> areas, DataClasses opens, DateTimeOffset now,
        DateOnly today)
    {
        if (text.Trim().Length < ShortestText || areas.Count == 0 || opens == DataClasses.None)
        {
            throw new ArgumentException("Emergency access takes a reason, and the areas and kinds of information it is for.");
        }
        var grant = new BreakGlassGrant
        {
            Id = BreakGlassGrantId.New(),
            CitizenId = citizen,
            UserId = user,
            Reason = reason,
            Text = text.Trim(),
            Areas = [.. areas.Distinct().Order(StringComparer.Ordinal)],
            Categories = DataClassWords.In(opens),
            OpenedAt = now,
            Until = now + Longest,
            ReviewDue = Workdays.After(today, ReviewWorkdays),
        };
        grant.Raise(new BreakGlassOpened(grant.Id, citizen));
        return grant;
    }

    public bool IsOpenAt(DateTimeOffset moment) => OpenedAt <= moment && moment < Until;

    public Result<Done> Close(DateTimeOffset now)
    {
        if (!IsOpenAt(now))
        {
            return BreakGlassRefusals.IsOver;
        }
        Until = now;
        Raise(new BreakGlassClosed(Id, CitizenId));
        return Done.Value;
    }

    /// <param name="by">Somebody else than whoever took it.</param>
    /// <param name="judgedByThem">Whether whoever took it has judged one of the reviewer's: then it is for a third.</param>
    /// <param name="verdict">Whether it was justified.</param>
    /// <param name="note">What is to be said of it.</param>
    /// <param name="now">By the clock.</param>
    public Result<Done> Review(UserId by, bool judgedByThem, BreakGlassVerdict verdict, string? note, DateTimeOffset now)
    {
        if (ReviewedAt is not null)
        {
            return BreakGlassRefusals.IsReviewed;
        }
        if (by == UserId)
        {
            return BreakGlassRefusals.OwnReview;
        }
        if (judgedByThem)
        {
            return BreakGlassRefusals.ReviewOfReviewer;
        }
        (ReviewedBy, ReviewedAt, Verdict, ReviewNote) = (by, now, verdict, string.IsNullOrWhiteSpace(note) ? null : note.Trim());
        Raise(new BreakGlassReviewed(Id, CitizenId));
        return Done.Value;
    }
}
