using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Sammenhaeng.Application;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Infrastructure.Operations;
using Sammenhaeng.Web.Demonstration;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Verbs;

internal sealed class ServeVerb : IVerb
{
    private const int OurPort = 5080;

    public string Name => "serve";

    public string Summary => "serve pages and API, and run the jobs (default)";

    public string Help =>
        """
        Use: sammenhaeng serve [--port N] [--clock D] [--no-jobs] [--Section:Key=value …]

          --port N     listen on http://127.0.0.1:N (default 5080; ASPNETCORE_URLS names other addresses)
          --clock D    let the product believe that it is D (2026-10-05, or 2026-10-05T08:00), from where time goes on;
                       not in the Production environment
          --no-jobs    leave the jobs to 'sammenhaeng worker'

        Settings: ConnectionStrings:Sammenhaeng, Keys:Path, SignIn:Authority, SignIn:ClientId, SignIn:ClientSecret,
        SignIn:Demonstration, Hosting:Https, Mail:Host and what belongs to it (SECURITY.md), OTEL_EXPORTER_OTLP_ENDPOINT. As environment variables : is written __.
        It stops on Ctrl-C and SIGTERM.
        """;

    public async Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: ["no-jobs"], values: ["port", "clock", "urls"]);
        given.NoWords();
        var app = Build(given);
        try
        {
            await app.RunAsync();
            return Exit.Fine;
        }
        catch (OperationCanceledException)
        {
            // Told to stop while it was still starting.
            return Exit.Fine;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new CouldNotRunException("the port is taken. Another program listens there; --port chooses another.");
        }
        catch (SocketException refused)
        {
            throw new CouldNotRunException($"cannot listen there: {refused.SocketErrorCode}.");
        }
    }

    private static WebApplication Build(Arguments given)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = given.Settings });
        var address = Listen(builder, given);
        Settings.Apply(builder, given);
        if (builder.Configuration.GetValue<bool>("SignIn:Demonstration") && string.IsNullOrEmpty(builder.Configuration["SignIn:Authority"]))
        {
            builder.Configuration["SignIn:Authority"] = address;
        }
        var settings = WebSettings.From(builder.Configuration, builder.Environment);
        if (settings.Fault(builder.Environment.IsProduction()) is { } fault)
        {
            throw new CouldNotRunException(fault);
        }
        if (MailCatching.Fault(builder.Configuration, settings.SignIn.Demonstration) is { } caught)
        {
            throw new CouldNotRunException(caught);
        }
        if (settings.SignIn.Demonstration)
        {
            builder.AddMailCatcher(address);
        }
        builder.AddLogs();
        builder.AddTelemetry();
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(builder.Configuration);
        builder.Services.AddReadinessChecks();
        if (!given.Has("no-jobs") && builder.Configuration.GetValue("Hosting:Jobs", true))
        {
            builder.Services.AddWorkers();
        }
        try
        {
            builder.AddWeb(settings);
        }
        catch (FileNotFoundException missing)
        {
            throw new CouldNotRunException(missing.Message);
        }
        var app = builder.Build();
        app.UseWeb(settings);
        return app;
    }

    /// <summary>Where to listen; the address is also the issuer's own name in a demonstration.</summary>
    private static string Listen(WebApplicationBuilder builder, Arguments given)
    {
        var port = given.Number("port", 1, 65535);
        var configured = given.Value("urls") ?? builder.Configuration[WebHostDefaults.ServerUrlsKey];
        var address = port is null && !string.IsNullOrEmpty(configured)
            ? configured.Split(';')[0].TrimEnd('/')
            : FormattableString.Invariant($"http://127.0.0.1:{port ?? OurPort}");
        builder.WebHost.UseUrls(port is null && !string.IsNullOrEmpty(configured) ? configured : address);
        return address;
    }
}
