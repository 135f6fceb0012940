using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Xunit;

namespace Sammenhaeng.Web.Tests.Hosting;

public sealed class ErrorPageTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task A_page_that_does_not_exist_is_told_in_the_house_style()
    {
        var page = await host.Browse().OpenAsync("/findes-ikke");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("Siden findes ikke", page.Heading);
        Assert.NotNull(page.Html.QuerySelector("main#main-content"));
        Assert.Equal("da", page.Html.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task It_is_told_in_English_to_whoever_chose_English_and_stays_so()
    {
        var browser = host.Browse();
        Assert.Equal("Page not found", (await browser.OpenAsync("/findes-ikke?lang=en")).Heading);
        var again = await browser.OpenAsync("/findes-ikke");
        Assert.Equal("Page not found", again.Heading);
        Assert.Equal("en", again.Html.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Siden findes ikke", (await browser.OpenAsync("/findes-ikke?lang=da")).Heading);
    }

    [Fact]
    public async Task Nobody_can_call_up_an_error_that_has_not_happened() =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.Browse().OpenAsync("/fejl/500")).Status);

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("DELETE", "/api/v1/places", 405)]
    [InlineData("POST", "/api/v1/citizens/search", 401)]
    public async Task Programs_get_problem_details(string method, string address, int status)
    {
        using var answer = await host.Browse().SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(32, problem.RootElement.GetProperty("traceId").GetString()!.Length);
        Assert.All(problem.RootElement.GetProperty("errors").EnumerateArray(), error => Assert.NotEqual("", error.GetProperty("code").GetString()));
        Assert.NotEqual(0, problem.RootElement.GetProperty("errors").GetArrayLength());
    }
}

public sealed class FaultTests(FaultTests.Host host) : IClassFixture<FaultTests.Host>
{
    private const string Canary = "Karina Test Kanarie 140384-9902";

    [Fact]
    public async Task A_fault_of_ours_is_a_designed_page_with_a_number_and_without_the_fault()
    {
        host.Broken = false;
        var browser = await host.SignInAsync("demo-lene");
        host.Broken = true;
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync("/drift/jobs/hangfire?name=Karina&cpr=1403849902");
        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Equal("Der er et problem med siden", page.Heading);
        var html = page.Html.DocumentElement.OuterHtml;
        Assert.DoesNotContain("Karina", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_tells_where_a_fault_was_and_nothing_that_anybody_typed()
    {
        host.Broken = false;
        var browser = await host.SignInAsync("demo-soeren");
        host.Broken = true;
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        await browser.OpenAsync("/drift/jobs/hangfire?name=Karina&cpr=1403849902");
        await browser.OpenAsync("/borgere/1403849902/Karina");
        var lines = string.Join('\n', host.Log.Lines);
        Assert.Contains("System.FormatException", lines, StringComparison.Ordinal);
        Assert.Contains(nameof(Host), lines, StringComparison.Ordinal);
        Assert.DoesNotContain("Karina", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("1403849902", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("140384-9902", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("demo-soeren", lines, StringComparison.Ordinal);
        Assert.All(host.Log.Lines, line => Assert.DoesNotContain('\n', line.TrimEnd('\n')));
    }

    public sealed class Host : WebHost
    {
        public bool Broken { get; set; }

        protected override void Change(IServiceCollection services)
        {
            var real = services.Last(service => service.ServiceType == typeof(IAccessFacts));
            services.AddScoped<IAccessFacts>(provider => Broken
                ? new Breaks()
                : (IAccessFacts)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!));
        }

        private sealed class Breaks : IAccessFacts
        {
            public Task<AccessFacts> ReadAsync(Caller caller, string purpose, AccessObject? about, CancellationToken cancellationToken) =>
                throw new FormatException($"'{Canary}' is no number.");
        }
    }
}
