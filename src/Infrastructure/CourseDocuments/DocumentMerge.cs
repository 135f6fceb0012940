using Npgsql;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>Merges documents whose rows have been copied, at most one for each citizen and source at a time.</summary>
internal static class DocumentMerge
{
    /// <summary>
    /// Temporary tables have no statistics and the course tables may just have been filled, so the planner would guess. Every step is
    /// a look-up by key, so it is told to look up.
    /// </summary>
    private const string LookUpByKey =
        "set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off";

    public static async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LookUpByKey, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task CopyRowsAsync(NpgsqlConnection connection, IReadOnlyList<CourseCopy> rows, CancellationToken cancellationToken)
    {
        foreach (var table in ItemTable.All)
        {
            if (rows.Any(copy => copy[table].Rows > 0))
            {
                await CopyBuffer.SendAsync(connection, MergeSql.Copy(table), rows.Select(copy => copy[table]), cancellationToken);
            }
        }
    }

    /// <summary>Merges the documents and says of each what came of it.</summary>
    /// <returns>Whether rows have been copied: documents that are known already need none, later turns need no second time.</returns>
    public static async Task<bool> MergeAsync(
        NpgsqlConnection connection, IReadOnlyList<DocumentHead> heads, IReadOnlyList<CourseCopy> rows, bool areCopied, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var memory = await SourceMemory.ReadAsync(connection, heads, cancellationToken);
        var fresh = new List<DocumentHead>(heads.Count);
        foreach (var head in heads)
        {
            var before = memory.GetValueOrDefault((head.CitizenId.Value, head.Source!));
            if (before?.HasOvertaken(head) == true)
            {
                head.Result = DocumentResult.IgnoredOlder;
            }
            else if (before?.Knows(head) != true)
            {
                fresh.Add(head);
            }
        }
        await EarlierItems.CheckAsync(connection, fresh, cancellationToken);
        fresh.RemoveAll(head => head.Result == DocumentResult.Rejected);
        if (fresh.Count == 0)
        {
            return areCopied;
        }
        if (!areCopied)
        {
            await CopyRowsAsync(connection, rows, cancellationToken);
        }

        var shape = await CopyHeadsAsync(connection, fresh, memory, now, cancellationToken);
        var changed = await RunAsync(connection, Statements(shape, table => rows.Any(copy => copy[table].Rows > 0)), cancellationToken);
        foreach (var head in fresh)
        {
            head.HadBefore = memory.ContainsKey((head.CitizenId.Value, head.Source!));
            head.Result = !head.HadBefore || changed.Contains(head.Number) ? DocumentResult.Accepted : DocumentResult.Unchanged;
            head.HasChangedCourse = changed.Contains(head.Number);
        }
        return true;
    }

    /// <summary>Which statements the documents call for.</summary>
    private record struct Shape(bool HasLate, bool HasPatch, bool HasFirst, bool HasKnown, bool EndsItems, bool TellsHousehold);

    private static async Task<Shape> CopyHeadsAsync(
        NpgsqlConnection connection, List<DocumentHead> heads, Dictionary<(Guid, string), SourceMemory> memory, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var shape = new Shape();
        using var rows = new CopyBuffer();
        foreach (var head in heads)
        {
            var before = memory.GetValueOrDefault((head.CitizenId.Value, head.Source!));
            var isLate = head.ExportedAt < before?.LastExportedAt;
            var replacesHousehold = (head.TellsHousehold || head.IsSnapshot) && !(head.ExportedAt < before?.HouseholdAt);
            shape.HasLate |= isLate;
            shape.HasPatch |= !head.IsSnapshot;
            shape.HasFirst |= before is null;
            shape.HasKnown |= before is not null;
            shape.EndsItems |= head.IsSnapshot && before is not null;
            shape.TellsHousehold |= head.TellsHousehold || (head.IsSnapshot && before is not null);
            rows.Row(MergeSql.DocumentFields).Int(head.Number).Uuid(head.CitizenId.Value).Text(head.Source).Text(head.Area)
                .Instant(head.ExportedAt).Date(head.ExportedOn).Instant(now.UtcDateTime).Bool(head.IsSnapshot).Bool(head.IsNewCitizen)
                .Bool(before is not null).Bool(isLate).Bool(replacesHousehold).Bool(head.TellsHousehold)
                .Bool(head.TellsItems).Bytes(head.Hash).Uuid(Guid.CreateVersion7());
            WriteCitizen(rows, head.Citizen!);
        }
        await CopyBuffer.SendAsync(connection, MergeSql.CopyDocuments, [rows], cancellationToken);
        return shape;
    }

    private static void WriteCitizen(CopyBuffer row, CitizenTelling citizen)
    {
        var limits = citizen.Limits;
        row.Int((int)citizen.Told).Text(citizen.GivenName).Text(citizen.FamilyName).Text(citizen.HomePlace).Text(citizen.Language)
            .Bool(citizen.DigitalPostExempt).Text(Word<Protection>.Of(citizen.Protection))
            .Date(citizen.CoordinatorDeclinedUntil).Date(citizen.LastContactOn)
            .Int(limits.InPersonPerWeek).Int(limits.InPersonPerDay).Int(limits.ActiveContacts).Bool(limits.PrefersBundledDays);
    }

    private static IEnumerable<string> Statements(Shape shape, Func<ItemTable, bool> hasRows)
    {
        var first = shape.HasFirst ? ItemTable.All.Where(hasRows).Select(MergeSql.AddFirstTold).Append(MergeSql.NoteFirstTold) : [];
        var known = shape.HasKnown ? KnownStatements(shape, hasRows) : [];
        return [.. first, .. known, CitizenSql.MergeSources, CitizenSql.MergeCitizens, CitizenSql.RecordChanges, CitizenSql.MarkDue];
    }

    /// <summary>What sources tell that have told of the citizen before.</summary>
    private static IEnumerable<string> KnownStatements(Shape shape, Func<ItemTable, bool> hasRows)
    {
        var late = shape.HasLate ? ItemTable.Items.Concat(ItemTable.Parts).Where(hasRows).Select(MergeSql.DropOvertaken) : [];
        var items = ItemTable.Items.SelectMany(table => ItemStatements(table, shape, hasRows(table)));
        var parts = ItemTable.Parts.SelectMany(table => PartStatements(table, shape, hasRows));
        var household = shape.TellsHousehold ? HouseholdStatements(hasRows(ItemTable.Residences)) : [];
        return [.. late, .. items, .. parts, .. household];
    }

    private static IEnumerable<string> ItemStatements(ItemTable table, Shape shape, bool hasRows)
    {
        if (hasRows)
        {
            yield return MergeSql.Merge(table);
            if (shape.HasPatch)
            {
                yield return MergeSql.ConfirmItems(table);
            }
        }
        if (shape.EndsItems)
        {
            yield return MergeSql.EndItems(table, hasRows);
        }
    }

    private static IEnumerable<string> PartStatements(ItemTable table, Shape shape, Func<ItemTable, bool> hasRows)
    {
        if (hasRows(table))
        {
            yield return MergeSql.Merge(table);
        }
        if (hasRows(table.Whole!.Value.Table))
        {
            yield return MergeSql.DropLeftParts(table, hasRows(table));
        }
        if (shape.EndsItems)
        {
            yield return MergeSql.EndParts(table);
        }
    }

    private static IEnumerable<string> HouseholdStatements(bool hasRows)
    {
        if (hasRows)
        {
            yield return MergeSql.Merge(ItemTable.Residences);
        }
        yield return MergeSql.EndHousehold(hasRows);
    }

    private static async Task<HashSet<int>> RunAsync(NpgsqlConnection connection, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements.Append("select document from t_changed"))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }
        await batch.PrepareAsync(cancellationToken);
        var changed = new HashSet<int>();
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                changed.Add(reader.GetInt32(0));
            }
        }
        await using var empty = new NpgsqlCommand("delete from t_documents; delete from t_changed", connection);
        await empty.ExecuteNonQueryAsync(cancellationToken);
        return changed;
    }
}
