using System.Net;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class ImportPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Fact]
    public async Task A_refused_document_is_corrected_and_sent_again_by_a_caseworker_of_its_area()
    {
        var browser = await host.SignInAsync("demo-maja");
        var page = await browser.OpenAsync(await host.AddressAsync("/drift/import/afvist/{rejected}"));
        Assert.Contains("/exportedAt", page.Html.Body!.TextContent, StringComparison.Ordinal);

        var stillWrong = await browser.SubmitAsync(page, page.Form("form[action*=Corrected]"), ("Input.Text", """{"documentVersion":1,"source":"social","area":"SIU","mode":"snapshot"}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stillWrong.Status);
        Assert.Contains("Dokumentet har stadig", stillWrong.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"mode\":\"snapshot\"", stillWrong.Html.QuerySelector("#Input_Text")!.TextContent, StringComparison.Ordinal);

        var whole = await File.ReadAllTextAsync(RepositoryRoot.Shared("cases", "karina", "social.json"));
        var done = await browser.SubmitAsync(stillWrong, stillWrong.Form("form[action*=Corrected]"), ("Input.Text", whole));
        Assert.Contains("Intet er ændret: dokumentet er kendt i forvejen", done.Html.Body!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/drift/import/", done.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo-lene")]
    [InlineData("demo-administrator")]
    public async Task Others_see_the_errors_and_not_the_document(string person)
    {
        var page = await (await host.SignInAsync(person)).OpenAsync(await host.AddressAsync("/drift/import/afvist/{rejected}"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Html.QuerySelector("textarea"));
        Assert.Contains("kan kun læses af sagsbehandlere i det område", page.Html.Body!.TextContent, StringComparison.Ordinal);
    }
}
