using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Hosting;

/// <summary><c>/livez</c> says that the process answers; <c>/readyz</c> that it can do its work and is not on its way out.</summary>
internal static class Health
{
    public static void AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddHealthChecks().AddCheck<DrainingCheck>("staying");
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/livez", _ => false);
        Map(routes, "/readyz", _ => true);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, Func<HealthCheckRegistration, bool> which) => routes
        .MapHealthChecks(path, new HealthCheckOptions { Predicate = which, ResponseWriter = WriteAsync })
        .WithMetadata(new PublicRouteAttribute("Load balancers and supervisors ask without a session; the answer names no data."), new QuietRoute())
        .DisableRateLimiting();

    // Which part is not ready, never why: the reason may name hosts and users, and stands in the log.
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status)),
    });

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failing",
    };
}

internal sealed class DrainingCheck(Draining draining) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(draining.IsStopping ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
}
