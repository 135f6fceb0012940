using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Hosting;

/// <summary>
/// A whole dump of the database with Hangfire's part, everything that was logged or traced, every address, and every answer to a
/// question that failed: none of them holds a CPR number, plain or as bytes.
/// </summary>
public sealed partial class NoCprAnywhereTests : IAsyncLifetime
{
    private static readonly string[] Numbers = [.. new[] { "karina", "jonas", "poul" }
        .SelectMany(citizen => Directory.EnumerateFiles(Path.GetDirectoryName(RepositoryRoot.Shared("cases", citizen, "expected.json"))!, "*.json"))
        .SelectMany(file => Number().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value + match.Groups[2].Value))
        .Distinct()];

    private readonly CitizensHost _host = new();
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly ConcurrentQueue<string> _addresses = new();
    private readonly ConcurrentQueue<string> _failures = new();

    public ValueTask InitializeAsync() => ((IAsyncLifetime)_host).InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task After_a_day_of_work_with_people_searched_and_documents_refused_no_number_is_in_any_of_it()
    {
        Assert.InRange(Numbers.Length, 3, 50);
        using var listener = Listen();
        await WorkAsync();

        var dump = await DumpAsync();
        Assert.InRange(dump.Count, 300, int.MaxValue);
        Assert.NotEmpty(_host.Log.Lines);
        Assert.NotEmpty(_traces);
        Assert.NotEmpty(_failures);
        Assert.Empty(Found("dump", dump).Concat(Found("log", _host.Log.Lines)).Concat(Found("trace", _traces)).Concat(Found("address", _addresses)).Concat(Found("failure", _failures)));
    }

    [Fact]
    public async Task A_number_that_is_put_anywhere_is_found()
    {
        var number = Numbers[0];
        using var listener = Listen();
        await _host.Database.ExecuteAsync("insert into hangfire.job (invocationdata, arguments, createdat) values ('{}', $1::jsonb, now())", $"[\"{number[..6]}-{number[6..]}\"]");
        await _host.Database.ExecuteAsync("update citizens set cpr_cipher = $1 where id = $2", Encoding.ASCII.GetBytes(number), _host.Karina);
        _host.Services.GetRequiredService<ILogger<NoCprAnywhereTests>>().LogWarning("Ukendt nummer {Number}", number);
        using (var source = new ActivitySource("test"))
        using (source.StartActivity("test")?.SetTag("number", number))
        {
        }
        var dump = await DumpAsync();
        Assert.Contains(Found("dump", dump), line => line.Contains("hangfire.job", StringComparison.Ordinal));
        Assert.Contains(Found("dump", dump), line => line.Contains("public.citizens", StringComparison.Ordinal));
        Assert.NotEmpty(Found("log", _host.Log.Lines));
        Assert.NotEmpty(Found("trace", _traces));
    }

    private async Task WorkAsync()
    {
        var browser = await _host.SignInAsync("demo-maja");
        foreach (var number in Numbers)
        {
            var day = await browser.OpenAsync("/");
            foreach (var written in new[] { number, $"{number[..6]}-{number[6..]}", number[..9] })
            {
                _addresses.Enqueue((await browser.SubmitAsync(day, day.Form("form.find"), ("Find", written))).Address.ToString());
            }
        }
        foreach (var page in new[] { "plan", "tidslinje", "konflikter", "delplaner", "team", "koordinator" })
        {
            var opened = await browser.OpenAsync($"/borgere/{_host.Karina}/{page}");
            foreach (var link in opened.Html.QuerySelectorAll("a[href], form[action]"))
            {
                _addresses.Enqueue(link.GetAttribute("href") ?? link.GetAttribute("action") ?? "");
            }
        }
        using var client = await _host.ConnectAsync();
        foreach (var number in Numbers)
        {
            await FailAsync(client, "/api/v1/course-documents", $$"""{"documentVersion":1,"source":"social","area":"SIU","citizen":{"cpr":"{{number}}x" },"exportedAt":"nej"}""");
            await FailAsync(client, "/api/v1/course-documents", $$"""{"documentVersion":1,"source":"{{number}}","area":"{{number}}","citizen":{"cpr":"{{number}}" },"plans":[{"id":"{{number}}" } ] }""");
            await FailAsync(client, "/api/v1/check", $$"""{"documents":[{"cpr":"{{number}}" } ],"{{number}}":1}""");
            await FailAsync(client, "/api/v1/citizens/search", $$"""{"cpr":"{{number}}","name":{} }""");
        }
        using var sweep = await client.PostAsJsonAsync("/api/v1/sweeps", new { }, TestContext.Current.CancellationToken);
        await _host.Database.DispatchAsync();
        await _host.Database.RecheckAsync();
    }

    private async Task FailAsync(HttpClient client, string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(address, content, TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 200, 499);
        _failures.Enqueue(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _traces.Enqueue(
                $"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(one => one.Tags))} {activity.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Every row of every table, as text.</summary>
    private async Task<List<string>> DumpAsync()
    {
        var tables = await _host.Database.ScalarAsync<string[]>(
            "select array_agg(format('%I.%I', table_schema, table_name)) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
        var lines = new List<string>();
        foreach (var table in tables)
        {
            await using var connection = await _host.Database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
            using var copy = await connection.BeginTextExportAsync($"copy (select * from {table}) to stdout", TestContext.Current.CancellationToken);
            while (await copy.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                lines.Add($"{table}: {line}");
            }
        }
        return lines;
    }

    private static List<string> Found(string where, IEnumerable<string> lines)
    {
        var wanted = Numbers.SelectMany(number => new[] { number, $"{number[..6]}-{number[6..]}", Convert.ToHexStringLower(Encoding.ASCII.GetBytes(number)) }).ToArray();
        return [.. lines.Where(line => Array.Exists(wanted, number => line.Contains(number, StringComparison.OrdinalIgnoreCase))).Select(line => $"{where}: {line}")];
    }

    [GeneratedRegex("\"cpr\"\\s*:\\s*\"(\\d{6})-?(\\d{4})\"")]
    private static partial Regex Number();
}
