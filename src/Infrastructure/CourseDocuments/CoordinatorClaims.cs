using Npgsql;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>
/// Contacts of area systems that claim to be the coordinating contact. A claim that is the only live one is taken over where nobody
/// holds the role here; what was taken over ends when the claim ends there. Runs in the caller's transaction.
/// </summary>
internal static class CoordinatorClaims
{
    private const string LiveClaim = """
        c.ended_at is null and c.coordinator = 'main'
        and coalesce(c.period_from, '-infinity') <= $2 and coalesce(c.period_to, 'infinity') >= $2
        and c.coordinator_from <= $2 and coalesce(c.coordinator_to, 'infinity') >= $2
        """;

    /// <summary>Those for whom something is to be settled though no document came: a day has passed.</summary>
    private const string FindPassed = $"""
        select a.citizen_id from coordinator_assignments a
        where a.state = 'active' and (a.period_to < $2 or a.adopted_source is not null and not exists (
            select from contacts c
            where c.citizen_id = a.citizen_id and c.source = a.adopted_source and c.id = a.adopted_contact_id and {LiveClaim}))
        union
        select c.citizen_id from contacts c
        where {LiveClaim} and not exists (
            select from coordinator_assignments a where a.citizen_id = c.citizen_id and a.kind = 'main' and a.state = 'active')
        order by 1
        """;

    /// <summary>The last day was agreed beforehand.</summary>
    private const string EndPassed = """
        update coordinator_assignments set state = 'ended', revision = revision + 1
        where state = 'active' and period_to < $2 and citizen_id = any($1) returning id, citizen_id
        """;

    private const string FollowClaims = $"""
        update coordinator_assignments a
        set period_to = least(c.coordinator_to, c.period_to), mandate = coalesce(c.coordinator_mandate, array[]::text[]), name = c.name,
            revision = a.revision + 1
        from contacts c
        where a.state = 'active' and a.citizen_id = any($1)
        and c.citizen_id = a.citizen_id and c.source = a.adopted_source and c.id = a.adopted_contact_id and {LiveClaim}
        and (a.period_to, a.mandate, a.name)
            is distinct from (least(c.coordinator_to, c.period_to), coalesce(c.coordinator_mandate, array[]::text[]), c.name)
        """;

    private const string EndClaims = $"""
        update coordinator_assignments a
        set state = 'ended', revision = a.revision + 1,
            period_to = greatest(a.period_from, least($2, coalesce(
                (select least(c.coordinator_to, c.period_to) from contacts c
                    where c.citizen_id = a.citizen_id and c.source = a.adopted_source and c.id = a.adopted_contact_id
                    and c.ended_at is null and c.coordinator = 'main'), $2)))
        where a.state = 'active' and a.adopted_source is not null and a.citizen_id = any($1)
        and not exists (
            select from contacts c
            where c.citizen_id = a.citizen_id and c.source = a.adopted_source and c.id = a.adopted_contact_id and {LiveClaim})
        returning a.id, a.citizen_id
        """;

    private const string FindSingle = $"""
        select c.citizen_id, min(array[c.source, c.id]) from contacts c
        left join staff_directory d on d.source = c.source and d.contact_id = c.id
        where c.citizen_id = any($1) and {LiveClaim}
        and not exists (
            select from coordinator_assignments a where a.citizen_id = c.citizen_id and a.kind = 'main' and a.state = 'active')
        group by c.citizen_id
        having count(distinct coalesce(d.person_id::text, c.source || ':' || c.id)) = 1
        order by c.citizen_id
        """;

    private const string Adopt = """
        insert into coordinator_assignments (id, citizen_id, person_id, user_id, name, kind, state, period_from, period_to, mandate,
            citizen_chose, proposed_at, answered_at, adopted_source, adopted_contact_id, revision)
        select n.id, n.citizen_id, d.person_id, d.user_id, c.name, 'main', 'active', c.coordinator_from, least(c.coordinator_to, c.period_to),
            coalesce(c.coordinator_mandate, array[]::text[]), c.citizen_chose, $5, $5, n.source, n.contact_id, 1
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as n (id, citizen_id, source, contact_id)
        join contacts c on c.citizen_id = n.citizen_id and c.source = n.source and c.id = n.contact_id
        join staff_directory d on d.source = n.source and d.contact_id = n.contact_id
        order by n.citizen_id
        on conflict (citizen_id) where kind = 'main' and state = 'active' do nothing
        returning id, citizen_id
        """;

    /// <param name="connection">In a transaction.</param>
    /// <param name="citizens">Whose claims.</param>
    /// <param name="today">The day claims must cover.</param>
    /// <param name="now">By the business clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The citizens whose assignment was made or ended.</returns>
    public static async Task<IReadOnlyList<Guid>> SettleAsync(
        NpgsqlConnection connection, Guid[] citizens, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using (var follow = Command(connection, FollowClaims, citizens, today))
        {
            await follow.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var end = Command(connection, EndClaims, citizens, today);
        var ended = await ReadAsync(end, cancellationToken);
        var adopted = await AdoptAsync(connection, citizens, today, now, cancellationToken);
        await RecordAsync(connection, nameof(CoordinatorEnded), ended, now, cancellationToken);
        await RecordAsync(connection, nameof(CoordinatorTookOn), adopted, now, cancellationToken);
        return [.. ended.Concat(adopted).Select(one => one.Citizen).Distinct()];
    }

    /// <summary>Begins and ends roles whose day has come, each citizen by itself, so that nothing else waits for long.</summary>
    public static async Task SettlePassedAsync(NpgsqlConnection connection, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var passed = new List<Guid>();
        await using (var find = Command(connection, FindPassed, citizens: [], today))
        await using (var reader = await find.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                passed.Add(reader.GetGuid(0));
            }
        }
        foreach (var citizen in passed)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var hold = new NpgsqlCommand("select from citizens where id = $1 for no key update", connection))
            {
                hold.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = citizen });
                await hold.ExecuteNonQueryAsync(cancellationToken);
            }
            await using (var end = Command(connection, EndPassed, [citizen], today))
            {
                await RecordAsync(connection, nameof(CoordinatorEnded), await ReadAsync(end, cancellationToken), now, cancellationToken);
            }
            await SettleAsync(connection, [citizen], today, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static async Task<List<(Guid Assignment, Guid Citizen)>> AdoptAsync(
        NpgsqlConnection connection, Guid[] citizens, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claims = new List<(Guid Citizen, string Source, string Contact)>();
        await using (var find = Command(connection, FindSingle, citizens, today))
        await using (var reader = await find.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var contact = reader.GetFieldValue<string[]>(1);
                claims.Add((reader.GetGuid(0), contact[0], contact[1]));
            }
        }
        if (claims.Count == 0)
        {
            return [];
        }

        await IntroduceAsync(connection, [.. claims.Select(claim => (claim.Source, claim.Contact)).Distinct().Order()], cancellationToken);
        await using var adopt = new NpgsqlCommand(Adopt, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. claims.Select(_ => CoordinatorAssignmentId.New().Value)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. claims.Select(claim => claim.Citizen)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. claims.Select(claim => claim.Source)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. claims.Select(claim => claim.Contact)] },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            },
        };
        return await ReadAsync(adopt, cancellationToken);
    }

    /// <summary>A contact that the staff directory does not know is a person of its own until somebody says otherwise.</summary>
    private static async Task IntroduceAsync(
        NpgsqlConnection connection, (string Source, string Contact)[] contacts, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into staff_directory (source, contact_id, person_id)
            select * from unnest($1::text[], $2::text[], $3::uuid[]) on conflict do nothing
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. contacts.Select(one => one.Source)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. contacts.Select(one => one.Contact)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. contacts.Select(_ => PersonId.New().Value)] },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task RecordAsync(
        NpgsqlConnection connection, string happened, List<(Guid Assignment, Guid Citizen)> assignments, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (assignments.Count == 0)
        {
            return;
        }
        await using var command = new NpgsqlCommand(
            """
            insert into domain_events (id, name, payload, citizen_id, happened_at)
            select n.id, $4, jsonb_build_object('assignmentId', n.assignment_id, 'citizenId', n.citizen_id), n.citizen_id, $5
            from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as n (id, assignment_id, citizen_id)
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. assignments.Select(_ => Guid.CreateVersion7())] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. assignments.Select(one => one.Assignment)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. assignments.Select(one => one.Citizen)] },
                new NpgsqlParameter<string> { TypedValue = happened },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid[] citizens, DateOnly today) => new(sql, connection)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid[]> { TypedValue = citizens },
            new NpgsqlParameter<DateOnly> { TypedValue = today },
        },
    };

    private static async Task<List<(Guid Assignment, Guid Citizen)>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<(Guid, Guid)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }
        return rows;
    }
}
