using System.Globalization;
using Sammenhaeng.Infrastructure.Integration.Mail;

namespace Sammenhaeng.Web.Verbs;

/// <summary>A demonstration has a mail server of its own, which keeps what it is given in a folder (<c>Mail:CatchTo</c>) and sends nothing on.</summary>
internal static class MailCatching
{
    private const string Folder = "Mail:CatchTo";

    /// <summary>In one line; null when nothing is wrong.</summary>
    public static string? Fault(IConfiguration configuration, bool isDemonstration) => string.IsNullOrEmpty(configuration[Folder]) || isDemonstration
        ? null
        : "Mail:CatchTo keeps mails from being sent and is for demonstrations (SignIn:Demonstration) alone.";

    /// <param name="builder">Of the demonstration.</param>
    /// <param name="address">Where people sign in.</param>
    public static void AddMailCatcher(this WebApplicationBuilder builder, string address)
    {
        if (builder.Configuration[Folder] is not { Length: > 0 } folder || builder.Configuration["Mail:Host"] is { Length: > 0 })
        {
            return;
        }
        var catcher = new MailCatcher(folder);
        builder.Configuration["Mail:Host"] = "127.0.0.1";
        builder.Configuration["Mail:Port"] = catcher.Port.ToString(CultureInfo.InvariantCulture);
        builder.Configuration["Mail:Security"] = nameof(MailSecurity.None);
        builder.Configuration["Mail:From"] = "sammenhaeng@kommune.example";
        builder.Configuration["Mail:BaseAddress"] = address;
        builder.Services.AddHostedService(_ => catcher);
    }
}
