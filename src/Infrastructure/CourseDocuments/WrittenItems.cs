using Npgsql;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Infrastructure.Persistence.Events;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <inheritdoc cref="IWrittenItems"/>
internal sealed class WrittenItems(ImportTools tools, IReferenceData reference) : IWrittenItems
{
    // The citizen is held by now, so nobody writes between the look and the row.
    private const string AddVersion =
        """
        insert into written_items (citizen_id, source, kind, id, version, area, content, written_by, written_at)
        select $1, $2, $3, $4, $5 + 1, $6, $7::jsonb, $8, $9
        where coalesce((select max(version) from written_items w where w.citizen_id = $1 and w.source = $2 and w.kind = $3 and w.id = $4), 0) = $5
        """;

    private const string IsLast =
        """
        select coalesce((select w.content = $5::jsonb and w.written_by = $6 from written_items w
            where w.citizen_id = $1 and w.source = $2 and w.kind = $3 and w.id = $4 order by w.version desc limit 1), false)
        """;

    private const string IsBuiltOn =
        """
        select $4 and (exists (select from goals g where g.citizen_id = $1 and g.source = $2 and g.parent_id = $3 and g.ended_at is null)
            or exists (select from interventions i where i.citizen_id = $1 and i.source = $2 and $3 = any (i.goal_ids) and i.ended_at is null))
        """;

    private const string PutInForce =
        """
        update holistic_plans set state = 'inForce', in_force_on = $3, in_force_by = $4, taken_over = $5, revision = revision + 1
        where id = $1 and citizen_id = $6 and revision = $2 and state = 'draft'
        """;

    /// <summary>The colleague is known as themselves, by whatever area's system.</summary>
    private const string EnterColleague =
        """
        insert into staff_directory (source, contact_id, person_id, user_id)
        select $1, $2, coalesce((select d.person_id from staff_directory d where d.user_id = $3 limit 1), gen_random_uuid()), $3
        on conflict do nothing
        """;

    public async Task<WriteOutcome?> WriteAsync(WrittenChange change, Func<UnsavedChange, bool>? holds, CancellationToken cancellationToken)
    {
        var known = (await reference.CurrentAsync(cancellationToken)).On(LocalTime.DateOf(tools.Clock.GetUtcNow()));
        var outcome = await OneDocument.WithAsync(
            tools, known, (change.Document, IsWrittenHere: true),
            (connection, prepared) => WriteAsync(connection, prepared, change, (known, holds), cancellationToken), cancellationToken);
        if (outcome?.Result == WriteResult.Saved)
        {
            tools.Workers.Wake();
        }
        return outcome;
    }

    /// <summary>Leaving the transaction without committing it undoes everything.</summary>
    private async Task<WriteOutcome?> WriteAsync(
        NpgsqlConnection connection, PreparedDocuments prepared, WrittenChange change, (ReferenceSnapshot Known, Func<UnsavedChange, bool>? Holds) by,
        CancellationToken cancellationToken)
    {
        var head = prepared.Heads[0];
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = by.Holds is null ? null : await OneDocument.ReadAsync(connection, transaction, change.Citizen, by.Known, cancellationToken);
        if (by.Holds is not null && before is null)
        {
            return null;
        }
        await OneDocument.TakeAsync(connection, prepared, change.Citizen, tools, cancellationToken);
        if (head.Result == DocumentResult.Rejected)
        {
            return new WriteOutcome(WriteResult.Refused, head.Errors);
        }
        if (change.Effect is { } effect && !await TakeEffectAsync(connection, change.Citizen, effect, cancellationToken))
        {
            return new WriteOutcome(WriteResult.Stale, []);
        }
        if (await KeepAsync(connection, change, cancellationToken) is { } kept)
        {
            return kept;
        }
        if (before is not null)
        {
            var after = (await OneDocument.ReadAsync(connection, transaction, change.Citizen, by.Known, cancellationToken))!;
            if (by.Holds!(new UnsavedChange(before, after, head.Reading, [])))
            {
                return new WriteOutcome(WriteResult.Held, []);
            }
        }
        await transaction.CommitAsync(CancellationToken.None);
        return new WriteOutcome(WriteResult.Saved, []);
    }

    /// <summary>The database looks once more whether it may, and locks what is replaced.</summary>
    private async Task<bool> TakeEffectAsync(NpgsqlConnection connection, CitizenId citizen, TakesEffect effect, CancellationToken cancellationToken)
    {
        await using var put = new NpgsqlBatch(connection);
        put.Add(PutInForce, effect.Plan.Value, effect.Revision, effect.On, effect.By.Value, effect.TakenOver.ToArray(), citizen.Value);
        if (await put.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }
        await using var tell = new NpgsqlBatch(connection);
        tell.Add(
            """
            insert into domain_events (id, name, payload, citizen_id, happened_at)
            values ($3, 'HolisticPlanTookEffect', jsonb_build_object('holisticPlanId', $1::uuid, 'citizenId', $2::uuid), $2, $4)
            """, effect.Plan.Value, citizen.Value, Guid.CreateVersion7(), tools.Clock.GetUtcNow().UtcDateTime);
        await tell.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    public async Task<WriteResult> RemoveAsync(WrittenItem item, UserId by, CancellationToken cancellationToken)
    {
        var taken = await tools.Connections.TakeAsync(cancellationToken);
        try
        {
            var result = await RemoveAsync(taken.Connection, item, by, cancellationToken);
            if (result == WriteResult.Saved)
            {
                tools.Workers.Wake();
            }
            return result;
        }
        finally
        {
            await tools.Connections.GiveBackAsync(taken);
        }
    }

    private async Task<WriteResult> RemoveAsync(NpgsqlConnection connection, WrittenItem item, UserId by, CancellationToken cancellationToken)
    {
        var (citizen, source, table, now) = (item.Citizen.Value, ItemKey.WrittenIn(item.Area), WrittenKinds.CollectionOf(item.Kind), tools.Clock.GetUtcNow().UtcDateTime);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var look = new NpgsqlBatch(connection, transaction);
        look.Add("select from citizens where id = $1 for update", citizen);
        look.Add(IsBuiltOn, citizen, source, item.Id, item.Kind == WrittenKind.Goal);
        await using (var reader = await look.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            if (reader.GetBoolean(0))
            {
                return WriteResult.Held;
            }
        }
        await using var remove = new NpgsqlBatch(connection, transaction);
        remove.Add(
            """
            insert into written_items (citizen_id, source, kind, id, version, area, content, is_removed, written_by, written_at)
            select citizen_id, source, kind, id, version + 1, area, content, true, $5, $6 from written_items w
            where w.citizen_id = $1 and w.source = $2 and w.kind = $3 and w.id = $4 and w.version = 1
              and not exists (select from written_items l where l.citizen_id = $1 and l.source = $2 and l.kind = $3 and l.id = $4 and l.version > 1)
            """, citizen, source, table, item.Id, by.Value, now);
        if (await remove.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return WriteResult.Stale;
        }
        await using var end = new NpgsqlBatch(connection, transaction);
        end.Add($"update {table} set ended_at = $4, changed_at = $4 where citizen_id = $1 and source = $2 and id = $3 and ended_at is null", citizen, source, item.Id, now);
        end.Add(
            """
            insert into domain_events (id, name, payload, citizen_id, happened_at)
            values ($2, 'CourseChanged', jsonb_build_object('citizenId', $1::uuid), $1, $3)
            """, citizen, Guid.CreateVersion7(), now);
        end.Add(DueCitizens.Given, new[] { citizen });
        await end.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return WriteResult.Saved;
    }

    /// <summary>Null where each has its version; stale where somebody was before, and saved where that was the very same, sent twice.</summary>
    private async Task<WriteOutcome?> KeepAsync(NpgsqlConnection connection, WrittenChange change, CancellationToken cancellationToken)
    {
        if (change.Colleague is { } colleague)
        {
            await using var enter = new NpgsqlBatch(connection);
            enter.Add(EnterColleague, change.Source, colleague.Value.ToString(), colleague.Value);
            await enter.ExecuteNonQueryAsync(cancellationToken);
        }
        var now = tools.Clock.GetUtcNow().UtcDateTime;
        // A series is many: all of them in one round trip.
        await using var add = new NpgsqlBatch(connection);
        foreach (var item in change.Items)
        {
            // Only the item that was opened can have been seen; the others of a series are new.
            var seen = item == change.Items[0] ? item.Seen : 0;
            add.Add(AddVersion, change.Citizen.Value, change.Source, WrittenKinds.CollectionOf(item.Kind), item.Id, seen, change.Area, item.Content, change.By.Value, now);
        }
        await add.ExecuteNonQueryAsync(cancellationToken);
        for (var number = 0; number < change.Items.Count; number++)
        {
            if (add.BatchCommands[number].RecordsAffected == 0)
            {
                var item = change.Items[number];
                await using var look = new NpgsqlBatch(connection);
                look.Add(IsLast, change.Citizen.Value, change.Source, WrittenKinds.CollectionOf(item.Kind), item.Id, item.Content, change.By.Value);
                return new WriteOutcome((bool)(await look.ExecuteScalarAsync(cancellationToken))! ? WriteResult.Saved : WriteResult.Stale, []);
            }
        }
        return null;
    }
}
