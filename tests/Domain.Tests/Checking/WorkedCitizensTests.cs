using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Conflicts.Checking;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Checking;

public sealed class WorkedCitizensTests
{
    private static readonly string Cases = Path.Combine(Specification.Folder, "cases");

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Cases, file)))!;

    internal static JsonObject RequestOf(string name)
    {
        var expected = Read(Path.Combine(name, "expected.json"));
        var documents = Directory.GetFiles(Path.Combine(Cases, name), "*.json").Where(file => Path.GetFileName(file) != "expected.json").Order(StringComparer.Ordinal);
        return new JsonObject
        {
            ["id"] = name,
            ["asOf"] = expected["asOf"]!.DeepClone(),
            ["horizonDays"] = expected["horizonDays"]!.DeepClone(),
            ["places"] = Read("places.json"),
            ["documents"] = new JsonArray([.. documents.Select(file => JsonNode.Parse(File.ReadAllText(file)))]),
        };
    }

    private static (bool Found, List<JsonNode> Lines) Check(string requests, bool brief = false)
    {
        using var output = new MemoryStream();
        var totals = CheckRequests.Run(new MemoryStream(Encoding.UTF8.GetBytes(requests)), output, brief);
        return (totals.Findings + totals.Errors > 0, [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)]);
    }

    private static List<string> Fingerprints(JsonNode answer) => [.. answer["findings"]!.AsArray().Select(finding => finding!["fingerprint"]!.GetValue<string>())];

    [Theory]
    [InlineData("karina")]
    [InlineData("jonas")]
    [InlineData("poul")]
    public void Each_worked_citizen_gives_exactly_the_expected_findings(string name)
    {
        var (found, lines) = Check(RequestOf(name).ToJsonString());

        Assert.True(found);
        var expected = Read(Path.Combine(name, "expected.json"))["conflicts"]!.AsArray().Select(one => one!.GetValue<string>()).Order(StringComparer.Ordinal);
        Assert.Equal(expected, Fingerprints(Assert.Single(lines)));
    }

    [Fact]
    public void Requests_stand_one_after_another_with_or_without_lines_between_and_are_answered_in_order()
    {
        var (_, lines) = Check(RequestOf("poul").ToJsonString() + RequestOf("karina").ToJsonString() + "\n\n" + RequestOf("jonas").ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

        Assert.Equal(["poul", "karina", "jonas"], lines.Select(line => line["id"]!.GetValue<string>()));
    }

    [Fact]
    public void A_request_that_is_not_valid_is_answered_with_paths_and_the_rest_go_on()
    {
        var broken = RequestOf("karina");
        broken["documents"]![0]!["plans"]![0]!["type"] = "NONE";
        broken["asOf"] = "2026-13-01";

        var (found, lines) = Check(broken.ToJsonString() + "\n{ this is no json\n" + RequestOf("poul").ToJsonString());

        Assert.True(found);
        Assert.Equal(3, lines.Count);
        Assert.Equal(["/asOf", "/documents/0/plans/0/type"], lines[0]["error"]!["errors"]!.AsArray().Select(error => error!["path"]!.GetValue<string>()));
        Assert.Equal(400, lines[1]["error"]!["status"]!.GetValue<int>());
        Assert.NotEmpty(Fingerprints(lines[2]));
    }

    [Fact]
    public void Quiet_leaves_out_evidence_and_text()
    {
        var (_, lines) = Check(RequestOf("karina").ToJsonString(), brief: true);

        Assert.All(lines[0]["findings"]!.AsArray(), finding => Assert.Equal(["fingerprint", "rule", "severity", "subjects"], finding!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Two_citizens_in_one_request_are_refused()
    {
        var mixed = RequestOf("karina");
        mixed["documents"]!.AsArray().Add(RequestOf("poul")["documents"]![0]!.DeepClone());

        var (_, lines) = Check(mixed.ToJsonString());

        Assert.Equal(422, Assert.Single(lines)["error"]!["status"]!.GetValue<int>());
    }
}
