using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access;

internal sealed class AccessLog(SammenhaengDb db, NpgsqlDataSource source) : IAccessLog
{
    private const string Insert =
        """
        insert into access_log
            (id, user_id, subject, roles, areas, citizen_id, shown_citizens, what, purpose, ground, relation, outcome, request_id, units)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    public async Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            // Never a second connection beside an open transaction: at full load each would wait for the other's.
            await using var batch = db.Database.CurrentTransaction is null ? source.CreateBatch() : db.Batch();
            batch.BatchCommands.Add(Line(entry));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException failure)
        {
            throw Unavailable(failure);
        }
    }

    public Task WriteWithNextAsync(AccessEntry entry, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            return WriteAsync(entry, cancellationToken);
        }
        db.Waiting.Enqueue(Line(entry));
        return Task.CompletedTask;
    }

    /// <summary>Whether what failed is a line that went with a question.</summary>
    public static bool IsTold(NpgsqlException failure) => failure.BatchCommand?.CommandText == Insert;

    public static AccessLogUnavailableException Unavailable(NpgsqlException failure) => new("The access log cannot be written.", failure);

    private static NpgsqlBatchCommand Line(AccessEntry entry) => DbCommands.Command(
        Insert,
        Guid.CreateVersion7(),
        Typed(NpgsqlDbType.Uuid, entry.UserId?.Value),
        Typed(NpgsqlDbType.Text, entry.Subject),
        entry.Roles.ToArray(),
        entry.Areas.ToArray(),
        Typed(NpgsqlDbType.Uuid, entry.CitizenId?.Value),
        entry.ShownCitizens.Select(citizen => citizen.Value).ToArray(),
        entry.What,
        entry.Purpose,
        Typed(NpgsqlDbType.Text, entry.Ground),
        Typed(NpgsqlDbType.Text, entry.Relation),
        entry.Outcome,
        entry.RequestId,
        entry.Units.ToArray());

    private static NpgsqlParameter Typed(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
