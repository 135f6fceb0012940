using Sammenhaeng.Application.Clock;
using Sammenhaeng.Infrastructure.Integration.Mail;

namespace Sammenhaeng.Web.Verbs;

/// <summary>Settings that the verbs with a database share.</summary>
internal static class Settings
{
    public static void Apply(IHostApplicationBuilder builder, Arguments given)
    {
        if (given.Value("clock") is { } clock)
        {
            builder.Configuration["Clock:Now"] = clock;
        }
        try
        {
            BusinessClock.StartingAt(builder.Configuration["Clock:Now"]);
        }
        catch (FormatException malformed)
        {
            throw new BadUseException(malformed.Message);
        }
        if (!string.IsNullOrEmpty(builder.Configuration["Clock:Now"]) && builder.Environment.IsProduction())
        {
            throw new CouldNotRunException("the clock cannot be moved in the Production environment.");
        }
        if (MailSettings.FaultIn(builder.Configuration) is { } mail)
        {
            throw new CouldNotRunException(mail);
        }
        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString("Sammenhaeng")))
        {
            throw new CouldNotRunException("ConnectionStrings:Sammenhaeng (environment: ConnectionStrings__Sammenhaeng) must name the database.");
        }
    }
}
