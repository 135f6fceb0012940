using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Conflicts;

public readonly record struct ConflictId(Guid Value) : IId<ConflictId>
{
    public static ConflictId From(Guid value) => new(value);

    public static ConflictId New() => new(Guid.CreateVersion7());
}

/// <summary>
/// Two or more things in a citizen's plans that do not fit together, kept once per citizen and fingerprint for as long as
/// it is known. Rules open and close it; people acknowledge, accept, resolve and reopen it. Nothing is ever deleted.
/// </summary>
public sealed class Conflict : AggregateRoot
{
    public const int DefaultDaysUntilItShows = 7;

    private readonly List<ConflictEntry> _history = [];

    private Conflict()
    {
    }

    public ConflictId Id { get; private set; }

    public CitizenId CitizenId { get; private set; }

    public string Rule { get; private set; } = "";

    /// <summary>The subjects with their sources; unique per citizen and rule.</summary>
    public string SubjectKey { get; private set; } = "";

    public string Fingerprint { get; private set; } = "";

    /// <summary>JSON: <c>[{"kind","id","source"}]</c>, in the finding's order.</summary>
    public string Subjects { get; private set; } = "[]";

    /// <summary>Codes of the core areas whose things meet in it; none when it is about the course as a whole.</summary>
    public string[] Areas { get; private set; } = [];

    public ConflictState State { get; private set; }

    public bool IsFound { get; private set; }

    public Severity Severity { get; private set; }

    public string Evidence { get; private set; } = "{}";

    public long EvidenceHash { get; private set; }

    /// <summary>Who has taken it on; when nobody has, it falls to the coordinator, else to <see cref="ItemOwnerId"/>.</summary>
    public UserId? OwnerId { get; private set; }

    /// <summary>Source and contact id of the owner of the item created last.</summary>
    public string? ItemOwnerSource { get; private set; }

    public string? ItemOwnerId { get; private set; }

    public DateOnly? DueOn { get; private set; }

    public DateTimeOffset FirstSeenAt { get; private set; }

    /// <summary>Null while it is found: then it was last seen when the citizen was last checked.</summary>
    public DateTimeOffset? LastSeenAt { get; private set; }

    public DateOnly? ShowsBy { get; private set; }

    public DateOnly? AcceptedUntil { get; private set; }

    public Severity? SettledSeverity { get; private set; }

    public long? SettledEvidence { get; private set; }

    public IReadOnlyList<ConflictEntry> History => _history;

    public bool IsClosed => State is ConflictState.AutoClosed or ConflictState.Resolved;

    public ConflictStanding Standing =>
        new(State, IsFound, Severity, EvidenceHash, ShowsBy, AcceptedUntil, SettledSeverity, SettledEvidence);

    /// <summary>Somebody takes it on, to be done by a day.</summary>
    public Result<Done> Acknowledge(UserId owner, DateOnly due, UserId by, DateTimeOffset now, DateOnly today)
    {
        if (State is not (ConflictState.Open or ConflictState.Acknowledged))
        {
            return ConflictRefusals.IsNotOpen;
        }
        if (due < today)
        {
            return ConflictRefusals.DueHasPassed;
        }
        if (IsTooFar(due, today))
        {
            return ConflictRefusals.DayIsTooFar;
        }
        State = ConflictState.Acknowledged;
        OwnerId = owner;
        DueOn = due;
        return Write(ConflictChange.Acknowledged, by, now, note: null, until: due, owner);
    }

    /// <summary>It is left standing for a reason until a day, as long as the facts stay as they are. Critical ones cannot be.</summary>
    public Result<Done> Accept(string reason, DateOnly until, UserId by, DateTimeOffset now, DateOnly today)
    {
        if (Severity == Severity.K)
        {
            return ConflictRefusals.CriticalCannotBeAccepted;
        }
        if (IsClosed)
        {
            return ConflictRefusals.IsNotOpen;
        }
        if (until < today)
        {
            return ConflictRefusals.UntilHasPassed;
        }
        if (IsTooFar(until, today))
        {
            return ConflictRefusals.DayIsTooFar;
        }
        State = ConflictState.Accepted;
        AcceptedUntil = until;
        ShowsBy = null;
        Settle();
        return Write(ConflictChange.Accepted, by, now, reason, until);
    }

    /// <summary>It has been agreed how it is solved, and by when that shows in the plans.</summary>
    public Result<Done> Resolve(string agreed, DateOnly? showsBy, UserId by, DateTimeOffset now, DateOnly today)
    {
        if (IsClosed)
        {
            return ConflictRefusals.IsNotOpen;
        }
        var day = showsBy ?? today.AddDays(DefaultDaysUntilItShows);
        if (day < today)
        {
            return ConflictRefusals.ShowsByHasPassed;
        }
        if (IsTooFar(day, today))
        {
            return ConflictRefusals.DayIsTooFar;
        }
        State = ConflictState.Resolved;
        ShowsBy = day;
        AcceptedUntil = null;
        Settle();
        return Write(ConflictChange.Resolved, by, now, agreed, day);
    }

    /// <summary>Somebody sees that it is not solved, or no longer acceptable.</summary>
    public Result<Done> Reopen(string? reason, UserId by, DateTimeOffset now)
    {
        if (State is ConflictState.Open or ConflictState.Acknowledged)
        {
            return ConflictRefusals.IsOpen;
        }
        if (!IsFound)
        {
            return ConflictRefusals.IsGone;
        }
        State = ConflictState.Open;
        ShowsBy = null;
        AcceptedUntil = null;
        SettledSeverity = null;
        SettledEvidence = null;
        DueOn = null;
        return Write(ConflictChange.Reopened, by, now, reason, until: null);
    }

    /// <summary>What is put off for longer than a year is put off for ever.</summary>
    private static bool IsTooFar(DateOnly day, DateOnly today) => day > today.AddYears(1);

    private void Settle()
    {
        SettledSeverity = Severity;
        SettledEvidence = EvidenceHash;
    }

    private Done Write(ConflictChange change, UserId by, DateTimeOffset now, string? note, DateOnly? until, UserId? owner = null)
    {
        _history.Add(new ConflictEntry(Guid.CreateVersion7(), change, now, by, note, until, Severity, Evidence) { OwnerId = owner });
        Raise(new ConflictHandled(CitizenId, Id, change));
        return Done.Value;
    }
}

/// <summary>One line of a conflict's history.</summary>
public sealed class ConflictEntry
{
    private ConflictEntry()
    {
    }

    internal ConflictEntry(Guid id, ConflictChange change, DateTimeOffset at, UserId by, string? note, DateOnly? until, Severity severity, string evidence)
    {
        Id = id;
        Change = change;
        At = at;
        By = by;
        Note = note;
        Until = until;
        Severity = severity;
        Evidence = evidence;
    }

    public Guid Id { get; private set; }

    public ConflictChange Change { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null when the engine did it.</summary>
    public UserId? By { get; private set; }

    /// <summary>The reason, or what was agreed.</summary>
    public string? Note { get; private set; }

    public DateOnly? Until { get; private set; }

    /// <summary>To whom it was given, of one that was taken on.</summary>
    public UserId? OwnerId { get; internal init; }

    public Severity Severity { get; private set; }

    public string Evidence { get; private set; } = "{}";
}

/// <summary>A person has acknowledged, accepted, resolved or reopened a conflict.</summary>
public sealed record ConflictHandled(CitizenId CitizenId, ConflictId ConflictId, ConflictChange Change) : ICitizenEvent;

public static class ConflictRefusals
{
    public static readonly Refusal IsNotOpen = new("conflict.isNotOpen");
    public static readonly Refusal IsOpen = new("conflict.isOpen");
    public static readonly Refusal IsGone = new("conflict.isGone");
    public static readonly Refusal DueHasPassed = new("conflict.dueHasPassed");
    public static readonly Refusal UntilHasPassed = new("conflict.untilHasPassed");
    public static readonly Refusal DayIsTooFar = new("conflict.dayIsTooFar");
    public static readonly Refusal ShowsByHasPassed = new("conflict.showsByHasPassed");
    public static readonly Refusal NothingSeen = new("conflict.nothingSeen");
    public static readonly Refusal UnknownOwner = new("conflict.unknownOwner");
    public static readonly Refusal CriticalCannotBeAccepted = new("conflict.criticalCannotBeAccepted");
}
