namespace Sammenhaeng.Application.Access;

/// <summary>What the sealer has not reached yet, for a page and for a measurement.</summary>
public static class UnsealedAccesses
{
    /// <summary>Sealing happens every ten seconds.</summary>
    public static readonly TimeSpan MayWait = TimeSpan.FromSeconds(60);

    /// <summary>
    /// An SQL expression: for how many seconds, by the database's clock, the first row in the order of sealing has waited; null where none does.
    /// </summary>
    public const string OldestSeconds =
        """
        (select extract(epoch from clock_timestamp() - (
             select a.at from access_log a
             where a.cluster_epoch = here.cluster
               and (a.xid, a.id) > (coalesce(s.through_xid, '0'::xid8), coalesce(s.through_id, '00000000-0000-0000-0000-000000000000'::uuid))
             order by a.cluster_epoch, a.xid, a.id limit 1))::float8
         from (select (pg_control_system()).system_identifier as cluster) here
         left join lateral (
             select through_xid, through_id from access_log_seals
             where kind = 'entries' and cluster_epoch = here.cluster order by number desc limit 1) s on true)
        """;
}
