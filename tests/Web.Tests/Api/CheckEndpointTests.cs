using System.Globalization;
using System.Net;
using System.Text;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Tests.Pages;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

public sealed class CheckEndpointTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Address = "/api/v1/check";

    [Theory]
    [InlineData("karina")]
    [InlineData("jonas")]
    [InlineData("poul")]
    public async Task Each_worked_citizen_gives_exactly_the_expected_findings_and_nothing_is_stored(string citizen)
    {
        var client = await host.ConnectAsync();
        using var answer = await client.SendAsync("POST", Address, RequestOf(citizen));
        var findings = (await answer.JsonAsync()).GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(CitizensHost.Expected(citizen).Fingerprints.Order(StringComparer.Ordinal), findings.Select(finding => finding.Text("fingerprint")));
        Assert.All(findings, finding =>
        {
            Assert.Contains(finding.Text("severity"), (string[])["L", "M", "H", "K"]);
            Assert.NotEqual(0, finding.GetProperty("subjects").GetArrayLength());
            Assert.NotEqual("", finding.GetProperty("text").Text("da"));
            Assert.NotEqual("", finding.GetProperty("text").Text("en"));
        });
        Assert.Equal(0L, await host.Database.ScalarAsync<long>(
            "select (select count(*) from citizens) + (select count(*) from conflicts) + (select count(*) from imports) + (select count(*) from rejected_documents)"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("""{"asOf":"2026-10-05","documents":[{"documentVersion":1""", "/documents")]
    [InlineData("""{"asOf":"2026-10-""", "/asOf")]
    [InlineData("""{"asOf":"2026-10-05","places":{"places":[{"code":"A" "name":""", "/places/places/0")]
    [InlineData("not JSON", "")]
    [InlineData("[1,", "")]
    [InlineData("""{"asOf":"2026-10-05","documents":[]} and more""", "")]
    [InlineData("""{"asOf":"2026-10-05","documents":[]}{"asOf":"2026-10-05"}""", "")]
    public async Task What_is_no_JSON_or_has_something_after_it_is_400_with_the_path(string body, string path)
    {
        var client = await host.ConnectAsync();
        using var answer = await client.SendAsync("POST", Address, body);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, path, "json.malformed");
    }

    [Theory]
    [InlineData(64)]
    [InlineData(5000)]
    public async Task More_levels_than_64_are_400(int levels)
    {
        var client = await host.ConnectAsync();
        var body = $$"""{"asOf":"2026-10-05","documents":{{new string('[', levels)}}{{new string(']', levels)}}}""";
        using var answer = await client.SendAsync("POST", Address, body);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "/documents", "json.malformed");
    }

    [Fact]
    public async Task What_is_not_UTF_8_is_400()
    {
        var client = await host.ConnectAsync();
        using var content = new ByteArrayContent([.. "{\"asOf\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using var answer = await client.PostAsync(Address, content, TestContext.Current.CancellationToken);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "", "json.malformed");
    }

    [Theory]
    [InlineData("\"asOf\":\"2026-10-05\"", "\"asOf\":\"2026-02-30\"", "/asOf", "schema.date")]
    [InlineData("\"asOf\":\"2026-10-05\"", "\"asOf\":20261005", "/asOf", "schema.type")]
    [InlineData("\"asOf\":\"2026-10-05\",", "", "/asOf", "schema.required")]
    [InlineData("\"asOf\":", "\"note\":1,\"asOf\":", "/note", "schema.unknownField")]
    [InlineData("\"horizonDays\":28", "\"horizonDays\":1e400", "/horizonDays", "number.range")]
    [InlineData("\"birthDate\": \"1984-03-14\"", "\"birthDate\": \"1984-02-30\"", "/documents/0/citizen/birthDate", "schema.date")]
    [InlineData("\"documentVersion\": 1,", "\"documentVersion\": 1, \"color\": \"red\",", "/documents/0/color", "schema.unknownField")]
    public async Task What_can_be_read_and_cannot_be_is_422_with_the_path(string part, string replacement, string path, string code)
    {
        var client = await host.ConnectAsync();
        var body = RequestOf("karina");
        var at = body.IndexOf(part, StringComparison.Ordinal);
        using var answer = await client.SendAsync("POST", Address, body.Remove(at, part.Length).Insert(at, replacement));
        await answer.IsProblemAsync(HttpStatusCode.UnprocessableEntity, path, code);
    }

    [Fact]
    public async Task The_documents_of_two_citizens_are_422_at_the_second_ones_number()
    {
        var client = await host.ConnectAsync();
        var body = Request("karina", [.. Documents("karina"), .. Documents("poul")]);
        using var answer = await client.SendAsync("POST", Address, body);
        await answer.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "/documents/4/citizen/cpr", "cpr.otherCitizen");
    }

    [Fact]
    public async Task What_is_sent_is_not_said_again_as_HTML()
    {
        var client = await host.ConnectAsync();
        var body = RequestOf("karina").Replace("Min Plan", "<svg onload=x>", StringComparison.Ordinal);
        using var answer = await client.SendAsync("POST", Address, body);
        Assert.DoesNotContain("<svg", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var broken = await client.SendAsync("POST", Address, """{"<svg onload=x>":""");
        Assert.DoesNotContain("<svg", await broken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    internal static string RequestOf(string citizen) => Request(citizen, Documents(citizen));

    private static string Request(string citizen, IEnumerable<string> documents)
    {
        var (asOf, days, _) = CitizensHost.Expected(citizen);
        return string.Create(CultureInfo.InvariantCulture,
            $$"""{"id":"x","asOf":"{{asOf:yyyy-MM-dd}}","horizonDays":{{days}},"places":{{File.ReadAllText(RepositoryRoot.Shared("cases", "places.json"), Encoding.UTF8)}},"documents":[{{string.Join(',', documents)}}]}""");
    }

    private static IEnumerable<string> Documents(string citizen)
    {
        var expected = RepositoryRoot.Shared("cases", citizen, "expected.json");
        return Directory.EnumerateFiles(Path.GetDirectoryName(expected)!, "*.json")
            .Where(file => file != expected).Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file, Encoding.UTF8));
    }
}
