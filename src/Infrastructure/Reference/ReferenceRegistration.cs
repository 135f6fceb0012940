using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Reference;

namespace Sammenhaeng.Infrastructure.Reference;

internal static class ReferenceRegistration
{
    public static IServiceCollection AddReferenceData(this IServiceCollection services) =>
        services
            .AddSingleton<IReferenceData, ReferenceStore>()
            .AddScoped<IReferenceSettings, ReferenceSettings>()
            .AddScoped<IPlaces, KeptPlacesTable>();
}
