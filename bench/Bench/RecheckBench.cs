using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Bench;

/// <summary>
/// One change of one citizen: lock, load, judge, write the new conflict and commit, one after another. Beside it the same
/// check where nothing has changed, which reads and judges alike.
/// </summary>
internal static class RecheckBench
{
    private const int Population = 20_000;

    public static async Task RunAsync(string connectionString, int changes, string folder)
    {
        await using var services = ImportBench.Services(connectionString, folder);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await SweepBench.FillAsync(services, source, Population, folder);
        await SweepBench.SweepAsync(services);
        await SweepBench.ExecuteAsync(source, "vacuum analyze");
        var citizens = (await SweepBench.CitizensAsync(source)).Take(changes + 50).ToList();
        var (changed, unchanged) = (new Runs(), new Runs());
        foreach (var (citizen, number) in citizens.Select((citizen, number) => (citizen, number)))
        {
            var nothing = await CheckAsync(services, citizen);
            await SweepBench.ExecuteAsync(source, Overlap(citizen));
            var something = await CheckAsync(services, citizen);
            if (number >= 50)
            {
                unchanged.Add(nothing);
                changed.Add(something);
            }
        }
        Report.Line("one change", $"p50 {changed.Median:N2} ms, p95 {changed.At(0.95):N2} ms, p99 {changed.At(0.99):N2} ms, {changed.Count} changes", "p99 10 ms");
        Report.Line("nothing changed", $"p50 {unchanged.Median:N2} ms, p95 {unchanged.At(0.95):N2} ms, p99 {unchanged.At(0.99):N2} ms");
    }

    private static async Task<double> CheckAsync(ServiceProvider services, Guid citizen)
    {
        var watch = Stopwatch.StartNew();
        await using (var scope = services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("bench"));
            await scope.ServiceProvider.GetRequiredService<ICourseCheck>().CheckAsync([CitizenId.From(citizen)], CancellationToken.None);
        }
        return watch.Elapsed.TotalMilliseconds;
    }

    // Two meetings at once, from tomorrow on as seen by the database.
    private static string Overlap(Guid citizen) =>
        $"""
        insert into appointments (citizen_id, id, source, area, title, start_at, end_at, mode, place, mandatory, leisure, status, decides_on_plan, needs_support, exported_at, first_seen_at)
        select '{citizen:D}', v.id, 'bench', 'AHL', 'Tid', v.start_at, v.start_at + interval '1 hour', 'phone', null, false, false, 'booked', false, false, now(), now()
        from (values ('X', now() + interval '3 days'), ('Y', now() + interval '3 days 30 minutes')) v (id, start_at)
        """;
}
