using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>Seals as they stand in the database. xids are told as text: xid8 has no number type of its own out here.</summary>
internal static class SealTable
{
    private const string Columns =
        "number, kind, cluster_epoch, after_xid::text, after_id, through_xid::text, through_id, next_xid::text, entries, first_at, last_at, "
        + "root, leaves_hash, previous, sealed_at, key_id, signature";

    private const string Insert =
        """
        insert into access_log_seals (number, kind, cluster_epoch, after_xid, after_id, through_xid, through_id, next_xid, entries,
            first_at, last_at, root, leaves_hash, previous, sealed_at, key_id, signature, leaves)
        values ($1, $2, $3, $4::text::xid8, $5, $6::text::xid8, $7, $8::text::xid8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """;

    public static async Task AddAsync(NpgsqlConnection connection, Seal seal, byte[] leaves, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            Insert,
            seal.Number,
            seal.Kind,
            seal.ClusterEpoch,
            Text(seal.After.Xid),
            seal.After.Id,
            Text(seal.Through.Xid),
            seal.Through.Id,
            Text(seal.NextXid),
            seal.Entries,
            seal.FirstAt,
            seal.LastAt,
            seal.Root,
            seal.LeavesHash,
            seal.Previous,
            seal.SealedAt,
            seal.KeyId,
            seal.Signature,
            leaves);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<Seal?> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, $"select {Columns}, null from access_log_seals order by number desc limit 1", [], cancellationToken))
            is [var last] ? last.Seal : null;

    /// <summary>Up to where the rows of this cluster have been sealed.</summary>
    public static async Task<Place> SealedThroughAsync(NpgsqlConnection connection, long cluster, CancellationToken cancellationToken) =>
        (await ReadAsync(
            connection,
            $"select {Columns}, null from access_log_seals where kind = 'entries' and cluster_epoch = $1 order by number desc limit 1",
            [cluster],
            cancellationToken)) is [var last] ? last.Seal.Through : Place.Beginning;

    public static async Task<IReadOnlyList<Seal>> ExpiredAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(connection, $"select {Columns}, null from access_log_seals where kind = 'expired' order by number", [], cancellationToken))
            .Select(one => one.Seal)];

    /// <summary>The seal over this row, with its leaves.</summary>
    public static async Task<(Seal Seal, byte[]? Leaves)?> OverAsync(
        NpgsqlConnection connection, long cluster, Place place, CancellationToken cancellationToken) =>
        (await ReadAsync(
            connection,
            $"""
            select {Columns}, leaves from access_log_seals
            where kind = 'entries' and cluster_epoch = $1 and (through_xid, through_id) >= ($2::text::xid8, $3)
            order by number limit 1
            """,
            [cluster, Text(place.Xid), place.Id],
            cancellationToken)) is [var found] ? found : null;

    /// <summary>
    /// The next seals by number. Their leaves come with those that have a row in the time asked for, and no more leaves than fit the memory.
    /// </summary>
    public static Task<List<(Seal Seal, byte[]? Leaves)>> AfterAsync(
        NpgsqlConnection connection, long number, DateTime from, DateTime to, CancellationToken cancellationToken) => ReadAsync(
        connection,
        $"""
        select {Columns}, case when last_at >= $2 and first_at < $3 then leaves end
        from (select s.*, sum(s.entries) over (order by s.number) - s.entries as before
              from (select * from access_log_seals where number > $1 order by number limit 1024) s) w
        where before < 200000 order by number
        """,
        [number, from, to],
        cancellationToken);

    private static async Task<List<(Seal Seal, byte[]? Leaves)>> ReadAsync(
        NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(sql, values);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var seals = new List<(Seal, byte[]?)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            seals.Add((Read(reader), reader.IsDBNull(17) ? null : reader.GetFieldValue<byte[]>(17)));
        }
        return seals;
    }

    private static Seal Read(NpgsqlDataReader reader) => new()
    {
        Number = reader.GetInt64(0),
        Kind = reader.GetString(1),
        ClusterEpoch = reader.GetInt64(2),
        After = new Place(Xid(reader, 3), reader.GetGuid(4)),
        Through = new Place(Xid(reader, 5), reader.GetGuid(6)),
        NextXid = Xid(reader, 7),
        Entries = reader.GetInt64(8),
        FirstAt = reader.GetDateTime(9),
        LastAt = reader.GetDateTime(10),
        Root = reader.GetFieldValue<byte[]>(11),
        LeavesHash = reader.GetFieldValue<byte[]>(12),
        Previous = reader.GetFieldValue<byte[]>(13),
        SealedAt = reader.GetDateTime(14),
        KeyId = reader.GetString(15),
        Signature = reader.GetFieldValue<byte[]>(16),
    };

    private static ulong Xid(NpgsqlDataReader reader, int column) =>
        ulong.Parse(reader.GetString(column), System.Globalization.CultureInfo.InvariantCulture);

    private static NpgsqlParameter Text(ulong xid) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = xid.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
