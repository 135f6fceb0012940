namespace Sammenhaeng.Application.Access;

/// <summary>What the sealer has not reached yet, for a page and for a measurement.</summary>
public static class UnsealedAccesses
{
    /// <summary>Sealing happens every ten seconds.</summary>
    public static readonly TimeSpan MayWait = TimeSpan.FromSeconds(60);

    /// <summary>
    /// An SQL expression: for how many seconds, by the database's clock, the first row in the order of sealing has waited; null where none does.
    /// </summary>
    public const string OldestSeconds = "access_log_waits_for_seal()";
}
