using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Sammenhaeng.Web.Pages.DataProtection;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class SubjectAccessPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task One_click_gives_a_file_with_all_of_it_in_the_citizen_s_words()
    {
        var browser = await host.SignInAsync("demo-databeskyttelse");
        var page = await browser.OpenAsync($"/borgere/{host.Karina}/adgange");
        using var answer = await browser.PostAsync(page, page.Form("main form"));
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("indsigt-2026-10-05.zip", answer.Content.Headers.ContentDisposition?.FileName);

        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["laes-mig.txt", "oplysninger.json", "adgangslog.csv"], zip.Entries.Select(entry => entry.Name));
        using var data = JsonDocument.Parse(zip.GetEntry("oplysninger.json")!.Open());
        Assert.Equal("1403849902", data.RootElement.GetProperty("cpr").GetString());
        Assert.Equal("Karina", data.RootElement.GetProperty("citizens")[0].GetProperty("given_name").GetString());
        Assert.NotEqual(0, data.RootElement.GetProperty("conflicts").GetArrayLength());
        using var log = new StreamReader(zip.GetEntry("adgangslog.csv")!.Open());
        var lines = (await log.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal("\"Hvornår\";\"Hvem\";\"Hvad\";\"Hvorfor\";\"Afvist\"", lines[0]);
        Assert.Contains(lines, line => line.Contains("Så, hvem der har set borgeren", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("  =HYPERLINK(\"x\")", "\"'  =HYPERLINK(\"\"x\"\")\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("a;b\"c", "\"a;b\"\"c\"")]
    [InlineData("Karina", "\"Karina\"")]
    [InlineData("", "\"\"")]
    public void No_field_is_a_formula_and_none_runs_into_the_next(string text, string written) =>
        Assert.Equal($"{written};{written}\r\n", Csv.Row(text, text));
}
