using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Domain.CourseDocuments;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>
/// Keeps what was refused, sealed, because it holds CPR numbers. The same bytes refused again while they wait are the same row, so
/// that a file that is sent every night does not fill the list.
/// </summary>
internal static class RejectedDocuments
{
    private const string Keep = """
        insert into rejected_documents (id, import_id, line, received_at, source, area, body, body_hash, body_length, is_complete, errors, state)
        select n.id, $1, n.line, $2, n.source, n.area, n.body, n.body_hash, n.body_length, n.is_complete, n.errors::jsonb, 'waiting'
        from unnest($3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::bigint[], $10::boolean[], $11::text[])
            as n (id, line, source, area, body, body_hash, body_length, is_complete, errors)
        order by n.body_hash
        on conflict (body_hash) where state = 'waiting'
        do update set import_id = excluded.import_id, line = excluded.line, received_at = excluded.received_at, errors = excluded.errors,
            revision = rejected_documents.revision + 1
        """;

    private const int MostAtOnce = 50;

    public static async Task KeepAsync(
        NpgsqlConnection connection, ImportId import, PreparedDocuments prepared, KeptRejections kept, ISealing sealing, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var refused = new SortedDictionary<string, DocumentHead>(StringComparer.Ordinal);
        foreach (var head in prepared.Heads.Where(head => head.Result == DocumentResult.Rejected && Keeps(kept, head)))
        {
            refused[Convert.ToHexString(sealing.Mark(prepared.Batch.BytesOf(head.Raw), RejectedBody.HashPurpose))] = head;
        }
        // All in the order of their hash, so that two imports at once cannot wait for each other; some at a time, because sealed and
        // told they take several times the room of the batch.
        foreach (var some in refused.Chunk(MostAtOnce))
        {
            await KeepAsync(connection, import, [.. some.Select(one => RowOf(one.Key, one.Value, prepared.Batch, sealing))], now, cancellationToken);
        }
    }

    private static Row RowOf(string hash, DocumentHead head, DocumentBatch batch, ISealing sealing)
    {
        var id = RejectedDocumentId.New();
        var body = sealing.Seal(batch.BytesOf(head.Raw), RejectedBody.PlaceOf(id));
        return new Row(id.Value, head, body, Convert.FromHexString(hash), RejectedBody.Write(head.Errors));
    }

    private static async Task KeepAsync(NpgsqlConnection connection, ImportId import, Row[] values, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Keep, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = import.Value },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. values.Select(row => row.Id)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. values.Select(row => row.Head.Raw.Line)] },
                new NpgsqlParameter<string?[]> { TypedValue = [.. values.Select(row => row.Head.Source)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<string?[]> { TypedValue = [.. values.Select(row => row.Head.Area)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. values.Select(row => row.Body)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. values.Select(row => row.Hash)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. values.Select(row => row.Head.Raw.FullLength)] },
                new NpgsqlParameter<bool[]> { TypedValue = [.. values.Select(row => row.Head.Raw.IsComplete)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. values.Select(row => row.Errors)] },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static bool Keeps(KeptRejections kept, DocumentHead head) => kept switch
    {
        _ when head.Reading == ReadingOutcome.OfOthers => false,
        KeptRejections.All => true,
        KeptRejections.WhatIsJson => head.Reading is ReadingOutcome.Read or ReadingOutcome.Invalid,
        _ => false,
    };

    private sealed record Row(Guid Id, DocumentHead Head, byte[] Body, byte[] Hash, string Errors);
}
