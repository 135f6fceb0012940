using Serilog;
using Serilog.Events;

namespace Sammenhaeng.Web.Hosting;

internal static class Logs
{
    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        var withMessages = builder.Configuration.GetValue<bool>("Logs:ExceptionMessages");
        var least = builder.Configuration.GetValue("Logs:Level", LogEventLevel.Information);
        var console = builder.Configuration.GetValue("Logs:Console", true);
        builder.Services.AddSerilog(
            (services, log) => log
                .MinimumLevel.Is(least)
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
                // It writes exceptions with their messages into the text itself; whoever catches them logs them.
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
                // It warns that session keys lie open; ours are sealed where they are stored, which it cannot see.
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                // AutoMapper's warning that it has no licence is to be seen; below that it tells what stands in the licence.
                .MinimumLevel.Override("LuckyPennySoftware", LogEventLevel.Warning)
                .MinimumLevel.Override("OpenIddict", LogEventLevel.Warning)
                .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
                .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
                .Enrich.FromLogContext()
                .ReadFrom.Services(services)
                .WriteTo.Conditional(_ => console, sinks => sinks.Console(new LogLine(withMessages))),
            preserveStaticLogger: true);
    }

    /// <summary>One line a request: what was asked for by its pattern, never the address itself, which may hold anything.</summary>
    public static void UseRequestLog(this IApplicationBuilder app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = "{Method} {Route} gave {Status} in {Milliseconds} ms";
        options.IncludeQueryInRequestPath = false;
        options.GetLevel = (context, _, exception) => Level(context, exception);
        options.GetMessageTemplateProperties = (context, _, milliseconds, status) =>
        [
            new LogEventProperty("Method", new ScalarValue(KnownMethod(context.Request.Method))),
            new LogEventProperty("Route", new ScalarValue(RouteOf(context))),
            new LogEventProperty("Status", new ScalarValue(status)),
            new LogEventProperty("Milliseconds", new ScalarValue(Math.Round(milliseconds, 1))),
        ];
    });

    public static string RouteOf(HttpContext context)
    {
        var endpoint = context.Features.Get<FailedRequest>()?.Endpoint ?? context.GetEndpoint();
        return (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
    }

    private static LogEventLevel Level(HttpContext context, Exception? exception)
    {
        if (exception is not null || context.Response.StatusCode >= 500)
        {
            return LogEventLevel.Error;
        }
        var endpoint = context.GetEndpoint();
        var quiet = endpoint?.Metadata.GetMetadata<QuietRoute>() is not null
            || endpoint?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;
        return quiet ? LogEventLevel.Debug : LogEventLevel.Information;
    }

    private static string KnownMethod(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "OTHER";
}

/// <summary>Marks an endpoint whose every call is not worth a line.</summary>
internal sealed class QuietRoute;
