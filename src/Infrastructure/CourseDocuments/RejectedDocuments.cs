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

    public static async Task KeepAsync(
        NpgsqlConnection connection, ImportId import, PreparedDocuments prepared, KeptRejections kept, ISealing sealing, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, Row>();
        foreach (var head in prepared.Heads.Where(head => head.Result == DocumentResult.Rejected && Keeps(kept, head)))
        {
            var body = prepared.Batch.BytesOf(head.Raw);
            var id = RejectedDocumentId.New();
            var hash = sealing.Mark(body, RejectedBody.HashPurpose);
            rows[Convert.ToBase64String(hash)] = new Row(id.Value, head, sealing.Seal(body, RejectedBody.PlaceOf(id)), hash, RejectedBody.Write(head.Errors));
        }
        if (rows.Count == 0)
        {
            return;
        }

        var values = rows.Values.ToArray();
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
        KeptRejections.All => true,
        KeptRejections.WhatIsJson => head.Reading is ReadingOutcome.Read or ReadingOutcome.Invalid,
        _ => false,
    };

    private sealed record Row(Guid Id, DocumentHead Head, byte[] Body, byte[] Hash, string Errors);
}
