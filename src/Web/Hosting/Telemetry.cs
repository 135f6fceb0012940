using System.Diagnostics;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Sammenhaeng.Application.Operations;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Measurements and traces, sent by OTLP where an address is given (OTEL_EXPORTER_OTLP_ENDPOINT); else nothing is gathered.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("sammenhaeng"))
            .WithMetrics(metrics => metrics.AddMeter(WorkSignal.Source, "Npgsql").AddAspNetCoreInstrumentation().AddRuntimeInstrumentation())
            .WithTracing(Trace)
            .UseOtlpExporter();
    }

    internal static void Trace(TracerProviderBuilder traces) => traces
        .AddSource(WorkSignal.Source)
        .AddAspNetCoreInstrumentation(options =>
        {
            options.RecordException = false;
            options.EnrichWithHttpResponse = (activity, response) => Cleanse(activity, response.HttpContext);
        })
        .AddNpgsql();

    /// <summary>Addresses and callers are personal; the route says what was asked for.</summary>
    private static void Cleanse(Activity activity, HttpContext context)
    {
        activity.SetTag("url.path", Logs.RouteOf(context));
        foreach (var tag in (ReadOnlySpan<string>)["url.query", "url.full", "client.address", "network.peer.address", "user_agent.original"])
        {
            activity.SetTag(tag, null);
        }
    }
}
