using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Conflicts;

public readonly record struct SweepId(Guid Value)
{
    public static SweepId New() => new(Guid.CreateVersion7());
}

public enum SweepState : byte { Waiting, Running, Done, Stopped, Failed }

/// <summary>Whoever runs a sweep holds its lock: one that is running and not held was cut off.</summary>
public static class SweepLock
{
    /// <summary>Of the row <c>s</c> of sweeps, in SQL.</summary>
    public const string IsHeld =
        """
        exists (
          select from pg_locks l
          where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())
            and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('sweep:' || s.id, 0))
        """;
}

/// <summary>How far judging everyone has come.</summary>
/// <param name="Opened">Conflicts opened or reopened.</param>
/// <param name="Postponed">Citizens whose course changed meanwhile; they are checked on their own.</param>
/// <param name="Seconds">From start to end, or till now.</param>
public sealed record Sweep(
    SweepId Id, DateOnly AsOf, SweepState State, int Citizens, int Done, int Opened, int Changed, int Closed, int Postponed, double Seconds);

/// <summary>What came of asking for a sweep to be run.</summary>
public enum SweepRun : byte
{
    /// <summary>It was run to its end, just now or before.</summary>
    Done,

    /// <summary>Another process is at it.</summary>
    HeldByAnother,

    /// <summary>Nobody has asked for such a sweep.</summary>
    Unknown,
}

/// <summary>Judging of everyone: nightly because dates pass, or asked for. It can be stopped, goes on where it was, and changes nothing twice.</summary>
public interface ISweeps
{
    /// <param name="asOf">The day to judge on; today when null.</param>
    /// <param name="by">Null when the schedule asks.</param>
    /// <param name="cancellationToken">Stops the writing of the request.</param>
    Task<SweepId> RequestAsync(DateOnly? asOf, UserId? by, CancellationToken cancellationToken);

    /// <summary>Runs it, or goes on with it. Nothing happens when another process runs it now, or it is done.</summary>
    Task<SweepRun> RunAsync(SweepId id, IProgress<Sweep>? progress, CancellationToken cancellationToken);

    Task<Sweep?> FindAsync(SweepId id, CancellationToken cancellationToken);

    /// <summary>
    /// Sweeps that were asked for and have not ended: the process that ran them is gone, or nobody has begun. Those of an earlier day
    /// than today are stopped first: what they would find of the rest has been overtaken.
    /// </summary>
    Task<IReadOnlyList<Sweep>> ListUnfinishedAsync(DateOnly today, CancellationToken cancellationToken);
}
