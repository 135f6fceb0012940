using Sammenhaeng.Bench;
using Sammenhaeng.Infrastructure.Access.Seals;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

public sealed class VerifyAccessLogTests : SealedLogDatabase
{
    [Theory]
    [InlineData(TamperingKind.ChangedField, FindingKind.Changed, FindingKind.Deleted, FindingKind.Inserted, FindingKind.Time)]
    [InlineData(TamperingKind.DeletedRow, FindingKind.Deleted)]
    [InlineData(TamperingKind.InsertedRow, FindingKind.Inserted, FindingKind.Time)]
    [InlineData(TamperingKind.ChangedTime, FindingKind.Time, FindingKind.Changed)]
    [InlineData(TamperingKind.SwappedPartitions, FindingKind.Partition, FindingKind.Time)]
    [InlineData(TamperingKind.TruncatedTail, FindingKind.Anchor)]
    [InlineData(TamperingKind.ResealedWithWrongKey, FindingKind.Signature, FindingKind.Anchor, FindingKind.Chain)]
    internal async Task Every_tampering_is_found_and_named_for_what_it_is(TamperingKind tampering, params FindingKind[] names)
    {
        for (var part = 0; part < 4; part++)
        {
            await WriteEntriesAsync(200, "100 days");
        }
        await SealInPartsAsync();
        using var keys = KeyRing.Open();
        using var wrongKeys = Ring("wrong").Open();
        var random = new Random(20261005);
        await using var connection = await Source.OpenConnectionAsync(Stop);
        for (var round = 0; round < 12; round++)
        {
            await using var transaction = await connection.BeginTransactionAsync(Stop);
            var untouched = await VerifyAccessLog.WithinAsync(connection, keys, Anchor, Stop);
            Assert.True(untouched.IsWhole, string.Join('\n', untouched.Findings));
            var what = await new Tampering(connection, random, wrongKeys).ApplyAsync(tampering, Stop);
            var found = await VerifyAccessLog.WithinAsync(connection, keys, Anchor, Stop);
            Assert.True(found.Findings.Count > 0, what);
            Assert.All(found.Findings, finding => Assert.True(names.Contains(finding.Kind), $"{what}: {finding}"));
            await transaction.RollbackAsync(Stop);
        }
    }

    [Fact]
    public async Task A_changed_and_a_deleted_row_are_named_by_seal_and_id()
    {
        await WriteEntriesAsync(100);
        await SealAsync();
        var (changed, deleted) = (
            await ScalarAsync<Guid>("select id from access_log order by id offset 10 limit 1"),
            await ScalarAsync<Guid>("select id from access_log order by id offset 20 limit 1"));
        await TamperAsync($"update access_log set outcome = 'access.role' where id = '{changed}'; delete from access_log where id = '{deleted}'");
        var report = await VerifyAsync();
        Assert.Equal(
            [(FindingKind.Changed, 2L, changed), (FindingKind.Deleted, 2L, deleted)],
            report.Findings.Select(finding => (finding.Kind, finding.Seal!.Value, finding.Entry!.Value)));
    }

    [Fact]
    public async Task Only_the_days_asked_for_are_compared_and_the_chain_is_checked_all_the_same()
    {
        await WriteEntriesAsync(100, "2 days");
        await SealAsync();
        var today = DateOnly.FromDateTime(await ScalarAsync<DateTime>("select now()"));
        await TamperAsync("update access_log set outcome = 'x'");
        Assert.Equal(0, (await VerifyAsync(today.AddDays(10))).Rows);
        Assert.True((await VerifyAsync(today.AddDays(10))).IsWhole);
        Assert.Equal(100, (await VerifyAsync(today.AddDays(-1), today)).Findings.Count);
        await TamperAsync("update access_log_seals set entries = entries + 1 where number = 2");
        Assert.Contains((await VerifyAsync(today.AddDays(10))).Findings, finding => finding.Kind == FindingKind.Signature);
    }

    [Fact]
    public async Task That_everything_was_sealed_anew_with_a_stolen_key_is_seen_by_the_anchor()
    {
        await WriteEntriesAsync(100);
        await SealAsync();
        await TamperAsync("delete from access_log_seals; update access_log set outcome = 'x'");
        using var keys = KeyRing.Open();
        await using var connection = await Source.OpenConnectionAsync(Stop);
        while (await SealAccessLog.SealOnceAsync(connection, keys, Stop) is not null)
        {
            // Until everything is.
        }
        Assert.Equal([FindingKind.Anchor, FindingKind.Anchor], (await VerifyAsync()).Findings.Select(finding => finding.Kind));
        // The sealer goes on, and does not cover it up.
        await SealAsync();
        Assert.False((await VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task A_list_of_leaves_that_was_changed_is_found()
    {
        await WriteEntriesAsync(10);
        await SealAsync();
        await TamperAsync("update access_log_seals set leaves = substr(leaves, 57) where number = 2; delete from access_log where id = (select id from access_log order by xid, id limit 1)");
        Assert.Contains((await VerifyAsync()).Findings, finding => finding is { Kind: FindingKind.Chain, Seal: 2 });
    }

    [Fact]
    public async Task Rows_added_under_the_owner_s_hand_as_the_program_adds_them_are_sealed_like_any_and_gaps_are_no_evidence()
    {
        await WriteEntriesAsync(3);
        await SealAsync();
        await ExecuteAsync("do $$ begin for i in 1..5 loop perform pg_current_xact_id(); end loop; end $$");
        await WriteEntriesAsync(3, "1 second");
        await SealAsync();
        Assert.True((await VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Restored_into_another_cluster_what_was_written_in_the_old_one_is_sealed_first_and_nothing_of_it_can_come_later()
    {
        // As a dump brings it: rows with the old cluster's xids, beyond those of this one, the first of them under a seal.
        await WriteInOldClusterAsync(20, "9000000000");
        await using (var connection = await Source.OpenConnectionAsync(Stop))
        {
            using var keys = KeyRing.Open();
            Assert.Equal(20, await SealAccessLog.SealOnceAsync(connection, keys, Stop));
        }
        await WriteInOldClusterAsync(5, "9000000001");
        await WriteEntriesAsync(7);
        Assert.True((await VerifyAsync()) is { IsWhole: true, Unsealed: 12 });

        await UntilHorizonHasPassedAsync();
        Assert.Equal(12, await SealNowAsync());
        Assert.Equal("entries entries opened entries", await ScalarAsync<string>("select string_agg(kind, ' ' order by number) from access_log_seals"));
        var restored = await VerifyAsync();
        Assert.True(restored is { IsWhole: true, Rows: 32, Unsealed: 0 }, string.Join('\n', restored.Findings));

        await WriteInOldClusterAsync(1, "9000000002");
        Assert.Equal(0, await SealNowAsync());
        Assert.Equal(FindingKind.Inserted, Assert.Single((await VerifyAsync()).Findings).Kind);
    }

    private Task<int> WriteInOldClusterAsync(int count, string xid) => ExecuteAsync(
        $$"""
        insert into access_log (cluster_epoch, xid, roles, areas, what, purpose, outcome, request_id)
        select 42, '{{xid}}'::xid8, '{}', '{}', 'T', 'T', 'permitted', i::text from generate_series(1, {{count}}) i
        """);

    private Task<int> TamperAsync(string sql) => ExecuteAsync($"begin; set local session_replication_role = replica; {sql}; commit");

    /// <summary>Seals of some hundred rows instead of thousands.</summary>
    private async Task SealInPartsAsync()
    {
        await SealAsync();
        Assert.True((await VerifyAsync()).IsWhole);
        for (var part = 0; part < 3; part++)
        {
            await WriteEntriesAsync(60, "1 second");
            await SealAsync();
        }
    }
}
