using Npgsql;
using Sammenhaeng.Application.CourseDocuments;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>What a source has told of a citizen before, as far as it decides what a document means.</summary>
internal sealed record SourceMemory(DateTime LastExportedAt, DateTime? LastSnapshotAt, DateTime? HouseholdAt, byte[] LastHash)
{
    /// <summary>Older than the last snapshot: the source has said since what it knows.</summary>
    public bool HasOvertaken(DocumentHead head) => head.ExportedAt < LastSnapshotAt;

    public bool Knows(DocumentHead head) => head.ExportedAt == LastExportedAt && head.Hash.AsSpan().SequenceEqual(LastHash);

    public static async Task<Dictionary<(Guid Citizen, string Source), SourceMemory>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<DocumentHead> heads, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select s.citizen_id, s.source, s.last_exported_at, s.last_snapshot_at, s.household_at, s.last_document_hash
            from unnest($1::uuid[], $2::text[]) as asked (citizen_id, source)
            join course_sources s on s.citizen_id = asked.citizen_id and s.source = asked.source
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. heads.Select(head => head.CitizenId.Value)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. heads.Select(head => head.Source!)] },
            },
        };
        await command.PrepareAsync(cancellationToken);
        var found = new Dictionary<(Guid, string), SourceMemory>(heads.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found[(reader.GetGuid(0), reader.GetString(1))] = new SourceMemory(
                reader.GetDateTime(2),
                reader.IsDBNull(3) ? null : reader.GetDateTime(3),
                reader.IsDBNull(4) ? null : reader.GetDateTime(4),
                reader.GetFieldValue<byte[]>(5));
        }
        return found;
    }
}

/// <summary>Whether items that documents point to, and do not hold, have been sent before by the same source, ended since or not.</summary>
internal static class EarlierItems
{
    private const int MostAtOnce = 10_000;

    private static readonly (ReferenceTarget Target, ItemTable Table)[] Collections =
    [
        (ReferenceTarget.Plan, ItemTable.Plans),
        (ReferenceTarget.Goal, ItemTable.Goals),
        (ReferenceTarget.Intervention, ItemTable.Interventions),
        (ReferenceTarget.Contact, ItemTable.Contacts),
        (ReferenceTarget.Network, ItemTable.NetworkMembers),
    ];

    private static readonly string FindMissing =
        "select asked.n from unnest($1::int[], $2::uuid[], $3::text[], $4::int[], $5::text[]) as asked (n, citizen_id, source, target, id) where not ("
        + string.Join(" or ", Collections.Select(one =>
            $"(asked.target & {(int)one.Target} <> 0 and exists (select from {one.Table.Name} x "
            + "where x.citizen_id = asked.citizen_id and x.id = asked.id and x.source = asked.source))"))
        + ")";

    /// <summary>Refuses the documents that point to what their source has never sent.</summary>
    public static async Task CheckAsync(NpgsqlConnection connection, IReadOnlyList<DocumentHead> heads, CancellationToken cancellationToken)
    {
        var asked = heads.SelectMany(head => head.ReferencesToEarlier, (head, reference) => (Head: head, Reference: reference)).ToArray();
        foreach (var some in asked.Chunk(MostAtOnce))
        {
            await CheckAsync(connection, some, cancellationToken);
        }
    }

    private static async Task CheckAsync(
        NpgsqlConnection connection, (DocumentHead Head, EarlierReference Reference)[] asked, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindMissing, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int[]> { TypedValue = [.. Enumerable.Range(0, asked.Length)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. asked.Select(one => one.Head.CitizenId.Value)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. asked.Select(one => one.Head.Source!)] },
                new NpgsqlParameter<int[]> { TypedValue = [.. asked.Select(one => (int)one.Reference.Target)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. asked.Select(one => one.Reference.Id)] },
            },
        };
        var missing = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            missing.Add(reader.GetInt32(0));
        }
        foreach (var group in missing.Order().GroupBy(n => asked[n].Head, n => asked[n].Reference.Unknown))
        {
            group.Key.Refuse([.. group.Key.Errors.Concat(group).Take(DocumentLimits.MaxErrors)]);
        }
    }
}
