using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Infrastructure.Conflicts;
using Sammenhaeng.Infrastructure.Courses;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Bench;

/// <summary>
/// Judging everyone, read and written, beside COPYing the same rows to nowhere: the same statements over the same citizens by as
/// many connections, with the bytes thrown away. Copy and sweep take turns.
/// </summary>
internal static class SweepBench
{
    private const int Runs = 3;
    private static readonly DateOnly Day = new(2026, 10, 5);

    private static readonly string[] Tables =
    [
        "plans", "plan_shares", "goals", "interventions", "intervention_requirements", "restrictions", "appointments", "contacts",
        "network_members", "consents", "assessments", "milestones", "powers_of_attorney", "decisions", "agreements",
    ];

    public static async Task RunAsync(string connectionString, int citizens, string folder)
    {
        await using var services = ImportBench.Services(connectionString, folder);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await FillAsync(services, source, citizens, folder);
        var first = await SweepAsync(services);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  first sweep   {first.Seconds:0.00} s: {first.Sweep.Opened:N0} opened, working set at most {first.Peak / 1e6:0} MB"));
        await ExecuteAsync(source, "vacuum analyze");
        for (var run = 0; run < Runs; run++)
        {
            await ChangeOnePercentAsync(source, run);
            var copy = await CopyAsync(source);
            var night = await SweepAsync(services);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  repeat night  {night.Seconds:0.00} s ({night.Sweep.Done / night.Seconds:N0} citizens/s; {night.Sweep.Opened:N0} opened, {night.Sweep.Closed:N0} closed; working set at most {night.Peak / 1e6:0} MB), copy to nowhere {copy.Seconds:0.00} s ({copy.Bytes / 1e6:0} MB), ratio {night.Seconds / copy.Seconds:0.00}"));
        }
        var unchanged = await SweepAsync(services);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  nothing new   {unchanged.Seconds:0.00} s: {unchanged.Sweep.Opened + unchanged.Sweep.Changed + unchanged.Sweep.Closed} written"));
    }

    internal static async Task FillAsync(ServiceProvider services, NpgsqlDataSource source, int citizens, string folder)
    {
        await services.GetRequiredService<Migrator>().MigrateAsync();
        if (await CountAsync(source, "citizens") == 0)
        {
            var file = Path.Combine(folder, $"population-{citizens}-0.ndjson");
            await using (var written = File.Create(file))
            {
                new Population(citizens).Write(written);
            }
            await using var stream = File.OpenRead(file);
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("bench"));
            await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ImportDocuments(stream, DocumentFormat.OnePerLine, ImportOrigin.Console));
        }
        await ExecuteAsync(source, "delete from due_citizens");
        await ShuffleAsync(source);
        await ExecuteAsync(source, "vacuum analyze");
        long rows = 0;
        foreach (var table in Tables)
        {
            rows += await CountAsync(source, table);
        }
        var all = await CountAsync(source, "citizens");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sweep      {all:N0} citizens, {rows:N0} rows, all rules"));
    }

    /// <summary>Lays the rows on disk in no order at all: years of changes do the same, and reading in order is dearer then.</summary>
    private static async Task ShuffleAsync(NpgsqlDataSource source)
    {
        foreach (var table in Tables)
        {
            await ExecuteAsync(source, $"alter table {table} add column bench_place float8 not null default random()");
            await ExecuteAsync(source, $"create index bench_place on {table} (bench_place)");
            await ExecuteAsync(source, $"cluster {table} using bench_place");
            await ExecuteAsync(source, $"alter table {table} drop column bench_place");
        }
    }

    internal static async Task<(Sweep Sweep, double Seconds, long Peak)> SweepAsync(ServiceProvider services)
    {
        GC.Collect();
        var peak = Environment.WorkingSet;
        var sweeps = services.GetRequiredService<ISweeps>();
        var id = await sweeps.RequestAsync(Day, by: null, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var running = sweeps.RunAsync(id, null, CancellationToken.None);
        while (await Task.WhenAny(running, Task.Delay(20)) != running)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
        }
        await running;
        return ((await sweeps.FindAsync(id, CancellationToken.None))!, watch.Elapsed.TotalSeconds, peak);
    }

    /// <summary>A second meeting at the same time for one citizen in a hundred, another one each night.</summary>
    private static Task ChangeOnePercentAsync(NpgsqlDataSource source, int night) => ExecuteAsync(source,
        $"""
        insert into appointments (citizen_id, id, source, area, title, start_at, end_at, mode, place, mandatory, leisure, status, decides_on_plan, needs_support, exported_at, first_seen_at)
        select c.id, v.id || '{night}', 'bench', 'AHL', 'Tid', v.start_at, v.start_at + interval '1 hour', 'phone', null, false, false, 'booked', false, false, now(), now()
        from (select id, row_number() over (order by id) as number from citizens) c
        cross join (values ('X', timestamptz '2026-10-20 03:00+02'), ('Y', timestamptz '2026-10-20 03:30+02')) v (id, start_at)
        where c.number % 100 = {night}
        """);

    private static async Task<(double Seconds, long Bytes)> CopyAsync(NpgsqlDataSource source)
    {
        var chunks = new Queue<Guid[]>((await CitizensAsync(source)).Chunk(ConflictSweep.ChunkSize));
        long bytes = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, ConflictSweep.Workers).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            using var stream = new CourseStream(connection);
            while (Next() is { } chunk)
            {
                foreach (var table in CourseColumns.All)
                {
                    var copied = await stream.CopyRowsAsync(CourseColumns.Select(table, CourseStream.RangeOf(chunk), withTexts: false, ordered: true), CancellationToken.None);
                    Interlocked.Add(ref bytes, copied.Length);
                }
            }
        })));
        return (watch.Elapsed.TotalSeconds, bytes);

        Guid[]? Next()
        {
            lock (chunks)
            {
                return chunks.TryDequeue(out var chunk) ? chunk : null;
            }
        }
    }

    internal static async Task<List<Guid>> CitizensAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select id from citizens order by id");
        await using var reader = await command.ExecuteReaderAsync();
        var citizens = new List<Guid>();
        while (await reader.ReadAsync())
        {
            citizens.Add(reader.GetGuid(0));
        }
        return citizens;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string table)
    {
        await using var command = source.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    internal static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
