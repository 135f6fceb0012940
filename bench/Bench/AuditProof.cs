using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Bench;

/// <summary>
/// Tampers with a generated access log again and again, each time in a transaction that is taken back, and verifies it. Every tampering
/// must be found and nothing where there is none; and every kind of finding must be needed, so that a verification that skips one check
/// would not pass. <c>--skip KIND</c> leaves one out, as a planted fault: the proof must fail then. Then a large log is verified for speed.
/// </summary>
internal static class AuditProof
{
    private const int RowsTamperedWith = 15_000;
    private const double LeastRowsPerSecond = 200_000;

    private sealed record Tried(TamperingKind Kind, string What, IReadOnlyList<FindingKind> Found);

    public static async Task<int> RunAsync(BenchCluster cluster, int tamperings, int rows, FindingKind? skip)
    {
        var tried = await TamperAsync(cluster, tamperings, skip);
        var isFound = Tell(tried, skip);
        var isFast = await VerifyLargeAsync(cluster, rows);
        Console.WriteLine(isFound && isFast ? "The proof holds." : "THE PROOF DOES NOT HOLD.");
        return isFound && isFast ? 0 : 1;
    }

    private static async Task<(List<Tried> Tried, int False)> TamperAsync(BenchCluster cluster, int tamperings, FindingKind? skip)
    {
        await using var services = await PrepareAsync(cluster, "tampered");
        // Whoever tampers owns the database: no policy and no grant stops them.
        await using var source = NpgsqlDataSource.Create(cluster.Database("tampered"));
        var sealer = services.GetRequiredService<SealAccessLog>();
        await WriteAsync(source, RowsTamperedWith, "100 days");
        await sealer.RunAsync(CancellationToken.None);
        for (var part = 0; part < 12; part++)
        {
            await WriteAsync(source, 100, "1 second");
            await sealer.RunAsync(CancellationToken.None);
        }
        using var keys = services.GetRequiredService<SealKeyRing>().Open();
        using var wrongKeys = new SealKeyRing(Path.Combine(cluster.Work, "wrong.keys"), createIfMissing: true).Open();
        var anchor = services.GetRequiredService<Anchor>();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        Console.WriteLine($"seed {seed}");
        var (tried, wrong) = (new List<Tried>(), 0);
        await using var connection = await source.OpenConnectionAsync();
        for (var number = 0; number < tamperings; number++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            if (number % 10 == 0)
            {
                wrong += (await VerifyAccessLog.WithinAsync(connection, keys, anchor, CancellationToken.None)).Findings.Count;
            }
            var kind = (TamperingKind)(number % Enum.GetValues<TamperingKind>().Length);
            var what = await new Tampering(connection, random, wrongKeys).ApplyAsync(kind, CancellationToken.None);
            var report = await VerifyAccessLog.WithinAsync(connection, keys, anchor, CancellationToken.None);
            tried.Add(new Tried(kind, what, [.. report.Findings.Select(finding => finding.Kind).Where(one => one != skip).Distinct()]));
            await transaction.RollbackAsync();
        }
        return (tried, wrong);
    }

    private static bool Tell((List<Tried> Tried, int False) result, FindingKind? skip)
    {
        var (tried, wrong) = result;
        foreach (var kind in tried.GroupBy(one => one.Kind).OrderBy(group => group.Key))
        {
            Console.WriteLine($"{kind.Key}: {kind.Count(one => one.Found.Count > 0)} of {kind.Count()} found");
        }
        foreach (var missed in tried.Where(one => one.Found.Count == 0).Take(10))
        {
            Console.WriteLine($"NOT FOUND: {missed.Kind} {missed.What}");
        }
        var found = tried.Count(one => one.Found.Count > 0);
        Console.WriteLine($"{found} of {tried.Count} tamperings found, {wrong} findings on the log that nobody had touched");
        // What a verification without this check would have missed.
        var blind = Enum.GetValues<FindingKind>().Where(kind => kind != skip)
            .Select(kind => (Kind: kind, Missed: tried.Count(one => one.Found.Count > 0 && one.Found.All(each => each == kind)))).ToList();
        Console.WriteLine("without the check: " + string.Join(", ", blind.Select(one => $"{one.Kind} {one.Missed} missed")));
        // A broken chain always shows by another seal's signature or the anchor too, unless somebody has the key.
        var needed = blind.Where(one => one.Kind is not FindingKind.Chain).All(one => one.Missed > 0);
        return found == tried.Count && wrong == 0 && needed;
    }

    private static async Task<bool> VerifyLargeAsync(BenchCluster cluster, int rows)
    {
        await using var services = await PrepareAsync(cluster, "large");
        await using var source = NpgsqlDataSource.Create(cluster.Database("large"));
        await WriteAsync(source, rows, "300 days");
        await BenchCluster.ExecuteAsync(source, "vacuum analyze access_log");
        var watch = Stopwatch.StartNew();
        await services.GetRequiredService<SealAccessLog>().RunAsync(CancellationToken.None);
        var sealedIn = watch.Elapsed.TotalSeconds;
        var (byWall, byProcessor) = (0.0, 0.0);
        using var keys = services.GetRequiredService<SealKeyRing>().Open();
        await using var connection = await source.OpenConnectionAsync();
        for (var round = 0; round < 5; round++)
        {
            await using var picture = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
            var (ours, server) = (OursSeconds(), ServerSeconds(connection));
            watch.Restart();
            var report = await VerifyAccessLog.WithinAsync(connection, keys, services.GetRequiredService<Anchor>(), CancellationToken.None);
            byWall = Math.Max(byWall, rows / watch.Elapsed.TotalSeconds);
            byProcessor = Math.Max(byProcessor, rows / Math.Max(OursSeconds() - ours, ServerSeconds(connection) - server));
            if (!report.IsWhole || report.Rows != rows)
            {
                Console.WriteLine($"{report.Rows} of {rows} rows, {report.Findings.Count} findings: {(report.Findings is [var first, ..] ? first : null)}");
                return false;
            }
        }
        // Two processes do the work, each on a processor of its own where it has one.
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows:N0} rows sealed at {rows / sealedIn:N0}/s, verified at {byWall:N0}/s by the clock and {byProcessor:N0}/s by the processor time of the slower of program and server (at least {LeastRowsPerSecond:N0}; {Machine.Load()})"));
        return byWall >= LeastRowsPerSecond;
    }

    private static double OursSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Of the connection's server process: the 14th and 15th field, in hundredths.</summary>
    private static double ServerSeconds(NpgsqlConnection connection)
    {
        var stat = File.ReadAllText($"/proc/{connection.ProcessID}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100;
    }

    private static async Task<ServiceProvider> PrepareAsync(BenchCluster cluster, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(cluster.Work, name)).FullName;
        var services = ImportBench.Services(cluster.Database(name), folder);
        await services.GetRequiredService<Migrator>().MigrateAsync();
        await using var source = NpgsqlDataSource.Create(cluster.Database(name));
        await BenchCluster.ExecuteAsync(
            source, "select open_access_log_months((now() - interval '300 days')::date, now()::date)");
        return services;
    }

    /// <summary>As the program does: in the order of time, with ids that go with it, a hundred transactions.</summary>
    internal static async Task WriteAsync(NpgsqlDataSource source, int rows, string age)
    {
        const int Transactions = 100;
        for (var part = 0; part < Transactions; part++)
        {
            await BenchCluster.ExecuteAsync(source, $$"""
                insert into access_log (id, at, user_id, subject, roles, areas, citizen_id, shown_citizens, what, purpose, ground, relation, outcome, request_id)
                select (lpad(to_hex((extract(epoch from at) * 1000)::int8), 12, '0') || '7' || substr(md5('i' || i), 1, 3) || '8' || substr(md5('i' || i), 5, 15))::uuid,
                    at, md5('u' || i % 300)::uuid, 'b0' || i % 300, '{caseworker}', array['AKB', 'S' || i % 3],
                    case when i % 10 > 0 then md5('c' || i % 5000)::uuid end,
                    case when i % 10 = 0 then array(select md5('c' || (i + n) % 5000)::uuid from generate_series(1, 10) n) else '{}' end,
                    'OpenSharedPlan', 'SeeCourse', 'ownArea', case when i % 5 = 0 then null else 'AKB' end, 'permitted', md5('r' || i)
                from (select i, now() - (1 - i::float8 / {{rows}}) * interval '{{age}}' as at
                      from generate_series({{(long)rows * part / Transactions}}, {{((long)rows * (part + 1) / Transactions) - 1}}) i) r
                """);
        }
    }
}
