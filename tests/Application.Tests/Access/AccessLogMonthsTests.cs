using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Persistence;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

public sealed class AccessLogMonthsTests : SealedLogDatabase
{
    private const string Names = "select string_agg(relname, ' ' order by relname) from pg_inherits join pg_class on oid = inhrelid where inhparent = 'access_log'::regclass";

    [Fact]
    public async Task This_month_and_the_next_two_are_there_from_the_beginning_and_a_default_beside_them() => Assert.Equal(
        await ScalarAsync<string>(
            "select string_agg('access_log_' || to_char(now() at time zone 'UTC' + make_interval(months => i), 'YYYY_MM'), ' ' order by i) || ' access_log_default' from generate_series(0, 2) i"),
        await ScalarAsync<string>(Names));

    [Fact]
    public async Task The_job_makes_what_is_missing_once()
    {
        await ExecuteAsync("do $$ declare p text; begin select string_agg(format('drop table %I', relname), ';') into p from pg_inherits join pg_class on oid = inhrelid where inhparent = 'access_log'::regclass and relname <> 'access_log_default'; execute p; end $$");
        await ActivatorUtilities.CreateInstance<KeepAccessLogMonths>(Services).RunAsync(Stop);
        Assert.Equal("3 months", await ScalarAsync<string>("select detail from job_runs where job = 'keep-access-log-months'"));
        await ActivatorUtilities.CreateInstance<KeepAccessLogMonths>(Services).RunAsync(Stop);
        Assert.Equal(4, (await ScalarAsync<string>(Names)).Split(' ').Length);
    }

    [Fact]
    public async Task No_row_of_any_partition_is_changed_or_removed_by_anybody()
    {
        await WriteEntriesAsync(20, "40 days");
        await ExecuteAsync("insert into access_log (at, roles, areas, what, purpose, outcome, request_id) values ('2001-01-01', '{}', '{}', 'T', 'T', 'permitted', 'r')");
        foreach (var partition in (await ScalarAsync<string>(Names)).Split(' ').Append("access_log"))
        {
            await RefusedAsync($"truncate {partition}");
            if (await ScalarAsync<long>($"select count(*) from {partition}") > 0)
            {
                await RefusedAsync($"update {partition} set outcome = 'x'");
                await RefusedAsync($"delete from {partition}");
            }
        }
        Assert.Equal(21L, await ScalarAsync<long>("select count(*) from access_log"));
        await SealAsync();
        await RefusedAsync("update access_log_seals set entries = 1");
        await RefusedAsync("delete from access_log_seals");
        await RefusedAsync("truncate access_log_seals");
    }

    [Fact]
    public async Task An_entry_that_fits_no_month_is_taken_and_gets_a_partition_when_the_job_comes()
    {
        await ExecuteAsync("insert into access_log (at, roles, areas, what, purpose, outcome, request_id) values ('2031-02-03', '{}', '{}', 'T', 'T', 'permitted', 'r'), ('2031-03-04', '{}', '{}', 'T', 'T', 'permitted', 'r')");
        Assert.Equal(2L, await ScalarAsync<long>("select count(*) from access_log_default"));
        await ExecuteAsync("select open_access_log_months(now()::date, now()::date)");
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from access_log_default"));
        Assert.Equal(2L, await ScalarAsync<long>("select count(*) from access_log_2031_02_to_2031_04"));
        await RefusedAsync("truncate access_log_2031_02_to_2031_04");
        await RefusedAsync("truncate access_log_default");
        await RefusedAsync("delete from access_log_2031_02_to_2031_04");
    }

    [Fact]
    public async Task A_month_that_is_old_enough_goes_and_is_told_from_one_that_was_taken_away()
    {
        await WriteEntriesAsync(300, "100 days");
        await SealAsync();
        Assert.Equal(0, await ExpireAsync(months: 60));
        var before = await ScalarAsync<long>("select count(*) from access_log");
        var old = await ExpireAsync(months: 1);
        Assert.InRange(old, 1, before);
        Assert.Equal(before - old, await ScalarAsync<long>("select count(*) from access_log"));
        Assert.Equal(0, await ExpireAsync(months: 1));

        var report = await VerifyAsync();
        Assert.True(report.IsWhole, string.Join('\n', report.Findings));
        Assert.Equal((old, before - old), (report.Expired, report.Rows));
        await WriteEntriesAsync(5);
        await SealAsync();
        Assert.True((await VerifyAsync()).IsWhole);

        await ExecuteAsync("begin; set local session_replication_role = replica; delete from access_log where id = (select id from access_log limit 1); commit");
        Assert.Equal(FindingKind.Deleted, Assert.Single((await VerifyAsync()).Findings).Kind);
    }

    [Fact]
    public async Task A_month_that_is_not_sealed_or_not_whole_stays()
    {
        await WriteEntriesAsync(50, "100 days");
        using var keys = KeyRing.Open();
        await SealAsync();
        await WriteEntriesAsync(50, "100 days");
        await Assert.ThrowsAsync<InvalidOperationException>(() => ExpireAsync(months: 1));
        await SealAsync();
        await ExecuteAsync("begin; set local session_replication_role = replica; update access_log set outcome = 'x'; commit");
        await Assert.ThrowsAsync<InvalidOperationException>(() => ExpireAsync(months: 1));
        Assert.Equal(100L, await ScalarAsync<long>("select count(*) from access_log"));
    }

    [Fact]
    public async Task A_partition_is_not_dropped_without_a_seal_that_says_so()
    {
        await WriteEntriesAsync(1);
        var name = await ScalarAsync<string>("select tableoid::regclass::text from access_log");
        await RefusedAsync($"select drop_access_log_partition('{name}')");
        await RefusedAsync("select drop_access_log_partition('users')");
    }

    [Fact]
    public async Task Rows_from_before_the_months_are_moved_as_they_were_and_sealed()
    {
        await ExecuteAsync("drop function lists_with; drop table access_log, access_log_seals; drop function open_access_log_months, drop_access_log_partition, access_log_waits_for_seal, access_log_has_strays");
        await ExecuteAsync(SqlScript.Load("AccessLog").Replace("create function", "create or replace function", StringComparison.Ordinal));
        await ExecuteAsync(
            """
            insert into access_log (at, user_id, subject, roles, areas, citizen_id, shown_citizens, what, purpose, ground, relation, outcome, request_id)
            select now() - i * interval '1 day', gen_random_uuid(), 's', '{caseworker}', '{AKB}', gen_random_uuid(), '{}', 'T', 'T', 'ownArea', null, 'permitted', i::text
            from generate_series(1, 100) i
            """);
        const string Content = "select md5(string_agg(concat_ws('|', id, at, user_id, subject, roles, areas, citizen_id, shown_citizens, what, purpose, ground, relation, outcome, request_id), ',' order by id)) from access_log";
        var before = await ScalarAsync<string>(Content);
        await ExecuteAsync(SqlScript.Load("SealedAccessLog"));
        await ExecuteAsync("alter table access_log add column units text[] not null default '{}'");
        Assert.Equal(before, await ScalarAsync<string>(Content));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from access_log_default"));
        Assert.Equal(100, await SealAsync());
        Assert.True((await VerifyAsync()) is { IsWhole: true, Rows: 100 });
        await RefusedAsync("delete from access_log");
    }

    private async Task<long> ExpireAsync(int months)
    {
        await UntilHorizonHasPassedAsync();
        return await ActivatorUtilities.CreateInstance<ExpireAccessLog>(Services, new AccessLogRetention(months)).ExpireAsync(Stop);
    }

    private Task<PostgresException> RefusedAsync(string sql) => Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(sql));
}
