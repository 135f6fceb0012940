using System.Text.Json;
using Sammenhaeng.Web.Tests.Api;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

/// <summary>The verb as scripts use it: a process without a database, without settings, that answers line by line.</summary>
public sealed class CheckVerbTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"check-{Guid.NewGuid():N}.ndjson");

    [Fact]
    public async Task Each_request_gets_one_line_in_order_whatever_the_others_are_and_1_tells_that_something_was_found()
    {
        string[] requests =
        [
            Line("karina", "first"),
            """{"id":"second","asOf":"2026-02-30","documents":[]}""",
            """{"id":"third","asOf":""",
            Line("poul", "fourth"),
        ];
        var (exit, lines) = await CheckAsync(string.Join('\n', requests));
        Assert.Equal(1, exit);
        Assert.Equal(4, lines.Count);
        Assert.Equal("first", lines[0].Text("id"));
        Assert.Equal(CitizensHost.Expected("karina").Fingerprints.Order(StringComparer.Ordinal), Fingerprints(lines[0]));
        Assert.Equal("second", lines[1].Text("id"));
        Assert.Equal(422, lines[1].GetProperty("error").GetProperty("status").GetInt32());
        Assert.Equal("/asOf", lines[1].GetProperty("error").GetProperty("errors")[0].Text("path"));
        Assert.Equal(400, lines[2].GetProperty("error").GetProperty("status").GetInt32());
        Assert.Equal(CitizensHost.Expected("poul").Fingerprints.Order(StringComparer.Ordinal), Fingerprints(lines[3]));
        Assert.All(lines[0].GetProperty("findings").EnumerateArray(), finding =>
        {
            Assert.Equal(JsonValueKind.Object, finding.GetProperty("evidence").ValueKind);
            Assert.NotEqual("", finding.GetProperty("text").Text("da"));
        });
    }

    [Fact]
    public async Task Quiet_leaves_out_evidence_and_text_and_nothing_else()
    {
        var (exit, lines) = await CheckAsync(Line("jonas", "quiet"), "--quiet");
        Assert.Equal(1, exit);
        Assert.Equal(CitizensHost.Expected("jonas").Fingerprints.Order(StringComparer.Ordinal), Fingerprints(Assert.Single(lines)));
        Assert.All(lines[0].GetProperty("findings").EnumerateArray(), finding => Assert.Equal(
            ["rule", "fingerprint", "severity", "subjects"], finding.EnumerateObject().Select(property => property.Name)));
    }

    [Fact]
    public async Task Nothing_found_is_0()
    {
        const string Alone =
            """
            {"id":7,"asOf":"2026-10-05","documents":[{"documentVersion":1,"source":"social","area":"SIU","exportedAt":"2026-10-05T04:00:00+02:00","mode":"snapshot",
             "citizen":{"cpr":"1403849902","givenName":"Karina","familyName":"Test Mikkelsen","birthDate":"1984-03-14"}}]}
            """;
        var (exit, lines) = await CheckAsync(Alone);
        var line = Assert.Single(lines);
        Assert.Equal(0, line.GetProperty("findings").GetArrayLength());
        Assert.Equal(7, line.GetProperty("id").GetInt32());
        Assert.Equal(0, exit);
    }

    public void Dispose() => File.Delete(_file);

    private static string Line(string citizen, string id) =>
        CheckEndpointTests.RequestOf(citizen).Replace("\"id\":\"x\"", $"\"id\":\"{id}\"", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    private static IEnumerable<string> Fingerprints(JsonElement line) =>
        line.GetProperty("findings").EnumerateArray().Select(finding => finding.Text("fingerprint"));

    private async Task<(int Exit, IReadOnlyList<JsonElement> Lines)> CheckAsync(string requests, params string[] switches)
    {
        await File.WriteAllTextAsync(_file, requests, TestContext.Current.CancellationToken);
        var (exit, output, errors) = await RunningProgram.RunAsync(null, ["check", _file, .. switches]);
        Assert.Equal("", errors);
        return (exit, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parsed)]);
    }

    private static JsonElement Parsed(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }
}
