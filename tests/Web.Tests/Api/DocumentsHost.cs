using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

/// <summary>A host whose streams of documents may be four megabytes, and the documents that tests send to it.</summary>
public class DocumentsHost : WebHost
{
    public const string First = "2026-10-01T04:00:00+02:00";
    public const int MaxBytes = 4 * 1024 * 1024;

    private HttpClient? _client;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("CourseDocuments:MaxBytes", $"{MaxBytes}")];

    public static JsonObject Document(string cpr, string source = "social", string exportedAt = First, string mode = "snapshot", string plans = "") =>
        JsonNode.Parse(
            $$"""
            {
              "documentVersion": 1, "source": "{{source}}", "area": "SIU", "exportedAt": "{{exportedAt}}", "mode": "{{mode}}",
              "citizen": { "cpr": "{{cpr}}", "givenName": "Berit", "familyName": "Test Lund", "birthDate": "19{{cpr[4..6]}}-{{cpr[2..4]}}-{{cpr[..2]}}" },
              "plans": [{{plans}}]
            }
            """)!.AsObject();

    public static string Plan(string id, string type = "SEL141", string title = "Handleplan") =>
        $$"""{"id":"{{id}}","type":"{{type}}","title":"{{title}}","status":"active","from":"2026-02-02"}""";

    public static string Line(JsonObject document) => document.ToJsonString() + "\n";

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }

    internal Task<Answer> SendAsync(string body, string contentType = "application/json") => SendAsync(Encoding.UTF8.GetBytes(body), contentType);

    internal Task<Answer> SendAsync(byte[] body, string contentType, string? encoding = null) =>
        SendAsync(HttpMethod.Post, "/api/v1/course-documents", new ByteArrayContent(body), contentType, encoding);

    internal Task<Answer> GetAsync(string address) => SendAsync(HttpMethod.Get, address, null, null);

    /// <param name="id">Of the refused document.</param>
    /// <param name="text">The corrected document; null sends it as it was.</param>
    internal Task<Answer> ResendAsync(Guid id, string? text) => SendAsync(
        HttpMethod.Post, $"/api/v1/course-documents/rejected/{id}/resend",
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { text })), "application/json");

    /// <summary>Connected once: every test of a class is the same machine client.</summary>
    internal async Task<HttpClient> ClientAsync() => _client ??= await ConnectAsync();

    private async Task<Answer> SendAsync(HttpMethod method, string address, HttpContent? content, string? contentType, string? encoding = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (contentType is not null)
        {
            content!.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        if (encoding is not null)
        {
            content!.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }
        using var answer = await (await ClientAsync()).SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(answer);
    }
}

/// <summary>What the API has answered, read.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, string Text, JsonNode Json, string? Links)
{
    /// <summary>Errors of a problem, as "path code".</summary>
    public string[] Errors => [.. Json["errors"]!.AsArray().Select(error => $"{error!["path"]} {error["code"]}")];

    /// <summary>Refused lines, as "line: path code, path code".</summary>
    public string[] Rejected =>
        [.. Json["rejected"]!.AsArray().Select(one => $"{one!["line"]}: {string.Join(", ", one["errors"]!.AsArray().Select(error => $"{error!["path"]} {error["code"]}"))}")];

    public (long Accepted, long Unchanged, long Rejected) Counts =>
        ((long)Json["accepted"]!, (long)Json["unchanged"]!, (long)Json["rejectedCount"]!);

    public Guid ImportId => (Guid)Json["importId"]!;

    public static async Task<Answer> OfAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(
            answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!,
            answer.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links) : null);
    }

    public void IsOk() => Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Text}");

    public void IsProblem(int status, params string[] errors)
    {
        Assert.True((int)Status == status, $"{Status}: {Text}");
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(status, (int)Json["status"]!);
        Assert.Equal(errors, Errors);
    }
}
