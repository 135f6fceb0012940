using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

/// <summary>A database whose access log has invented entries, with seal keys and an anchor of its own.</summary>
public class SealedLogDatabase : Database
{
    // Goes with the keys of the run.
    private readonly string _folder = Path.Combine(Path.GetDirectoryName(new Database().Configuration["Keys:Path"])!, $"seals-{Guid.NewGuid():N}");

    public SealedLogDatabase()
    {
        KeyRing = Ring("seals");
        Anchor = new Anchor(Path.Combine(_folder, "anchor.txt"));
    }

    internal SealKeyRing KeyRing { get; }

    internal Anchor Anchor { get; }

    internal SealKeyRing Ring(string name) => new(Path.Combine(_folder, name + ".json"), createIfMissing: true);

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected override void Add(IServiceCollection services)
    {
        services.AddMessaging(typeof(SealedLogDatabase).Assembly);
        services.AddSingleton(KeyRing);
        services.AddSingleton(Anchor);
    }

    internal NpgsqlDataSource Source => Owner;

    /// <summary>Everything that is committed now: what other tests still run on the same cluster has ended.</summary>
    internal async Task<long> SealAsync()
    {
        await UntilHorizonHasPassedAsync();
        return await SealNowAsync();
    }

    internal Task<long> SealNowAsync() => Services.GetRequiredService<SealAccessLog>().RunAsync(Stop);

    internal async Task UntilHorizonHasPassedAsync()
    {
        var newest = await ScalarAsync<string>("select coalesce(max(xid::text::bigint), 0)::text from access_log where cluster_epoch = (select system_identifier from pg_control_system())");
        for (var tries = 0; !await ScalarAsync<bool>($"select pg_snapshot_xmin(pg_current_snapshot()) > '{newest}'::xid8"); tries++)
        {
            Assert.True(tries < 2400, "A transaction has been open for two minutes.");
            await Task.Delay(50, Stop);
        }
    }

    internal Task<VerifyReport> VerifyAsync(DateOnly? from = null, DateOnly? to = null) =>
        Services.GetRequiredService<VerifyAccessLog>().RunAsync(from, to, Anchor.Exists ? Anchor : null, null, Stop);

    /// <summary>In one transaction, spread over the months before now.</summary>
    internal async Task WriteEntriesAsync(int count, string age = "1 second")
    {
        await ExecuteAsync($"select open_access_log_months((now() - interval '{age}')::date, now()::date)");
        await ExecuteAsync(
            $$"""
            insert into access_log (at, user_id, subject, roles, areas, citizen_id, shown_citizens, what, purpose, ground, relation, outcome, request_id, units)
            select now() - random() * interval '{{age}}', gen_random_uuid(), 'mette', '{caseworker}', array['AKB', 'S' || i % 3],
                case when i % 4 > 0 then gen_random_uuid() end, case when i % 4 = 0 then array[gen_random_uuid(), gen_random_uuid()] else '{}' end,
                'OpenSharedPlan', 'SeeCourse', 'ownArea', case when i % 5 = 0 then null else 'AKB' end, 'permitted', 'request-' || i,
                case when i % 2 = 0 then array['AKB:Ungeenheden'] else '{}' end
            from generate_series(1, {{count}}) i
            """);
    }

    internal Task<long> SealsAsync() => ScalarAsync<long>("select count(*) from access_log_seals where kind = 'entries'");

    internal Task<long> SealedRowsAsync() => ScalarAsync<long>("select coalesce(sum(entries), 0)::int8 from access_log_seals where kind = 'entries'");
}
