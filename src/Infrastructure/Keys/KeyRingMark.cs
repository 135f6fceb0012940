using System.Security.Cryptography;
using Npgsql;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>
/// With another key ring every citizen would be a new one, silently. A mark in the database tells that ring and database belong
/// together, before anything is written.
/// </summary>
public static class KeyRingMark
{
    private const string Purpose = "key-ring";

    internal static async Task LeaveAsync(NpgsqlDataSource source, ISealing sealing, CancellationToken cancellationToken)
    {
        await using var leave = source.CreateBatch();
        leave.Add(
            "insert into key_ring_marks (purpose, mark) values ($1, $2) on conflict do nothing",
            Purpose,
            sealing.Mark("sammenhaeng"u8, Purpose));
        await leave.ExecuteNonQueryAsync(cancellationToken);
        if (!await MatchesAsync(source, sealing, cancellationToken))
        {
            throw new KeyRingException("The key ring is not the one this database was made with. Put the right one back.");
        }
    }

    public static async Task<bool> MatchesAsync(NpgsqlDataSource source, ISealing sealing, CancellationToken cancellationToken)
    {
        await using var read = source.CreateBatch();
        read.Add("select mark from key_ring_marks where purpose = $1", Purpose);
        return await read.ExecuteScalarAsync(cancellationToken) is byte[] mark
            && CryptographicOperations.FixedTimeEquals(mark, sealing.Mark("sammenhaeng"u8, Purpose));
    }
}
