using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Reference;

namespace Sammenhaeng.Infrastructure.Reference;

/// <summary>Reads OpeningHours.</summary>
internal static class ReferenceRegistration
{
    public static IServiceCollection AddReferenceData(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton<IReferenceData, ReferenceStore>()
            .AddSingleton(OpeningHoursSettings.Read(configuration))
            .AddScoped<IReferenceSettings, ReferenceSettings>()
            .AddScoped<IPlaces, KeptPlacesTable>();
}
