using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace Sammenhaeng.Bench;

/// <summary>
/// The shared plan as a signed-in caseworker gets it from the published program, beside /livez of the same program, which
/// does nothing. The one who asks runs on the same machine and takes its part of it.
/// </summary>
internal static partial class PageBench
{
    private const int Connections = 16;

    public static async Task RunAsync(string connectionString, int requests, string folder)
    {
        var (settings, _) = await DemonstrationAsync(connectionString, folder, besides: 0);
        using var program = await PublishedProgram.ServeAsync(settings, port: 5987);
        using var client = Client(program.Address);
        await SignInAsync(client, "demo-lene");
        var page = new Uri($"/borgere/{await CitizenAsync(connectionString)}/plan", UriKind.Relative);
        var bare = new Uri("/livez", UriKind.Relative);
        var bytes = (await client.GetByteArrayAsync(page)).Length;
        await ManyAsync(client, page, 2000, 4);
        Tell("one connection, while it is still being compiled for speed", await OneByOneAsync(client, page, requests), bytes, target: null);
        // A server that has been asked for a while: what is compiled by its use is done.
        await ManyAsync(client, page, 4000, 4);
        await ManyAsync(client, bare, 200, 4);
        var (one, none) = (await OneByOneAsync(client, page, requests), await OneByOneAsync(client, bare, requests));
        Tell("one connection", one, bytes, "p50 8 ms, p95 25 ms");
        Report.Line("/livez, one connection", $"p50 {none.Median:N1} ms, p95 {none.At(0.95):N1} ms");
        var (many, manyBare) = (new Runs(), new Runs());
        for (var run = 0; run < 3; run++)
        {
            many.Add(await ManyAsync(client, page, requests, Connections));
            manyBare.Add(await ManyAsync(client, bare, requests, Connections));
        }
        Report.Line($"shared plan, {Connections} connections", $"{many.Median:N0}/s ({many.Least:N0} to {many.Most:N0} in {many.Count} runs)", "300/s");
        Report.Line($"/livez, {Connections} connections", $"{manyBare.Median:N0}/s");
    }

    private static void Tell(string what, Runs runs, int bytes, string? target) => Report.Line(
        $"shared plan, {what}", $"p50 {runs.Median:N1} ms, p95 {runs.At(0.95):N1} ms, {bytes / 1000.0:N0} kB, {runs.Count} requests", target);

    /// <summary>The demonstration in a database of its own.</summary>
    /// <param name="besides">How many invented citizens are taken in beside its own.</param>
    /// <returns>With what the program is run, and the file of those citizens' documents.</returns>
    internal static async Task<(Dictionary<string, string> Settings, string File)> DemonstrationAsync(string connectionString, string folder, int besides)
    {
        PublishedProgram.Build();
        var settings = Settings(connectionString, folder);
        Require(PublishedProgram.Run(settings, "migrate"), "migrate");
        Require(PublishedProgram.Run(settings, "seed", "demo"), "seed demo");
        var file = Path.Combine(folder, "besides.ndjson");
        if (besides > 0)
        {
            await using (var written = File.Create(file))
            {
                new Population(besides).Write(written);
            }
            Require(PublishedProgram.Run(settings, "import", file), "import");
        }
        return (settings, file);
    }

    /// <summary>A program of the measurement's own, for the invented people of the demonstration.</summary>
    internal static Dictionary<string, string> Settings(string connectionString, string folder) => new()
    {
        ["ConnectionStrings__Sammenhaeng"] = connectionString,
        ["Keys__Path"] = Path.Combine(folder, "page.keys"),
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = "Development",
        // One caller asks for everyone here.
        ["RateLimits__PerSecond"] = "0",
    };

    internal static HttpClient Client(Uri address) => new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, CookieContainer = new CookieContainer() })
    {
        BaseAddress = address,
    };

    internal static async Task SignInAsync(HttpClient client, string person)
    {
        var form = await client.GetStringAsync(new Uri("/log-ind?retur=%2F", UriKind.Relative));
        var fields = HiddenField().Matches(form)
            .Select(found => KeyValuePair.Create(found.Groups["name"].Value, WebUtility.HtmlDecode(found.Groups["value"].Value)))
            .Append(KeyValuePair.Create("person", person));
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri("/connect/authorize", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Karina, whose plans lie in four areas: the one with most plans.</summary>
    private static async Task<Guid> CitizenAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select citizen_id from plans where area = 'AKB' group by 1 order by count(*) desc, 1 limit 1");
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<Runs> OneByOneAsync(HttpClient client, Uri page, int requests)
    {
        var runs = new Runs();
        for (var i = 0; i < requests; i++)
        {
            var watch = Stopwatch.StartNew();
            await GetAsync(client, page);
            runs.Add(watch.Elapsed.TotalMilliseconds);
        }
        return runs;
    }

    private static async Task<double> ManyAsync(HttpClient client, Uri page, int requests, int connections)
    {
        var left = requests;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await GetAsync(client, page);
            }
        }));
        return requests / watch.Elapsed.TotalSeconds;
    }

    /// <summary>A page that led elsewhere, to logging in for one, is no page.</summary>
    private static async Task GetAsync(HttpClient client, Uri page)
    {
        using var answer = await client.GetAsync(page);
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode != HttpStatusCode.OK || answer.RequestMessage!.RequestUri!.AbsolutePath != page.ToString())
        {
            throw new InvalidOperationException($"{page} answered {(int)answer.StatusCode} from {answer.RequestMessage!.RequestUri!.AbsolutePath}.");
        }
    }

    internal static void Require(int exit, string verb)
    {
        if (exit != 0)
        {
            throw new InvalidOperationException($"sammenhaeng {verb} ended with {exit}.");
        }
    }

    [GeneratedRegex("""<input(?=[^>]*type="hidden")(?=[^>]*name="(?<name>[^"]*)")(?=[^>]*value="(?<value>[^"]*)")[^>]*>""")]
    private static partial Regex HiddenField();
}
