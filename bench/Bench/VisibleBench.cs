using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;

namespace Sammenhaeng.Bench;

/// <summary>
/// From saved to visible: a change that makes two meetings clash is sent to the published program, jobs and pages in one process, and
/// from its answer on the coordinator's list of conflicts is asked for, as a page, until the new conflict stands in it. One after another.
/// </summary>
internal static partial class VisibleBench
{
    private const int Population = 5_000;
    private const int Warmup = 5;
    private const string Coordinator = "demo-lene";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(1);
    private static readonly Uri List = new("/konflikter?vis=koordinator&regel=appointment.overlap&sorter=nyeste", UriKind.Relative);

    public static async Task RunAsync(string connectionString, int changes, string folder)
    {
        var (settings, file) = await PageBench.DemonstrationAsync(connectionString, folder, Population);
        await using var source = NpgsqlDataSource.Create(connectionString);
        using var program = await PublishedProgram.ServeAsync(settings, port: 5986);
        using var system = await SystemAsync(program.Address);
        using var coordinator = PageBench.Client(program.Address);
        await PageBench.SignInAsync(coordinator, Coordinator);
        var citizens = Citizens(file).Take(changes + Warmup).ToList();
        foreach (var citizen in citizens)
        {
            await SendAsync(system, Document(citizen, "contacts", Claim()));
        }
        await SettleAsync(source);
        var known = Conflicts(await coordinator.GetStringAsync(List)).ToHashSet();
        await BenchCluster.ExecuteAsync(source, "vacuum analyze");
        var (saved, visible) = (new Runs(), new Runs());
        for (var number = 0; number < citizens.Count; number++)
        {
            var change = Document(citizens[number], "appointments", Meeting("V1", 0), Meeting("V2", 30));
            var watch = Stopwatch.StartNew();
            await SendAsync(system, change);
            var saving = watch.Elapsed;
            await UntilSeenAsync(coordinator, known, saving, watch);
            if (number >= Warmup)
            {
                saved.Add(saving.TotalMilliseconds);
                visible.Add((watch.Elapsed - saving).TotalMilliseconds);
            }
        }
        Report.Line("saved to visible", $"p50 {visible.Median:N0} ms, p95 {visible.At(0.95):N0} ms, max {visible.Most:N0} ms, {visible.Count} changes, {Population:N0} citizens", "p95 1 s");
        Report.Line("saving itself", $"p50 {saved.Median:N0} ms, p95 {saved.At(0.95):N0} ms");
        Report.Require(visible.At(0.95) <= Target.TotalMilliseconds, "saved to visible: p95 1 s");
    }

    /// <summary>Asks for the list again and again until a conflict stands in it that did not.</summary>
    private static async Task UntilSeenAsync(HttpClient coordinator, HashSet<string> known, TimeSpan saved, Stopwatch watch)
    {
        while (!Conflicts(await coordinator.GetStringAsync(List)).Any(known.Add))
        {
            if (watch.Elapsed - saved > Patience)
            {
                throw new InvalidOperationException($"A conflict did not show within {Patience.TotalSeconds} s.");
            }
            await Task.Delay(10);
        }
    }

    private static IEnumerable<string> Conflicts(string page) => ConflictLink().Matches(page).Select(link => link.Value);

    /// <summary>Until everybody whom the import and the claims have made due has been judged, and every event heard.</summary>
    private static async Task SettleAsync(NpgsqlDataSource source)
    {
        while (await BenchCluster.CountAsync(source,
            "select (select count(*) from due_citizens) + (select count(*) from domain_events where dispatched_at is null and parked_at is null)") > 0)
        {
            await Task.Delay(100);
        }
    }

    /// <summary>The citizens of the population in whom nobody claims to coordinate.</summary>
    private static IEnumerable<JsonNode> Citizens(string file) => File.ReadLines(file)
        .GroupBy(line => line[line.IndexOf("\"cpr\"", StringComparison.Ordinal)..][..20])
        .Where(lines => !lines.Any(line => line.Contains("\"coordinator\"", StringComparison.Ordinal)))
        .Select(lines => JsonNode.Parse(lines.First())!["citizen"]!);

    private static string Document(JsonNode citizen, string collection, params ReadOnlySpan<JsonNode> items) => new JsonObject
    {
        ["documentVersion"] = 1,
        ["source"] = "jobcenter",
        ["area"] = "AKB",
        ["exportedAt"] = Text(DateTimeOffset.Now),
        ["mode"] = "patch",
        ["citizen"] = citizen.DeepClone(),
        [collection] = new JsonArray([.. items]),
    }.ToJsonString();

    private static JsonObject Claim() => new()
    {
        ["id"] = "W1",
        ["name"] = "Lene Test Holm",
        ["role"] = "Sagsbehandler",
        ["area"] = "AKB",
        ["coordinator"] = new JsonObject { ["kind"] = "main", ["from"] = "2026-01-15" },
    };

    /// <summary>In the night three days from now, when the population has none.</summary>
    private static JsonObject Meeting(string id, int minutes)
    {
        var start = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3).AddMinutes(minutes), TimeSpan.Zero);
        return new()
        {
            ["id"] = id,
            ["title"] = "Samtale",
            ["start"] = Text(start),
            ["end"] = Text(start.AddHours(1)),
            ["mode"] = "phone",
        };
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static async Task<HttpClient> SystemAsync(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        using var asked = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "demo-client",
            ["client_secret"] = "demo-secret",
        });
        using var answer = await client.PostAsync(new Uri("/connect/token", UriKind.Relative), asked);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task SendAsync(HttpClient system, string document)
    {
        using var body = new StringContent(document, Encoding.UTF8, "application/json");
        using var answer = await system.PostAsync(new Uri("/api/v1/course-documents", UriKind.Relative), body);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"A change was answered by {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [GeneratedRegex("/konflikter/[0-9a-f-]{36}")]
    private static partial Regex ConflictLink();
}
