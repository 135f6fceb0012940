using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Bench;

/// <summary>
/// What asking whether somebody may, and writing down that they did, adds to opening a shared plan: the same request by turns with it,
/// with it and row-level security, and without either; first over a log of few rows, then over one of many.
/// </summary>
internal static class AccessBench
{
    private const int Population = 2_000;
    private const int Rounds = 1_000;
    private const int WarmUp = 1_000;
    private const double MostMilliseconds = 1.0;

    // What cannot be told from the noise of two medians of a thousand.
    private const double MostGrowth = 0.25;

    public static async Task RunAsync(string connectionString, int rows, string folder)
    {
        await using var with = ImportBench.Services(connectionString, folder);
        await using var alone = ImportBench.Services(connectionString, folder, ImportBench.WithoutRowSecurity);
        await using var without = ImportBench.Services(connectionString, folder, WithoutAccess);
        ServiceProvider[] ways = [with, alone, without];
        await using var source = NpgsqlDataSource.Create(connectionString);
        await SweepBench.FillAsync(with, source, Population, folder);
        await SweepBench.SweepAsync(with);
        await Requests.RegisterAsync(with);
        await SweepBench.ExecuteAsync(source, "vacuum analyze");
        var citizens = await CitizensAsync(source);
        await RoundsAsync(ways, citizens, WarmUp);

        var before = await CompareAsync("shared plan, log of few rows", ways, citizens);
        await SweepBench.ExecuteAsync(source, "select open_access_log_months((now() - interval '300 days')::date, now()::date)");
        await AuditProof.WriteAsync(source, rows, "300 days");
        await SweepBench.ExecuteAsync(source, "vacuum analyze access_log");
        var after = await CompareAsync($"shared plan, log of {rows:N0} rows", ways, citizens);
        Report.Require(before <= MostMilliseconds, $"access step and log add {before:N2} ms");
        Report.Require(after - before <= MostGrowth, $"with the log they grow by {after - before:N2} ms");
    }

    private static async Task<double> CompareAsync(string what, ServiceProvider[] ways, IReadOnlyList<CitizenId> citizens)
    {
        var runs = await RoundsAsync(ways, citizens, Rounds);
        var (with, alone, without) = (runs[0], runs[1], runs[2]);
        var added = alone.Median - without.Median;
        Report.Line(
            what,
            $"p50 {with.Median:N2} ms, p95 {with.At(0.95):N2} ms; without row-level security p50 {alone.Median:N2} ms; without access p50 {without.Median:N2} ms; access step and log add {added:N2} ms",
            "1.0 ms, no growth");
        return added;
    }

    private static async Task<Runs[]> RoundsAsync(ServiceProvider[] ways, IReadOnlyList<CitizenId> citizens, int rounds)
    {
        var runs = ways.Select(_ => new Runs()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            var query = new OpenSharedPlan(citizens[round % citizens.Count], null, null, Language.Da);
            for (var way = 0; way < ways.Length; way++)
            {
                runs[way].Add(await Requests.TimeAsync(ways[way], query));
            }
        }
        return runs;
    }

    private static async Task<List<CitizenId>> CitizensAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand($"select distinct citizen_id from plans where area = '{Requests.Area}' and ended_at is null limit 200");
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<CitizenId>();
        while (await reader.ReadAsync())
        {
            found.Add(CitizenId.From(reader.GetGuid(0)));
        }
        return found;
    }

    private static void WithoutAccess(IServiceCollection services)
    {
        ImportBench.WithoutRowSecurity(services);
        services.AddSingleton<IAccessFacts, EverybodyMay>();
        services.AddSingleton<IAccessLog, NoLog>();
    }

    /// <summary>The same viewer as the one who is registered, without a question to the database.</summary>
    private sealed class EverybodyMay : IAccessFacts
    {
        private static readonly Viewer Viewer = new(UserId.New(), "Test Måler", [Roles.Caseworker], [Requests.Area]);

        public Task<AccessFacts> ReadAsync(Caller caller, string purpose, AccessObject? about, CancellationToken cancellationToken) => Task.FromResult(
            new AccessFacts(Viewer, about is null ? null : CitizenId.From(about.Id), new CitizenRelation([Requests.Area], false, false)));
    }

    private sealed class NoLog : IAccessLog
    {
        public Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WriteWithNextAsync(AccessEntry entry, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
