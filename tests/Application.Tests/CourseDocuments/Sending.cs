using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Testing;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>Sends course documents as the product receives them: as bytes.</summary>
internal static class Sending
{
    public static Task<ImportAnswer> ImportAsync(this Database database, params JsonObject[] documents) =>
        database.ImportLinesAsync([.. documents.Select(document => document.ToJsonString())]);

    public static Task<ImportAnswer> ImportLinesAsync(this Database database, params string[] lines) =>
        database.ImportBytesAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), DocumentFormat.OnePerLine);

    public static async Task<ImportAnswer> ImportBytesAsync(this Database database, byte[] bytes, DocumentFormat format)
    {
        using var stream = new MemoryStream(bytes);
        return (await database.SendAsync(new ImportDocuments(stream, format, ImportOrigin.Console))).Value;
    }

    public static JsonObject Case(string citizen, string source) =>
        JsonNode.Parse(File.ReadAllText(RepositoryRoot.Shared("cases", citizen, source + ".json")))!.AsObject();

    /// <summary>A document of a citizen called Test, to which the test adds what matters.</summary>
    public static JsonObject Document(string source, string exportedAt, string mode = "snapshot", string cpr = "0101809901") => new()
    {
        ["documentVersion"] = 1,
        ["source"] = source,
        ["area"] = "SIU",
        ["exportedAt"] = exportedAt,
        ["mode"] = mode,
        ["citizen"] = new JsonObject
        {
            ["cpr"] = cpr,
            ["givenName"] = "Berit",
            ["familyName"] = "Test Lund",
            ["birthDate"] = $"19{cpr[4..6]}-{cpr[2..4]}-{cpr[..2]}",
        },
    };

    public static JsonObject With(this JsonObject document, string collection, params string[] items)
    {
        document[collection] = new JsonArray([.. items.Select(item => JsonNode.Parse(item))]);
        return document;
    }

    public static JsonObject Citizen(this JsonObject document, string fields)
    {
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
        {
            document["citizen"]![name] = value?.DeepClone();
        }
        return document;
    }

    public static string Plan(string id, string title = "Handleplan", string more = "") =>
        $$"""{"id":"{{id}}","type":"SEL141","title":"{{title}}","status":"active","from":"2026-02-02"{{more}}}""";

    public static string Goal(string id, string plan, string text = "Ro om økonomien") =>
        $$"""{"id":"{{id}}","plan":"{{plan}}","theme":"practicalTasks","direction":"develop","origin":"citizen","text":"{{text}}"}""";

    public static string Intervention(string id, string plan, string more = "") =>
        $$"""{"id":"{{id}}","plan":"{{plan}}","title":"Støtte","purposeGroup":"everydayStructure","from":"2026-02-16","status":"active"{{more}}}""";
}
