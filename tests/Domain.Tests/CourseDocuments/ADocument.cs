using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

/// <summary>A course document that can be changed place by place before it is read.</summary>
internal sealed class ADocument
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonNode _root;

    private ADocument(string json) => _root = JsonNode.Parse(json)!;

    /// <summary>One that uses every field of the schema.</summary>
    public static ADocument Full() => new(File.ReadAllText(
        Path.Combine(Specification.Root, "tests", "Domain.Tests", "CourseDocuments", "full-document.json")));

    /// <summary>One with nothing but what must be there.</summary>
    public static ADocument Bare(string source = "social", string mode = "snapshot", string exportedAt = "2026-10-05T04:00:00+02:00") => new($$"""
        {
          "documentVersion": 1, "source": "{{source}}", "area": "SIU", "exportedAt": "{{exportedAt}}", "mode": "{{mode}}",
          "citizen": { "cpr": "1403849902", "givenName": "Karina", "familyName": "Test Mikkelsen", "birthDate": "1984-03-14" }
        }
        """);

    public byte[] Utf8 => Encoding.UTF8.GetBytes(Json);

    public string Json => _root.ToJsonString(AsWritten);

    /// <summary>Puts JSON at a place; a new entry of a list goes at its end.</summary>
    public ADocument With(string path, string json)
    {
        var (parent, last) = Find(path);
        if (parent is JsonArray list)
        {
            var index = int.Parse(last);
            if (index == list.Count)
            {
                list.Add(JsonNode.Parse(json));
            }
            else
            {
                list[index] = JsonNode.Parse(json);
            }
        }
        else
        {
            parent[last] = JsonNode.Parse(json);
        }
        return this;
    }

    public ADocument WithText(string path, string text) => With(path, JsonSerializer.Serialize(text));

    public ADocument Without(string path)
    {
        var (parent, last) = Find(path);
        if (parent is JsonArray list)
        {
            list.RemoveAt(int.Parse(last));
        }
        else
        {
            parent.AsObject().Remove(last);
        }
        return this;
    }

    public CourseDocumentReading Read() => ReadUtf8(Utf8);

    /// <summary>Errors as "path code".</summary>
    public string[] Errors() => ErrorsOf(Read());

    public CourseDocument Document() => Read() is { Document: { } document } ? document : throw new InvalidOperationException(
        "The document was refused: " + string.Join("; ", Errors()));

    public static CourseDocumentReading ReadUtf8(ReadOnlySpan<byte> utf8) => CourseDocumentReader.Read(utf8, SeedReference.Snapshot);

    public static CourseDocumentReading ReadJson(string json) => ReadUtf8(Encoding.UTF8.GetBytes(json));

    public static string[] ErrorsOf(CourseDocumentReading reading) => [.. reading.Errors.Select(error => error.Path + " " + error.Code)];

    private (JsonNode Parent, string Last) Find(string path)
    {
        var steps = path.Split('/')[1..];
        var node = _root;
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step)]! : node[step] ??= new JsonObject();
        }
        return (node, steps[^1]);
    }
}
