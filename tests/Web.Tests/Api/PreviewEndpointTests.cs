using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

public sealed class PreviewEndpointTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task A_change_that_is_not_saved_tells_what_it_would_solve_and_stores_nothing()
    {
        var citizen = (await host.Database.ImportCaseAsync("karina")).Value;
        await host.Database.RecheckAsync();
        var client = await host.ConnectAsync();
        var conflicts = await host.Database.ScalarAsync<string>("select string_agg(id::text || revision, ',' order by id) from conflicts");
        var document = Document();
        var physiotherapy = document["appointments"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == "A5")!;
        physiotherapy["start"] = "2026-10-07T15:00:00+02:00";
        physiotherapy["end"] = "2026-10-07T15:45:00+02:00";

        using var answer = await PostAsync(client, citizen, document.ToJsonString());

        var preview = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["appointment.overlap:A4+A5"], Fingerprints(preview, "solved"));
        Assert.Empty(Fingerprints(preview, "caused"));
        Assert.NotEmpty(Fingerprints(preview, "left"));
        Assert.Equal(conflicts, await host.Database.ScalarAsync<string>("select string_agg(id::text || revision, ',' order by id) from conflicts"));
        Assert.Equal(0L, await host.Database.ScalarAsync<long>("select count(*) from due_citizens"));
        // What the caller's areas do not see of the other area stays hidden: they are told that there is something, not what.
        Assert.DoesNotContain("Fysioterapi", preview.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_cannot_be_previewed_is_refused_with_its_path()
    {
        var citizen = (await host.Database.ACitizenAsync()).Value;
        await host.Database.APlanAsync(Sammenhaeng.Domain.Citizens.CitizenId.From(citizen), "SIU");
        var client = await host.ConnectAsync();

        using var other = await PostAsync(client, citizen, Document().ToJsonString());
        using var broken = await PostAsync(client, citizen, "{");
        using var empty = await PostAsync(client, citizen, "");
        using var invalid = await PostAsync(client, citizen, "{}");
        using var unknown = await PostAsync(client, Guid.NewGuid(), Document().ToJsonString());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("/citizen/cpr", await other.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, invalid.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, unknown.StatusCode);
    }

    private static JsonObject Document()
    {
        var document = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Shared("cases", "karina", "sundhed.json")))!.AsObject();
        document["mode"] = "patch";
        return document;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Guid citizen, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync($"/api/v1/citizens/{citizen}/preview", content, TestContext.Current.CancellationToken);
    }

    private static List<string?> Fingerprints(JsonElement preview, string list) =>
        [.. preview.GetProperty(list).EnumerateArray().Select(line => line.GetProperty("fingerprint").GetString())];
}
