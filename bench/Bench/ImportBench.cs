using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Bench;

/// <summary>How many course documents a second come in, validation included, and how much memory that takes.</summary>
internal static class ImportBench
{
    public static async Task RunAsync(string connectionString, int citizens, string folder)
    {
        await using var services = Services(connectionString, folder);
        await services.GetRequiredService<Migrator>().MigrateAsync();
        var population = new Population(citizens);
        foreach (var (round, name) in new[] { (0, "first"), (0, "the same again"), (1, "a day later, 1 % new") })
        {
            var file = Path.Combine(folder, $"population-{citizens}-{round}.ndjson");
            if (!File.Exists(file))
            {
                await using var written = File.Create(file);
                population.Write(written, round);
            }
            await MeasureAsync(services, file, name);
        }
    }

    private static async Task MeasureAsync(ServiceProvider services, string file, string name)
    {
        var peak = new PeakMemory();
        var watch = Stopwatch.StartNew();
        await using var stream = File.OpenRead(file);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("bench"));
        var result = await scope.ServiceProvider.GetRequiredService<ISender>()
            .Send(new ImportDocuments(stream, DocumentFormat.OnePerLine, ImportOrigin.Console) { Progress = peak });
        var answer = result.Value;
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-22} {answer.Documents,9:N0} documents ({stream.Length / 1e6:N0} MB) in {seconds:N1} s = {answer.Documents / seconds:N0}/s; "
            + $"accepted {answer.Accepted:N0}, unchanged {answer.Unchanged:N0}, rejected {answer.Rejected:N0}; "
            + $"working set at most {peak.WorkingSet / 1e6:N0} MB, heap at most {peak.Heap / 1e6:N0} MB"));
        foreach (var outcome in answer.RejectedDocuments.Take(3))
        {
            Console.WriteLine($"  line {outcome.Line}: {string.Join("; ", outcome.Errors.Select(error => $"{error.Path} {error.Code}"))}");
        }
    }

    /// <summary>How long one document takes on its own, as a system sends it when somebody has saved.</summary>
    public static async Task RunSingleAsync(string connectionString, int documents, string folder)
    {
        await using var services = Services(connectionString, folder);
        await services.GetRequiredService<Migrator>().MigrateAsync();
        foreach (var round in new[] { 0, 1 })
        {
            using var written = new MemoryStream();
            new Population(documents).Write(written, round);
            var lines = System.Text.Encoding.UTF8.GetString(written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var times = new List<double>();
            foreach (var line in lines)
            {
                times.Add(await SendOneAsync(services, System.Text.Encoding.UTF8.GetBytes(line)));
            }
            times.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"one document ({(round == 0 ? "new citizen" : "known citizen")}): p50 {times[times.Count / 2]:N1} ms, p95 {times[times.Count * 95 / 100]:N1} ms, p99 {times[times.Count * 99 / 100]:N1} ms"));
        }
    }

    private static async Task<double> SendOneAsync(ServiceProvider services, byte[] document)
    {
        var watch = Stopwatch.StartNew();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("bench"));
        await scope.ServiceProvider.GetRequiredService<ISender>()
            .Send(new ImportDocuments(new MemoryStream(document), DocumentFormat.One, ImportOrigin.Api));
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <param name="connectionString">Of the one who owns the database.</param>
    /// <param name="folder">Where the key ring lies.</param>
    /// <param name="instead">What is put in the place of the program's own.</param>
    internal static ServiceProvider Services(string connectionString, string folder, Action<IServiceCollection>? instead = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Sammenhaeng"] = connectionString,
            ["Keys:Path"] = Path.Combine(folder, "bench.keys"),
            ["Keys:CreateIfMissing"] = "true",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApplication();
        services.AddInfrastructure(configuration);
        instead?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>Requests see every row, as they would had the database no layer of its own.</summary>
    internal static void WithoutRowSecurity(IServiceCollection services) =>
        services.AddSingleton(provider => provider.GetRequiredService<SystemDataSource>().Source);

    /// <summary>Looks at each step of progress.</summary>
    private sealed class PeakMemory : IProgress<ImportProgress>
    {
        public long WorkingSet { get; private set; }

        public long Heap { get; private set; }

        public void Report(ImportProgress value)
        {
            WorkingSet = Math.Max(WorkingSet, Environment.WorkingSet);
            Heap = Math.Max(Heap, GC.GetTotalMemory(forceFullCollection: false));
        }
    }
}
