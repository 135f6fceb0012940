using Npgsql;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

/// <summary>The lists that a citizen was one of, looked for past the program: by whom, and at what cost.</summary>
public sealed class ListsOfCitizenTests(Database database) : IClassFixture<Database>
{
    [Fact]
    public async Task They_are_told_to_the_citizen_and_to_data_protection_and_found_without_reading_the_log()
    {
        var (citizen, other) = (Guid.NewGuid(), Guid.NewGuid());
        await database.ExecuteAsync(
            """
            insert into access_log (roles, areas, shown_citizens, what, purpose, ground, outcome, request_id)
            select '{}', '{}', case when i % 5000 = 0 then array[$1, $2] else array[gen_random_uuid()] end, 'x', 'x', 'role', 'permitted', i::text from generate_series(1, 20000) i
            """,
            citizen, other);
        await database.ExecuteAsync("vacuum analyze access_log");
        // Past the function, by policies alone, every row of the log is read.
        const string PastIt = "select count(*) from access_log where shown_citizens @> array[$1] and shown_citizens <> '{}'";
        Assert.InRange((await AskAsync(PastIt, citizen, "set_config('app.roles', '{dataProtection}', true)")).Read, 20_000, long.MaxValue);
        Assert.Equal(4, await CountAsync(citizen, $"set_config('app.person', '{Guid.NewGuid()}', true), set_config('app.citizen', '{citizen}', true)"));
        Assert.Equal(0, await CountAsync(other, $"set_config('app.person', '{Guid.NewGuid()}', true), set_config('app.citizen', '{citizen}', true)"));
        Assert.Equal(4, await CountAsync(citizen, "set_config('app.roles', '{dataProtection}', true)"));
        Assert.Equal(0, await CountAsync(citizen, $"set_config('app.roles', '{{leader}}', true), set_config('app.citizen', '{citizen}', true)"));
        Assert.Equal(0, await CountAsync(citizen, "set_config('app.roles', '', true)"));
    }

    private async Task<long> CountAsync(Guid citizen, string identity)
    {
        var (found, read) = await AskAsync("select count(*) from lists_with($1, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', null)", citizen, identity);
        Assert.InRange(read, 0, 1000);
        return found;
    }

    /// <summary>With the rows of the log that the question read one after the other, as the database counts them in a transaction.</summary>
    private async Task<(long Found, long Read)> AskAsync(string question, Guid citizen, string identity)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        // What the connection has counted before is counted on.
        var before = await ReadAsync();
        await RunAsync("set local role sammenhaeng_web");
        await RunAsync($"select {identity}");
        var found = (long)(await RunAsync(question, citizen))!;
        await RunAsync("reset role");
        return (found, await ReadAsync() - before);

        async Task<long> ReadAsync() => (long)(await RunAsync(
            "select coalesce(sum(seq_tup_read), 0)::bigint from pg_stat_xact_all_tables where relname like 'access_log%'"))!;

        async Task<object?> RunAsync(string sql, Guid? value = null)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            if (value is { } one)
            {
                command.Parameters.Add(new() { Value = one });
            }
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }
    }
}
