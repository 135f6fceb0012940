using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Web.Access;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed partial class PublicRouteTests(WebHost host) : IClassFixture<WebHost>
{
    private const string StaticFiles = "static files";

    [Fact]
    public void Every_route_that_needs_no_sign_in_is_told_with_its_reason_and_no_other()
    {
        var open = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<PublicRouteAttribute>() is not null)
            .Select(route => $"{NameOf(route)}: {route.Metadata.GetMetadata<PublicRouteAttribute>()!.Reason}")
            .ToHashSet(StringComparer.Ordinal);
        var told = ToldRoute().Matches(Repository.Read("SECURITY.md").Split("## Routes that need no sign-in")[1])
            .Select(match => $"{match.Groups[1].Value.Replace("`", "", StringComparison.Ordinal)}: {match.Groups[2].Value}").ToList();
        Assert.Empty(open.Except(told));
        Assert.Empty(told.Except(open));
    }

    private static string NameOf(RouteEndpoint route) => route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        ? StaticFiles
        : "/" + route.RoutePattern.RawText!.TrimStart('/');

    // What the demonstration alone has is marked after its address.
    [GeneratedRegex(@"^\| (`[^`]+`|static files)(?: \(demonstration\))? \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex ToldRoute();
}
