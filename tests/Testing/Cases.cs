using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;

namespace Sammenhaeng.Testing;

/// <summary>The worked citizens of the specification, imported as the product imports them.</summary>
public static class Cases
{
    /// <summary>Every document of one worked citizen, and the places they meet at.</summary>
    public static async Task<CitizenId> ImportCaseAsync(this Database database, string name)
    {
        await database.LearnPlacesAsync();
        var expected = RepositoryRoot.Shared("cases", name, "expected.json");
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(expected)!, "*.json").Where(file => file != expected).Order(StringComparer.Ordinal))
        {
            await using var stream = File.OpenRead(file);
            var import = (await database.SendAsync(new ImportDocuments(stream, DocumentFormat.One, ImportOrigin.Console))).Value;
            if (import.Rejected > 0)
            {
                throw new InvalidOperationException($"{Path.GetFileName(file)} of {name} was rejected.");
            }
        }
        return CitizenId.From(await database.ScalarAsync<Guid>("select id from citizens where given_name ilike $1", name));
    }

    /// <summary>What the social services tell of Karina a minute later, with her son's number, which the worked example does not have.</summary>
    public static byte[] KarinaWithHerSonsNumber(string cpr)
    {
        var document = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Shared("cases", "karina", "social.json")))!;
        document["exportedAt"] = "2026-10-05T07:59:00+02:00";
        document["network"]![0]!["cpr"] = cpr;
        return JsonSerializer.SerializeToUtf8Bytes(document);
    }

    private static async Task LearnPlacesAsync(this Database database)
    {
        var places = await File.ReadAllTextAsync(RepositoryRoot.Shared("cases", "places.json"));
        await database.ExecuteAsync(
            """
            insert into places (code, name, kind)
            select code, name, kind from jsonb_to_recordset($1::jsonb -> 'places') as p(code text, name text, kind text) on conflict do nothing
            """,
            places);
        await database.ExecuteAsync(
            """
            insert into travel_times (a, b, minutes) select least(a collate "C", b), greatest(a collate "C", b), minutes
            from jsonb_to_recordset($1::jsonb -> 'travelMinutes') as t(a text, b text, minutes integer) on conflict do nothing
            """,
            places);
        database.Services.GetRequiredService<IReferenceData>().Expire();
    }
}
