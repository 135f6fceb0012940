using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Infrastructure.Integration.Mail;

namespace Sammenhaeng.Infrastructure.Notices;

internal static class NoticesRegistration
{
    /// <summary>Reads the section Mail.</summary>
    public static void AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => MailSettings.FaultIn(configuration) is { } fault ? throw new InvalidOperationException(fault) : MailSettings.Read(configuration));
        services.AddSingleton<IMailing>(provider => provider.GetRequiredService<MailSettings>());
        services.AddSingleton<MakeMails>();
        services.AddSingleton<SendMails>();
        services.AddSingleton<INoticeCounts, NoticeCounts>();
    }
}
