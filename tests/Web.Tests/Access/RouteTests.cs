using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Web.Access;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

public sealed class RouteTests(WebHost host) : IClassFixture<WebHost>
{
    private List<RouteEndpoint> Routes => [.. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    [Fact]
    public void Every_route_has_a_policy_or_a_reason_for_having_none()
    {
        Assert.True(Routes.Count > 20);
        Assert.Empty(Routes.Where(route => !RouteGuard.IsClassified(route)).Select(route => route.RoutePattern.RawText));
    }

    [Fact]
    public async Task Every_route_that_is_not_public_shuts_out_whoever_has_not_signed_in()
    {
        var closed = Routes.Where(route => route.Metadata.GetMetadata<PublicRouteAttribute>() is null).ToList();
        Assert.NotEmpty(closed);
        foreach (var route in closed)
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: [var first, ..] } ? first : "GET";
            using var request = new HttpRequestMessage(new HttpMethod(method), AddressOf(route));
            request.Content = method == "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using var answer = await host.Browse().SendAsync(request);
            Assert.True(IsShutOut(answer), $"{method} {route.RoutePattern.RawText} gave {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("demo-lene")]
    [InlineData("demo-leder")]
    [InlineData("demo-databeskyttelse")]
    public async Task The_jobs_are_for_administrators_alone(string subject)
    {
        var page = await (await host.SignInAsync(subject)).OpenAsync("/drift/jobs/hangfire");
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("Du har ikke adgang", page.Heading);
    }

    private static bool IsShutOut(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.Unauthorized
        || (answer.StatusCode == HttpStatusCode.Redirect
            && answer.Headers.Location!.ToString().StartsWith("http://localhost/connect/authorize", StringComparison.Ordinal));

    private static string AddressOf(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { IsCatchAll: true } => "x",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart => Guid.CreateVersion7().ToString(),
            _ => "",
        }))));
}

public sealed class ForgottenRouteTests(ForgottenRouteTests.Host host) : IClassFixture<ForgottenRouteTests.Host>
{
    [Fact]
    public async Task A_route_that_nobody_has_classified_is_shut_even_to_administrators()
    {
        var page = await (await host.SignInAsync("demo-administrator")).OpenAsync("/forgotten");
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
    }

    public sealed class Host : WebHost
    {
        protected override void Change(IServiceCollection services) => services.AddSingleton<IStartupFilter, Forgotten>();

        private sealed class Forgotten : IStartupFilter
        {
            public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
            {
                next(app);
                ((IEndpointRouteBuilder)app.Properties["__EndpointRouteBuilder"]!).MapGet("/forgotten", () => "secret");
            };
        }
    }
}
