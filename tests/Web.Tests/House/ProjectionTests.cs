using AutoMapper;
using AutoMapper.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sammenhaeng.Application;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed class ProjectionTests
{
    private static readonly IConfigurationProvider Projections = Registered();

    [Fact]
    public void Every_projection_is_valid() => Projections.AssertConfigurationIsValid();

    [Fact]
    public void AutoMapper_projects_out_of_queries_and_maps_no_object()
    {
        var maps = Projections.Internal().GetAllTypeMaps();
        Assert.NotEmpty(maps);
        Assert.All(maps, map => Assert.True(map.Projection, $"{map.SourceType.Name} to {map.DestinationType.Name}"));
    }

    private static IConfigurationProvider Registered()
    {
        using var services = new ServiceCollection()
            .AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(NullLoggerFactory.Instance)
            .AddApplication()
            .BuildServiceProvider();
        return services.GetRequiredService<IConfigurationProvider>();
    }
}
