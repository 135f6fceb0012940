using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Clock;

namespace Sammenhaeng.Infrastructure;

public static class InfrastructureRegistration
{
    /// <summary>
    /// The database, the clock, the keys and the ports. Reads ConnectionStrings:Sammenhaeng, Clock:Now and Keys:Path.
    /// </summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TimeProvider>(BusinessClock.StartingAt(configuration["Clock:Now"]));
        return services;
    }
}
