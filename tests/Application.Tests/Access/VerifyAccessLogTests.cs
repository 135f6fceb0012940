using Sammenhaeng.Bench;
using Sammenhaeng.Infrastructure.Access.Seals;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

public sealed class VerifyAccessLogTests : SealedLogDatabase
{
    [Theory]
    [InlineData(TamperingKind.ChangedField, FindingKind.Changed, FindingKind.Deleted, FindingKind.Inserted)]
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
