using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.SignIn;

public static class SignInRegistration
{
    /// <summary>Clients and tokens, and the keys of session cookies, in the database that all web processes share.</summary>
    public static IServiceCollection AddSignInStores(this IServiceCollection services)
    {
        services.AddOpenIddict().AddCore(core => core.UseEntityFrameworkCore().UseDbContext<SammenhaengDb>());
        services.AddSingleton<SessionKeys>();
        services.AddSingleton<ISessions, SignInSessions>();
        services.AddSingleton<IPrivatePersons, PrivatePersons>();
        services.AddDataProtection().SetApplicationName("sammenhaeng");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<SessionKeys>()));
        return services;
    }
}
