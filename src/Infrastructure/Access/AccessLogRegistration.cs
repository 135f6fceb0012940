using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Keys;

namespace Sammenhaeng.Infrastructure.Access;

/// <summary>
/// Reads AccessLog:SealKeys and AccessLog:Anchor (files, beside the key ring unless told otherwise), AccessLog:KeepMonths and
/// AccessLog:ShowStaffNames.
/// </summary>
internal static class AccessLogRegistration
{
    private const int KeepMonths = 60;

    public static void AddAccessLog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<DatabaseIdentity>();
        services.AddScoped<IAccessFacts, AccessFactsReader>();
        services.AddScoped<IAccessLog, AccessLog>();
        services.AddSingleton(new StaffNamesPolicy(configuration.GetValue<bool>("AccessLog:ShowStaffNames")));
        services.AddSingleton(_ => SealKeyRing.From(configuration));
        services.AddSingleton(_ => new Anchor(KeyFile.Beside(configuration, "AccessLog:Anchor", "access-log-anchor.txt")));
        services.AddSingleton(_ => configuration.GetValue("AccessLog:KeepMonths", KeepMonths) is > 0 and var months
            ? new AccessLogRetention(months)
            : throw new InvalidOperationException("AccessLog:KeepMonths is a number of months, at least one."));
        services.AddSingleton<SealAccessLog>();
        services.AddSingleton<VerifyAccessLog>();
    }
}
