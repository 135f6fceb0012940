using Npgsql;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>Writes the row of an import: when it began, how far it has come, how it ended.</summary>
internal static class ImportLog
{
    public static async Task BeginAsync(
        NpgsqlConnection connection, ImportId id, ImportStart start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into imports (id, origin, started_by, started_at, last_progress_at, state) values ($1, $2, $3, $4, $4, 'running')", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = id.Value },
                new NpgsqlParameter<string> { TypedValue = Word<ImportOrigin>.Of(start.Origin) },
                new NpgsqlParameter { Value = (object?)start.StartedBy?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>In the transaction of the batch, so that the counts are those of what is there.</summary>
    public static async Task AddAsync(
        NpgsqlConnection connection, ImportId id, IReadOnlyList<DocumentHead> heads, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update imports set documents = documents + $2, accepted = accepted + $3, unchanged = unchanged + $4, ignored_older = ignored_older + $5,
                rejected = rejected + $6, citizens_changed = citizens_changed + $7, bytes = bytes + $8, last_progress_at = $9
            where id = $1
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = id.Value },
                Count(heads.Count),
                Count(heads.Count(head => head.Result == DocumentResult.Accepted)),
                Count(heads.Count(head => head.Result is DocumentResult.Unchanged or DocumentResult.IgnoredOlder)),
                Count(heads.Count(head => head.Result == DocumentResult.IgnoredOlder)),
                Count(heads.Count(head => head.Result == DocumentResult.Rejected)),
                Count(heads.Where(head => head.HasChangedCourse).Select(head => head.CitizenId).Distinct().Count()),
                Count(heads.Sum(head => head.Raw.FullLength)),
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            },
        };
        await command.PrepareAsync(cancellationToken);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task EndAsync(
        NpgsqlConnection connection, ImportId id, ImportState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update imports set state = $2, finished_at = $3, last_progress_at = $3 where id = $1 and state = 'running'", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = id.Value },
                new NpgsqlParameter<string> { TypedValue = Word<ImportState>.Of(state) },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<long> Count(long value) => new() { TypedValue = value };
}
