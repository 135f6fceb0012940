namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// Another process holds the sweep. It may be a dying one whose lock is not free yet, so a job that meets this is tried again and does
/// not count as done.
/// </summary>
public sealed class SweepHeldException() : Exception("Another process runs this sweep.");
