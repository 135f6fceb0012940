using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

/// <summary>The database's own layer, asked past the program: by connections as a request has them, with nobody having decided anything.</summary>
public sealed class RowSecurityTests : Database
{
    [Fact]
    public async Task Who_has_not_said_who_they_are_sees_no_row_of_any_guarded_table()
    {
        await this.ImportCaseAsync("karina");
        await RecheckAsync();
        var filled = 0;
        foreach (var table in await GuardedAsync())
        {
            filled += await ScalarAsync<bool>($"select exists (select from {table})") ? 1 : 0;
            if (table == "handled_events" || table.StartsWith("access_log_", StringComparison.Ordinal))
            {
                // Not even that it is there.
                await Assert.ThrowsAsync<PostgresException>(() => CountAsync(null, table));
                continue;
            }
            Assert.Equal((table, 0L), (table, await CountAsync(null, table)));
        }
        Assert.True(filled > 15, $"only {filled} tables had a row that could have been seen");
    }

    [Fact]
    public async Task A_caseworker_sees_every_table_of_their_own_citizens_and_nothing_of_the_others()
    {
        var karina = await this.ImportCaseAsync("karina");
        var poul = await this.ImportCaseAsync("poul");
        await RecheckAsync();
        // LOT is in Karina's course and not in Poul's.
        await this.ACaseworkerAsync("lise", "LOT");
        foreach (var table in await GuardedAsync())
        {
            if (await HasCitizenAsync(table) is not { } column)
            {
                continue;
            }
            var hers = await ScalarAsync<long>($"select count(*) from {table} where {column} = $1", karina.Value);
            if (table is "due_citizens" or "domain_events" || table.StartsWith("access_log", StringComparison.Ordinal))
            {
                continue;
            }
            var seen = table == "citizen_relations" ? 1 : hers;
            Assert.Equal((table, seen), (table, await CountAsync("lise", table, karina)));
            Assert.Equal((table, table is "citizens" or "citizen_words" or "plans" or "appointments" or "contacts" or "coordinator_assignments" or "citizen_checks" or "conflicts"
                or "citizen_relations"
                // Tasks are listed of these.
                or "agreements" or "consents" or "network_members" or "consent_records" ? seen : 0), (table, await CountAsync("lise", table, poul)));
        }
    }

    /// <summary>Both layers answer the same question from the same facts, each by itself: they must not come apart.</summary>
    [Fact]
    public async Task What_the_database_shows_is_whom_the_decision_lets_in()
    {
        var random = new Random(20261005);
        string[] areas = ["AKB", "SIU", "AHL", "KOF"];
        var citizens = new List<CitizenId>();
        var users = new List<string>();
        for (var i = 0; i < 24; i++)
        {
            citizens.Add(await this.ACitizenAsync());
            foreach (var area in areas.Where(_ => random.Next(3) == 0))
            {
                await this.APlanAsync(citizens[i], area);
            }
            users.Add("user" + i);
            var role = random.Next(6) switch { 0 => Roles.Leader, 1 => Roles.Administrator, 2 => Roles.Machine, _ => Roles.Caseworker };
            var user = await this.AUserAsync(users[i], [role], [.. areas.Where(_ => random.Next(3) == 0)]);
            await ExecuteAsync("update user_areas set valid_to = '2026-10-04' where user_id = $1 and area = $2", user.Id.Value, areas[random.Next(4)]);
            await ExecuteAsync("update users set active = $2 where id = $1", user.Id.Value, random.Next(8) > 0);
            if (role == Roles.Machine)
            {
                // Nobody asks a system to be anybody's contact.
                continue;
            }
            await ExecuteAsync(
                """
                insert into coordinator_assignments (id, citizen_id, user_id, person_id, name, kind, state, period_from, period_to, citizen_chose, mandate, proposed_at, revision)
                values (gen_random_uuid(), $1, $2, $2, 'Test', 'deputy', $3, $4, $5::date, false, '{}', now(), 1)
                """,
                citizens[random.Next(i + 1)].Value, user.Id.Value, random.Next(3) switch { 0 => "proposed", 1 => "ended", _ => "active" },
                Today.AddDays(random.Next(-3, 3)), random.Next(2) == 0 ? DBNull.Value : Today.AddDays(random.Next(3, 5)));
        }
        await EndSomeAsync();
        var (shown, close) = (0, 0);
        foreach (var user in users)
        {
            var seen = await SeenAsync(user, "select id from citizens");
            foreach (var citizen in citizens)
            {
                var facts = await FactsAsync(user, citizen);
                var subject = new AccessSubject(facts.Viewer, false);
                var about = new ObjectFacts(true, facts.CitizenId is not null, facts.Relation);
                var isLetIn = AccessDecision.Decide(subject, Permission.SeeCourse, about).IsPermitted
                    || AccessDecision.Decide(subject, Permission.AnswerCoordinatorProposal, about).IsPermitted;
                close += facts.Relation.IsClose ? 1 : 0;
                Assert.Equal((user, citizen, isLetIn), (user, citizen, seen.Contains(citizen.Value)));
            }
            shown += seen.Count;
        }
        Assert.InRange(shown, 30, 24 * 24 / 2);
        Assert.InRange(close, 20, 24 * 24 / 2);
    }

    /// <summary>Some plans and roles are over, and some of those whom they work with are close to them.</summary>
    private async Task EndSomeAsync()
    {
        await ExecuteAsync(
            """
            update plans set ended_at = now(), status = 'completed'
            where id in (select id from (select id, row_number() over (order by citizen_id, area) n from plans) p where n % 5 = 0)
            """);
        await ExecuteAsync(
            """
            update coordinator_assignments set period_to = '2026-10-04' where id in (
                select id from (select id, row_number() over (order by user_id) n from coordinator_assignments
                                where state = 'active' and period_from < '2026-10-04') a where n % 3 = 0)
            """);
        await ExecuteAsync(
            """
            insert into close_relations (user_id, cpr_index, kind)
            select u.id, c.cpr_index, 'close' from (select id, row_number() over (order by id) n from users) u
            join (select cpr_index, row_number() over (order by id) n from citizens) c on c.n % 6 = u.n % 6
            """);
    }

    [Theory]
    [InlineData("update users set active = false")]
    [InlineData("update user_areas set valid_to = '2026-10-04'")]
    [InlineData("update plans set ended_at = now(), status = 'completed'")]
    [InlineData("delete from plans")]
    [InlineData("update plans set area = 'KOF'")]
    public async Task What_ends_the_relation_ends_the_sight_in_the_next_transaction(string ending)
    {
        await this.APlanAsync(await this.ACitizenAsync(), "AKB");
        await this.ACaseworkerAsync("mette", "AKB");
        Assert.Equal(1L, await CountAsync("mette", "citizens"));
        await ExecuteAsync(ending);
        Assert.Equal(0L, await CountAsync("mette", "citizens"));
    }

    [Fact]
    public async Task One_of_two_plans_of_an_area_may_end_and_the_relation_stays()
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "AKB");
        await this.APlanAsync(citizen, "AKB");
        await this.ACaseworkerAsync("mette", "AKB");
        await ExecuteAsync("update plans set ended_at = now(), status = 'completed' where id = (select min(id) from plans)");
        Assert.Equal(1L, await CountAsync("mette", "citizens"));
    }

    [Theory]
    [InlineData("update citizens set given_name = 'Anden Test'")]
    [InlineData("delete from plans")]
    [InlineData("insert into plan_shares select * from plan_shares")]
    [InlineData("update access_log set outcome = 'permitted'")]
    [InlineData("delete from access_log")]
    [InlineData("truncate conflicts")]
    [InlineData("select * from hangfire.job")]
    [InlineData("create table mine (id int)")]
    [InlineData("alter table citizens disable row level security")]
    [InlineData("insert into citizen_relations (citizen_id, area) select id, 'SIU' from citizens")]
    public async Task What_a_request_has_no_business_doing_it_cannot(string sql)
    {
        await this.APlanAsync(await this.ACitizenAsync(), "AKB");
        await this.ACaseworkerAsync("mette", "AKB");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => SeenAsync("mette", sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task A_conflict_of_somebody_elses_citizen_cannot_be_changed_or_added()
    {
        var karina = await this.ImportCaseAsync("karina");
        await RecheckAsync();
        await this.ACaseworkerAsync("stranger", "KOF");
        Assert.Empty(await SeenAsync("stranger", "update conflicts set severity = 0 returning id"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => SeenAsync(
            "stranger",
            $"""
            insert into conflicts (id, citizen_id, rule, subject_key, fingerprint, subjects, areas, state, is_found, severity, evidence, evidence_hash, first_seen_at, revision)
            values (gen_random_uuid(), '{karina.Value}', 'load.week', 'x', 'x', '[]', '{"{}"}', 'open', true, 1, '{"{}"}', 0, now(), 1) returning id
            """));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_data_protection_contact_sees_those_with_a_critical_conflict_and_nobody_else()
    {
        var karina = await this.ImportCaseAsync("karina");
        await this.APlanAsync(await this.ACitizenAsync(), "SIU");
        await RecheckAsync();
        await this.AUserAsync("protection", [Roles.DataProtection]);
        await this.AUserAsync("leader", [Roles.Leader], "AHL", "SIU");
        Assert.Equal([karina.Value], await SeenAsync("protection", "select id from citizens"));
    }

    private async Task<List<string>> GuardedAsync() => await ListAsync(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity order by 1");

    private async Task<string?> HasCitizenAsync(string table) => table == "citizens" ? "id" : await ScalarAsync<bool>(
        "select exists (select from information_schema.columns where table_name = $1 and column_name = 'citizen_id')", table) ? "citizen_id" : null;

    private async Task<List<string>> ListAsync(string sql) =>
        [.. await ScalarAsync<string[]>($"select coalesce(array_agg(value), '{{}}') from ({sql}) x (value)")];

    private Task<long> CountAsync(string? subject, string table, CitizenId? lookedAt = null) => AsRequestAsync(subject, async batch =>
    {
        if (lookedAt is { } citizen)
        {
            batch.Add("select look_at($1)", citizen.Value);
        }
        batch.Add($"select count(*) from {table}");
        await using var reader = await batch.ExecuteReaderAsync();
        await ToLastAsync(reader, batch);
        await reader.ReadAsync();
        return reader.GetInt64(0);
    });

    private Task<HashSet<Guid>> SeenAsync(string subject, string sql) => AsRequestAsync(subject, async batch =>
    {
        batch.Add(sql);
        await using var reader = await batch.ExecuteReaderAsync();
        await ToLastAsync(reader, batch);
        var seen = new HashSet<Guid>();
        while (await reader.ReadAsync())
        {
            seen.Add(reader.GetGuid(0));
        }
        return seen;
    });

    private static async Task ToLastAsync(NpgsqlDataReader reader, NpgsqlBatch batch)
    {
        for (var i = 1; i < batch.BatchCommands.Count; i++)
        {
            await reader.NextResultAsync();
        }
    }

    /// <summary>A connection and a transaction as a request of this person has them.</summary>
    private async Task<T> AsRequestAsync<T>(string? subject, Func<NpgsqlBatch, Task<T>> ask)
    {
        await using var connection = await Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (subject is not null)
        {
            await using var scope = Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Infrastructure.Access.DatabaseIdentity>().AddTo(batch, Caller.WithSubject(subject, "test"), "test");
        }
        return await ask(batch);
    }

    private async Task<AccessFacts> FactsAsync(string subject, CitizenId citizen)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAccessFacts>().ReadAsync(
            Caller.WithSubject(subject, "test"), "test", new AccessObject(AccessObjectKind.Citizen, citizen.Value), TestContext.Current.CancellationToken);
    }
}
