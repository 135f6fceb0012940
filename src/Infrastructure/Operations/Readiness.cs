using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Operations;

/// <summary>What must be in order before anybody is served.</summary>
public static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddReadinessChecks(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseReadiness>("database", timeout: Patience)
            .AddCheck<SchemaReadiness>("migrations", timeout: Patience)
            .AddCheck<JobsReadiness>("jobs", timeout: Patience)
            .AddCheck<KeysReadiness>("keys", timeout: Patience)
            .AddCheck<SealReadiness>("accessLogSeals", timeout: Patience);
        return services;
    }
}

/// <summary>The database answers, takes writes and the access log's lines, guards its rows from us, and has about our time.</summary>
internal sealed class DatabaseReadiness(NpgsqlDataSource source) : IHealthCheck
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var ask = source.CreateCommand(
            """
            select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'
                     and coalesce(has_table_privilege(to_regclass('access_log'), 'insert'), false)
                     and coalesce(row_security_active(to_regclass('citizens')), false),
                   clock_timestamp()
            """);
        await using var answer = await ask.ExecuteReaderAsync(cancellationToken);
        await answer.ReadAsync(cancellationToken);
        var skew = TimeProvider.System.GetUtcNow() - await answer.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken);
        return answer.GetBoolean(0) && skew.Duration() < MostSkew ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}

/// <summary>The schema is the one that this program was built with.</summary>
internal sealed class SchemaReadiness(IServiceScopeFactory scopes) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SammenhaengDb>();
        return await Migrator.IsUpToDateAsync(db, cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}

/// <summary>Hangfire's storage can be read.</summary>
internal sealed class JobsReadiness(JobStorage storage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.Run(
            () =>
            {
                storage.GetMonitoringApi().Servers();
                return HealthCheckResult.Healthy();
            },
            cancellationToken);
}

/// <summary>The key ring is there, and is the one that this database was made with.</summary>
internal sealed class KeysReadiness(NpgsqlDataSource source, ISealing sealing) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await KeyRingMark.MatchesAsync(source, sealing, cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}

/// <summary>What was written to the access log is sealed soon after. Late, nobody is turned away, but somebody must look.</summary>
internal sealed class SealReadiness(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var ask = source.CreateCommand($"select {UnsealedAccesses.OldestSeconds}");
        return await ask.ExecuteScalarAsync(cancellationToken) is double waited && waited > UnsealedAccesses.MayWait.TotalSeconds
            ? HealthCheckResult.Degraded()
            : HealthCheckResult.Healthy();
    }
}
