using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace Sammenhaeng.Bench;

/// <summary>
/// Every page that a link of another leads to, of each role's from their first page on, from the published program with a municipality's
/// citizens beside those of the demonstration: how long the server takes. One page of each shape, so a new page is measured without being
/// named here.
/// </summary>
internal static partial class EveryPageBench
{
    private const int Warmup = 60;
    private const int Requests = 100;
    private const double MostMs = 60;

    // Lists of all that an area has, which no link of the first pages names.
    private static readonly string[] WholeArea =
    [
        "/borgere?vis=omraade", "/borgere?vis=omraade&sorter=konflikter", "/borgere?vis=omraade&sorter=tid", "/borgere?vis=omraade&konflikter=true", "/borgere?vis=omraade&side=20",
        "/konflikter?vis=omraade", "/konflikter?vis=omraade&sorter=frist", "/konflikter?vis=omraade&sorter=nyeste", "/konflikter?vis=omraade&sorter=borger", "/konflikter?vis=omraade&side=20",
        "/opgaver/overdragelse",
    ];

    private static readonly string[] People = ["demo-maja", "demo-leder", "demo-administrator", "demo-databeskyttelse"];

    public static async Task RunAsync(string connectionString, int citizens, string folder)
    {
        var (settings, _) = await PageBench.DemonstrationAsync(connectionString, folder, citizens);
        PageBench.Require(PublishedProgram.Run(settings, "sweep"), "sweep");
        await using var source = NpgsqlDataSource.Create(connectionString);
        await BenchCluster.ExecuteAsync(source, "vacuum analyze");
        using var program = await PublishedProgram.ServeAsync(settings, port: 5988);
        await SettleAsync(source);
        foreach (var person in People)
        {
            await MeasureAsync(program.Address, person);
        }
    }

    /// <summary>
    /// A whole municipality came in a moment ago, its citizens are judged one by one, and the database has not counted yet what there is of
    /// what came: not the usual day. It does that by itself, within a minute or two, and plans anew.
    /// </summary>
    private static async Task SettleAsync(NpgsqlDataSource source)
    {
        foreach (var waiting in (string[])
            ["select count(*) from due_citizens", "select count(*) from pg_stat_user_tables where n_mod_since_analyze > 100 + 0.1 * n_live_tup"])
        {
            for (var since = Stopwatch.GetTimestamp(); await BenchCluster.CountAsync(source, waiting) > 0;)
            {
                if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(10))
                {
                    throw new InvalidOperationException($"It has not settled: {waiting}.");
                }
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private static async Task MeasureAsync(Uri address, string person)
    {
        using var client = PageBench.Client(address);
        await PageBench.SignInAsync(client, person);
        var took = new List<(string Shape, Runs Runs)>();
        foreach (var (shape, page) in await PagesAsync(client))
        {
            var runs = new Runs();
            for (var i = 0; i < Warmup + Requests; i++)
            {
                var watch = Stopwatch.StartNew();
                using var answer = await client.GetAsync(page);
                await answer.Content.ReadAsByteArrayAsync();
                if (i >= Warmup)
                {
                    runs.Add(watch.Elapsed.TotalMilliseconds);
                }
            }
            took.Add((shape, runs));
            Report.Require(runs.At(0.95) <= MostMs, string.Create(CultureInfo.InvariantCulture, $"{shape}: p95 {runs.At(0.95):N1} ms"));
        }
        foreach (var (shape, runs) in took.OrderByDescending(one => one.Runs.At(0.95)))
        {
            Report.Line(shape, $"p50 {runs.Median:N1} ms, p95 {runs.At(0.95):N1} ms");
        }
        var slowest = took.MaxBy(one => one.Runs.At(0.95));
        Report.Line(person, $"{took.Count} pages, slowest p95 {slowest.Runs.At(0.95):N1} ms", string.Create(CultureInfo.InvariantCulture, $"p95 {MostMs} ms"));
    }

    /// <summary>All that links lead to from the first page on, one of each shape, as far as they answer with a page.</summary>
    private static async Task<IReadOnlyDictionary<string, Uri>> PagesAsync(HttpClient client)
    {
        var found = new Dictionary<string, Uri>();
        var asked = new HashSet<string>();
        var left = new Queue<string>(["/", .. WholeArea]);
        while (left.TryDequeue(out var path))
        {
            var shape = WholeArea.Contains(path) ? path : Id().Replace(path.Split('?')[0], "*");
            if (!asked.Add(shape) || NotPages().IsMatch(path))
            {
                continue;
            }
            var page = new Uri(path, UriKind.Relative);
            using var answer = await client.GetAsync(page);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }
            found[shape] = page;
            foreach (Match link in Link().Matches(await answer.Content.ReadAsStringAsync()))
            {
                left.Enqueue(WebUtility.HtmlDecode(link.Groups["path"].Value));
            }
        }
        return found;
    }

    [GeneratedRegex("""<a[^>]* href="(?<path>/[^"#]*)""")]
    private static partial Regex Link();

    [GeneratedRegex("(?<=/)([0-9a-f]{8}-[0-9a-f-]{27}|[^/]*:[^/]*|[^/]*%3A[^/]*)")]
    private static partial Regex Id();

    // What signs out, changes the language or is another's than ours.
    [GeneratedRegex("^/(log-ud|drift/jobs/hangfire|openapi|connect|css|js|img|lib)")]
    private static partial Regex NotPages();
}
