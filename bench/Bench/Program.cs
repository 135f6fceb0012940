using System.Globalization;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Conflicts;

namespace Sammenhaeng.Bench;

/// <summary>
/// The measurements of docs/performance.md: <c>bench [NAME] [COUNT]</c> runs one, or all with their own counts. Each that needs a
/// database gets a PostgreSQL of its own. <c>bench population FILE [citizens] [round]</c> writes documents and measures nothing;
/// <c>bench prove import [megabytes]</c> is behind <c>./dev prove import</c>, <c>bench prove audit [tamperings] [rows] [--skip KIND]</c> behind
/// <c>./dev prove audit</c>.
/// </summary>
internal static class Program
{
    private static readonly (string Name, int Count, Func<int, Task> Run)[] Measurements =
    [
        ("engine", ConflictSweep.ChunkSize, count => { EngineBench.Run(count); return Task.CompletedTask; }),
        ("import", 50_000, count => OnClusterAsync(cluster => ImportBench.RunAsync(cluster.Database("import"), count, cluster.Work))),
        ("single", 500, count => OnClusterAsync(cluster => ImportBench.RunSingleAsync(cluster.Database("single"), count, cluster.Work))),
        ("sweep", 100_000, count => OnClusterAsync(cluster => SweepBench.RunAsync(cluster.Database("sweep"), count, cluster.Work))),
        ("writing", 500, count => OnClusterAsync(cluster => WritingBench.RunAsync(cluster.Database("writing"), count, cluster.Work))),
        ("recheck", 1_000, count => OnClusterAsync(cluster => RecheckBench.RunAsync(cluster.Database("recheck"), count, cluster.Work))),
        ("page", 2_000, count => OnClusterAsync(cluster => PageBench.RunAsync(cluster.Database("page"), count, cluster.Work))),
        ("pages", 70_000, count => OnClusterAsync(cluster => EveryPageBench.RunAsync(cluster.Database("pages"), count, cluster.Work))),
        ("search", 70_000, count => OnClusterAsync(cluster => SearchBench.RunAsync(cluster.Database("search"), count, cluster.Work))),
        ("access", 1_000_000, count => OnClusterAsync(cluster => AccessBench.RunAsync(cluster.Database("access"), count, cluster.Work))),
        ("visible", 100, count => OnClusterAsync(cluster => VisibleBench.RunAsync(cluster.Database("visible"), count, cluster.Work))),
        ("digest", 1_000, count => OnClusterAsync(cluster => DigestBench.RunAsync(cluster.Database("digest"), count, cluster.Work))),
        ("start", 10, count => { StartBench.Run(count); return Task.CompletedTask; }),
    ];

    private static async Task<int> Main(string[] args)
    {
        if (args is ["population", var file, .. var rest])
        {
            await using var written = File.Create(file);
            Console.WriteLine($"{new Population(Number(rest, 0, 100_000)).Write(written, Number(rest, 1, 0))} documents");
            return 0;
        }
        if (args is ["prove", "import", .. var size])
        {
            Console.WriteLine(Machine.Describe());
            using var cluster = new BenchCluster();
            return await ImportProof.RunAsync(cluster, Number(size, 0, 1000));
        }
        if (args is ["prove", "audit", .. var sizes])
        {
            return await ProveAuditAsync(sizes);
        }
        if (args is [var asked, ..] && Measurements.All(one => one.Name != asked))
        {
            Console.Error.WriteLine($"'{asked}' is not a measurement: {string.Join(", ", Measurements.Select(one => one.Name))}");
            return 2;
        }
        Console.WriteLine(Machine.Describe());
        foreach (var (name, count, run) in Measurements.Where(one => args.Length == 0 || args[0] == one.Name))
        {
            Console.WriteLine($"{name} ({Machine.Load()})");
            await run(Number(args, 1, count));
        }
        return Report.HasMissed ? 1 : 0;
    }

    private static async Task<int> ProveAuditAsync(string[] sizes)
    {
        FindingKind? skip = sizes is [.., "--skip", var kind] ? Enum.Parse<FindingKind>(kind, ignoreCase: true) : null;
        sizes = skip is null ? sizes : sizes[..^2];
        Console.WriteLine(Machine.Describe());
        using var cluster = new BenchCluster();
        return await AuditProof.RunAsync(cluster, Number(sizes, 0, 500), Number(sizes, 1, 1_000_000), skip);
    }

    private static async Task OnClusterAsync(Func<BenchCluster, Task> run)
    {
        using var cluster = new BenchCluster();
        await run(cluster);
    }

    private static int Number(string[] args, int at, int otherwise) =>
        args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
}
