using System.Text.Json;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed class OpenApiTests(WebHost host) : IClassFixture<WebHost>
{
    private static readonly string Snapshot = Repository.PathTo("docs", "openapi.v1.json");

    /// <summary>SAMMENHAENG_UPDATE_SNAPSHOTS=1 writes what is now; the difference is for people to look at.</summary>
    [Fact]
    public async Task The_description_of_the_API_is_the_one_that_was_agreed()
    {
        using var answer = await host.Browse().GetAsync("/openapi/v1.json");
        var now = Readable(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        if (Environment.GetEnvironmentVariable("SAMMENHAENG_UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(Snapshot, now, TestContext.Current.CancellationToken);
        }
        Assert.Equal(await File.ReadAllTextAsync(Snapshot, TestContext.Current.CancellationToken), now);
    }

    [Fact]
    public async Task No_address_holds_a_CPR_number()
    {
        using var answer = await host.Browse().GetAsync("/openapi/v1.json");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.All(json.RootElement.GetProperty("paths").EnumerateObject(), path =>
            Assert.DoesNotContain("cpr", path.Name, StringComparison.OrdinalIgnoreCase));
    }

    private static string Readable(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Indented) + "\n";
    }

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
