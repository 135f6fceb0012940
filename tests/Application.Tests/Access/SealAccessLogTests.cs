using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

public sealed class SealAccessLogTests : SealedLogDatabase
{
    [Fact]
    public async Task What_has_been_committed_is_sealed_once_and_is_whole()
    {
        await WriteEntriesAsync(300);
        Assert.Equal(300, await SealAsync());
        Assert.Equal(0, await SealAsync());
        await WriteEntriesAsync(5);
        Assert.Equal(5, await SealAsync());

        var report = await VerifyAsync();
        Assert.True(report is { IsWhole: true, Rows: 305, Unsealed: 0, IsAnchored: true }, string.Join('\n', report.Findings));
        Assert.Equal(await ScalarAsync<long>("select max(number) from access_log_seals"), Anchor.Read().Last().Number);
    }

    [Fact]
    public async Task More_rows_than_fit_one_seal_get_several()
    {
        await WriteEntriesAsync((2 * SealAccessLog.MostRows) + 7, "70 days");
        Assert.Equal((2 * SealAccessLog.MostRows) + 7, await SealAsync());
        Assert.Equal(3L, await SealsAsync());
        var report = await VerifyAsync();
        Assert.True(report.IsWhole, string.Join('\n', report.Findings));
    }

    [Fact]
    public async Task Nothing_is_sealed_past_a_transaction_that_still_runs_and_it_is_sealed_when_it_has_ended()
    {
        await using var slow = await Source.OpenConnectionAsync(Stop);
        await using var transaction = await slow.BeginTransactionAsync(Stop);
        await InsertAsync(slow, "slow");
        await WriteEntriesAsync(10);
        Assert.Equal(0, await SealNowAsync());
        Assert.Equal(10, (await VerifyAsync()).Unsealed);

        await transaction.CommitAsync(Stop);
        Assert.Equal(11, await SealAsync());
        Assert.True((await VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Transactions_that_commit_out_of_order_while_sealing_goes_on_are_all_sealed_once()
    {
        var isWriting = true;
        var sealers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref isWriting))
            {
                await SealNowAsync();
            }
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var number = 0; number < 25; number++)
            {
                await using var connection = await Source.OpenConnectionAsync(Stop);
                await using var transaction = await connection.BeginTransactionAsync(Stop);
                await InsertAsync(connection, $"writer {writer} {number}");
                await Task.Delay(random.Next(15), Stop);
                await (number % 5 == 4 ? transaction.RollbackAsync(Stop) : transaction.CommitAsync(Stop));
            }
        })));
        Volatile.Write(ref isWriting, false);
        await Task.WhenAll(sealers);
        await SealAsync();

        Assert.Equal(6 * 20L, await SealedRowsAsync());
        var report = await VerifyAsync();
        Assert.True(report is { IsWhole: true, Unsealed: 0, Rows: 120 }, string.Join('\n', report.Findings));
    }

    [Fact]
    public async Task Two_sealers_at_once_make_no_seal_twice()
    {
        await WriteEntriesAsync(2000);
        await UntilHorizonHasPassedAsync();
        await using var other = BuildServices();
        var sealer = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<SealAccessLog>(other);
        var rows = await Task.WhenAll(Task.Run(() => SealNowAsync()), Task.Run(() => sealer.RunAsync(Stop)));
        Assert.Equal(2000, rows.Sum());
        Assert.Equal(1L, await SealsAsync());
        await SealAsync();
        var report = await VerifyAsync();
        Assert.True(report is { IsWhole: true, IsAnchored: true }, string.Join('\n', report.Findings));
    }

    [Fact]
    public async Task A_sealer_that_dies_in_the_middle_has_changed_nothing()
    {
        await WriteEntriesAsync(50);
        await SealAsync();
        await WriteEntriesAsync(50);
        await using (var dying = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString))
        {
            await dying.OpenAsync(Stop);
            await UntilHorizonHasPassedAsync();
            await dying.BeginTransactionAsync(Stop);
            using var keys = KeyRing.Open();
            Assert.Equal(50L, await SealAccessLog.SealWithinAsync(dying, keys, Stop));
            await ExecuteAsync("select pg_terminate_backend($1)", dying.ProcessID);
        }
        Assert.Equal(50L, await SealedRowsAsync());
        Assert.Equal(50, await SealAsync());
        Assert.True((await VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task A_sealer_that_dies_before_it_anchors_is_made_up_for_by_the_next()
    {
        await WriteEntriesAsync(50);
        await SealAsync();
        await WriteEntriesAsync(50);
        await using (var connection = await Source.OpenConnectionAsync(Stop))
        {
            await UntilHorizonHasPassedAsync();
            using var keys = KeyRing.Open();
            await SealAccessLog.SealOnceAsync(connection, keys, Stop);
        }
        await File.AppendAllTextAsync(Anchor.Path, "3 half a li", Stop);
        Assert.True((await VerifyAsync()).IsWhole);
        await SealAsync();
        Assert.Equal([1L, 2L, 3L], Anchor.Read().Select(line => line.Number));
        Assert.True((await VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task What_an_old_key_signed_is_still_checked_after_a_change_of_key()
    {
        await WriteEntriesAsync(10);
        await SealAsync();
        KeyRing.Renew().Dispose();
        await WriteEntriesAsync(10);
        await SealAsync();
        Assert.Equal(2L, await ScalarAsync<long>("select count(distinct key_id) from access_log_seals where kind = 'entries'"));
        Assert.True((await VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Entries_of_the_program_are_sealed_as_they_are_and_have_ids_that_go_with_time()
    {
        await SendAsync(new SeeName(await this.ACitizenAsync()));
        await SendAsync(new SeeName(await this.ACitizenAsync()));
        Assert.Equal(2, await SealAsync());
        Assert.Equal(2, (await VerifyAsync()).Rows);
        Assert.Equal("7", await ScalarAsync<string>("select string_agg(distinct substr(id::text, 15, 1), '') from access_log"));
    }

    [Fact]
    public async Task How_long_the_oldest_row_waits_to_be_sealed_is_known()
    {
        await WriteEntriesAsync(1, "1 second");
        Assert.InRange(await ScalarAsync<double>($"select {UnsealedAccesses.OldestSeconds}"), 0, 300);
        await SealAsync();
        Assert.Equal(DBNull.Value, await ScalarAsync<object>($"select {UnsealedAccesses.OldestSeconds}"));
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string request)
    {
        await using var insert = new NpgsqlCommand(
            $"insert into access_log (roles, areas, what, purpose, outcome, request_id) values ('{{}}', '{{}}', 'Test', 'Test', 'permitted', '{request}')", connection);
        await insert.ExecuteNonQueryAsync(Stop);
    }
}
