using Npgsql;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Infrastructure.Persistence.Events;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>Keeps those who judge the same citizen at the same time out of each other's way.</summary>
internal static class CitizenChecks
{
    /// <summary>Locks the citizens until the transaction ends, in the order of their ids so that two cannot wait for each other.</summary>
    public static async Task<List<Guid>> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] citizens, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        AddLockTo(batch, citizens);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await TakeLockedAsync(reader, cancellationToken);
    }

    /// <summary>What the batch asks for after this is read after the lock is held, as it was left by whoever held it before.</summary>
    public static void AddLockTo(NpgsqlBatch batch, Guid[] citizens) =>
        batch.Add("select id from citizens where id = any($1) order by id for no key update", citizens);

    /// <summary>Those who are there and locked now.</summary>
    public static async Task<List<Guid>> TakeLockedAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var locked = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            locked.Add(reader.GetGuid(0));
        }
        await reader.NextResultAsync(cancellationToken);
        return locked;
    }

    /// <summary>The number of the latest check so far; to be asked for before reading.</summary>
    public static async Task<long> LatestAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select case when is_called then last_value else 0 end from citizen_check_numbers", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Those of the locked citizens whose course may have changed, or been judged, since that number was the latest, or who have been
    /// judged as of a later day. All of them are due afterwards, unless they have just been judged.
    /// </summary>
    public static async Task<HashSet<Guid>> MovedOnAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] citizens, long latest, DateOnly asOf, CancellationToken cancellationToken)
    {
        const string Sql = """
            select citizen_id, number <= $2 from citizen_checks where citizen_id = any($1) and (number > $2 or as_of > $3)
            union all select citizen_id, false from due_citizens where citizen_id = any($1)
            """;
        var moved = new HashSet<Guid>();
        var judgedLater = new List<Guid>();
        await using (var command = new NpgsqlCommand(Sql, connection, transaction))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = citizens });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = latest });
            command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = asOf });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                moved.Add(reader.GetGuid(0));
                if (reader.GetBoolean(1))
                {
                    judgedLater.Add(reader.GetGuid(0));
                }
            }
        }
        if (judgedLater.Count > 0)
        {
            await MakeDueAsync(connection, transaction, [.. judgedLater], cancellationToken);
        }
        return moved;
    }

    /// <summary>Adds to a batch that the citizens have been judged.</summary>
    public static void AddWriteTo(NpgsqlBatch batch, Guid[] citizens, DateTimeOffset now, DateOnly asOf) => batch.Add(
        """
        insert into citizen_checks (citizen_id, number, checked_at, as_of)
        select id, nextval('citizen_check_numbers'), $2, $3 from unnest($1) id order by id
        on conflict (citizen_id) do update set number = excluded.number, checked_at = excluded.checked_at, as_of = excluded.as_of
        """,
        citizens, now, asOf);

    /// <summary>They will be checked again, each on its own.</summary>
    public static async Task MakeDueAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid[] citizens, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(DueCitizens.Given, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = citizens });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
